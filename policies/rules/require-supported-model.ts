import * as z from "zod";
import { judgeModel, type ModelSuggestion, type ModelVerdict } from "../../provider/catalog";
import { defineRule } from "../kit/define-rule";
import type { ModelView } from "../kit/endpoint-view";
import { matchesAny } from "../kit/glob";
import { remedyProviderSpelling } from "../kit/provider-spelling";
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
  kinds: ["ServingEndpoint", "ExternalModel", "ModelServing"],

  check({ models }, report, { config, today }) {
    for (const model of models) {
      const { provider, task, model: name } = model;
      if (provider === undefined || name === undefined) continue;
      const path = [...model.path, "name"];
      const known = `${provider}/${name}`;
      if (matchesAny(config.deny, known)) {
        report({
          path,
          found: `${showValue(name)} of ${showValue(provider)}, which is on the list of denied models`,
          instead: "name a model that is not",
        });
        continue;
      }
      // Without its task, a model can only be denied.
      if (task === undefined || matchesAny(config.allow, known)) continue;
      const verdict = judgeModel({ ...questionOf(model), provider, task, model: name, today });
      if (
        verdict.verdict !== "contradicted" &&
        (verdict.verdict !== "unlisted" || config.unlisted === "allow")
      )
        continue;
      report({
        path,
        found: `${showValue(name)} for ${showValue(provider)} and ${showValue(task)}: ${verdict.reason}`,
        instead: adviceFor(verdict, known),
      });
    }
  },

  remedies:
    "Writes provider and bedrockProvider the way the API spells them, where the intended one is certain.",
  remedy: (props, view) => remedyProviderSpelling(props, view),
});

function questionOf({ provider, settings, settingsKnown }: ModelView): {
  openaiApiType?: string;
  bedrockProvider?: string;
} {
  const { openaiApiType, bedrockProvider } = settings;
  if (provider === "openai") {
    if (openaiApiType === undefined && settingsKnown) return {};
    return { openaiApiType: typeof openaiApiType === "string" ? openaiApiType : "any" };
  }
  return typeof bedrockProvider === "string" ? { bedrockProvider } : {};
}

function adviceFor({ verdict, suggestions }: ModelVerdict, known: string): string {
  const written = suggestions.slice(0, 3).map(writeOut);
  const allow = verdict === "unlisted" ? `allow it with allow: [${showValue(known)}]` : undefined;
  if (written.length === 0) return allow ?? "name a model that this provider serves for this task";
  return `write ${written.join(", or ")}${allow === undefined ? "" : `, or ${allow}`}`;
}

function writeOut({ provider, task, model, openaiApiType, bedrockProvider }: ModelSuggestion): string {
  const parts = Object.entries({ provider, openaiApiType, bedrockProvider, name: model, task });
  return `{ ${parts.flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${JSON.stringify(value)}`])).join(", ")} }`;
}
