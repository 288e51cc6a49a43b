import * as z from "zod";
import { type ModelSuggestion, type ModelVerdict } from "../../provider/catalog";
import type { Path } from "../../provider/schema/problem";
import { defineRule } from "../kit/define-rule";
import { matchesAny } from "../kit/glob";
import { targetFaults } from "../kit/judge-targets";
import { questionOf } from "../kit/model-question";
import { verdictOf } from "../kit/model-verdict";
import type { ModelView } from "../kit/model-view";
import { remedyProviderSpelling } from "../kit/provider-spelling";
import { modelKinds, resourceKinds } from "../kit/resource-kinds";
import { showValue } from "../kit/show-value";

export const requireSupportedModel = defineRule({
  name: "require-supported-model",
  title: "Models that their provider serves",
  description:
    "Each external model is one that its provider, and its sub-provider on Amazon Bedrock, serves for its task.",
  why: "Databricks accepts an endpoint with a model that the provider does not serve, and then answers each request with a 4xx.",
  severity: "high",
  level: "mandatory",
  remediation: [
    "Name the provider and task that serve the model, or a model that the provider serves for the task: the report suggests both.",
    'For a model that is newer than this package, add "<provider>/<model>" to allow, or set unlisted to "allow".',
  ],
  config: z.strictObject({
    allow: z
      .array(z.string())
      .default([])
      .describe(
        'Models that are taken although the catalogue does not know them, as "<provider>/<model>"; * stands for anything.',
      ),
    deny: z
      .array(z.string())
      .default([])
      .describe(
        'Models that are refused although the catalogue knows them, as "<provider>/<model>"; * stands for anything. Goes before allow.',
      ),
    unlisted: z
      .enum(["reject", "allow"])
      .default("reject")
      .describe("What to do with names that are of no known kind."),
  }),
  example: {
    rejected: 'externalModel: { provider: "anthropic", name: "gpt-4o", task: "llm/v1/chat", … }',
    accepted: 'externalModel: { provider: "openai", name: "gpt-4o", task: "llm/v1/chat", … }',
  },
  sources: [
    "https://docs.databricks.com/aws/en/generative-ai/external-models/#supported-models",
    "https://docs.databricks.com/aws/en/machine-learning/model-serving/foundation-model-endpoints-legacy",
  ],
  kinds: modelKinds,

  check({ models, kind }, report, { config, today }) {
    for (const model of models) {
      const { provider, model: name, namePath: path } = model;
      if (provider === undefined || name === undefined) continue;
      const known = `${provider}/${name}`;
      if (matchesAny(config.deny, known)) {
        report({
          path,
          found: `${showValue(name)} of ${showValue(provider)}, which is on the list of denied models`,
          instead: "name a model that is not",
        });
        continue;
      }
      if (matchesAny(config.allow, known)) continue;
      if (model.apiTypes !== undefined) {
        for (const { verdict, found, instead } of targetFaults(model, today)) {
          if (verdict === "unlisted" && config.unlisted === "allow") continue;
          const allow = verdict === "unlisted" ? `, or allow it with allow: [${showValue(known)}]` : "";
          report({ path, found, instead: `${instead}${allow}` });
        }
        continue;
      }
      const question = questionOf(model);
      // Without its task, a model can only be denied.
      if (question === undefined) continue;
      const verdict = verdictOf(question, today);
      if (
        verdict.verdict !== "contradicted" &&
        (verdict.verdict !== "unlisted" || config.unlisted === "allow")
      )
        continue;
      const word = misnamed[verdict.because];
      // Of this package's resources, the check says what no schema takes.
      if (word !== undefined && !resourceKinds[kind].bridged) continue;
      report({
        path: word === undefined ? path : pathOf(word, model),
        found: `${showValue(name)} for ${showValue(provider)} and ${showValue(question.task)}: ${verdict.reason}`,
        instead: word === undefined ? adviceFor(verdict, known) : "write one of them",
      });
    }
  },

  remedies:
    "Writes provider and bedrockProvider the way the API spells them, where the intended one is certain.",
  remedy: (props, view) => remedyProviderSpelling(props, view),
});

/** Grounds on which nothing is said of the model: what is wrong stands in another field. */
const misnamed: Partial<
  Record<ModelVerdict["because"], "provider" | "task" | "bedrockProvider" | "openaiApiType">
> = {
  "unknown-provider": "provider",
  "unknown-task": "task",
  "unknown-sub-provider": "bedrockProvider",
  "unknown-api-type": "openaiApiType",
};

function pathOf(field: string, { path, connection }: ModelView): Path {
  return [...(field === "provider" || field === "task" ? path : connection.path), field];
}

function adviceFor({ verdict, because, suggestions }: ModelVerdict, known: string): string {
  const written = suggestions.slice(0, 3).map(writeOut);
  const allow = verdict === "unlisted" ? `allow it with allow: [${showValue(known)}]` : undefined;
  if (written.length > 0)
    return `write ${written.join(", or ")}${allow === undefined ? "" : `, or ${allow}`}`;
  if (allow !== undefined) return allow;
  return because === "no-model-for-task"
    ? "name another task or another provider"
    : "name a model that this provider serves for this task";
}

/** A suggestion as one writes it into `externalModel`. */
function writeOut({ provider, task, model, openaiApiType, bedrockProvider }: ModelSuggestion): string {
  const settings = [
    ...(openaiApiType === undefined
      ? []
      : [`openaiConfig: { openaiApiType: ${JSON.stringify(openaiApiType)} }`]),
    ...(bedrockProvider === undefined
      ? []
      : [`amazonBedrockConfig: { bedrockProvider: ${JSON.stringify(bedrockProvider)} }`]),
  ];
  const parts = Object.entries({ provider, name: model, task }).map(
    ([key, value]) => `${key}: ${JSON.stringify(value)}`,
  );
  return `{ ${[...parts, ...settings].join(", ")} }`;
}
