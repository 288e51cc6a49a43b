import * as z from "zod";
import { replacementFor, type Replacement, type Retirement } from "../../provider/catalog";
import { defineRule } from "../kit/define-rule";
import { questionOf } from "../kit/model-question";
import { verdictOf } from "../kit/model-verdict";
import { modelKinds } from "../kit/resource-kinds";
import { showValue } from "../kit/show-value";

export const disallowRetiredModel = defineRule({
  name: "disallow-retired-model",
  title: "No retired models",
  description: "External models are not retired by their vendor, and not about to be.",
  why: "Once a vendor has switched a model off, each request to it fails, while the endpoint stays READY.",
  severity: "medium",
  level: "advisory",
  remediation: [
    "Add the replacement as a second served entity, move traffic to it in steps, then remove the retired model.",
    "Look at the source that the report names: dates move, and replacements get replaced.",
  ],
  config: z.strictObject({
    warnDaysAhead: z
      .int()
      .min(0)
      .default(90)
      .describe("Days before the retirement from which on it is reported."),
    reportDeprecated: z
      .boolean()
      .default(true)
      .describe("Whether to report models that the vendor calls deprecated without a date."),
  }),
  example: {
    rejected: 'externalModel: { provider: "anthropic", name: "claude-2.1", … }',
    accepted: 'externalModel: { provider: "anthropic", name: "claude-opus-5", … }',
  },
  sources: [
    "https://developers.openai.com/api/docs/deprecations",
    "https://platform.claude.com/docs/en/about-claude/model-deprecations",
    "https://docs.cohere.com/docs/deprecations",
    "https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html",
    "https://docs.cloud.google.com/gemini-enterprise-agent-platform/models/model-versions",
    "https://learn.microsoft.com/azure/ai-foundry/openai/concepts/model-retirements",
  ],
  kinds: modelKinds,

  check({ models }, report, { config, today }) {
    for (const view of models) {
      const question = questionOf(view);
      // While the API type is not known, it is not known whose dates count; another server's models are not OpenAI's.
      if (question === undefined || question.openaiApiType === "any" || question.ownServer) continue;
      const verdict = verdictOf(question, today);
      // A name that is none has its advice already.
      if (verdict.verdict === "contradicted") continue;
      if (verdict.verdict === "unlisted" && verdict.suggestions.length > 0) continue;
      const { retirement } = verdict;
      const state = retirement && describe(retirement, config);
      if (retirement === undefined || state === undefined) continue;
      const { note, earlierDate, source, readOn } = retirement;
      const replacement = replacementFor({ ...question, today });
      const remarks = [
        ...(earlierDate === undefined ? [] : [`another copy of the schedule says ${earlierDate}`]),
        ...(note === undefined ? [] : [note]),
      ];
      report({
        path: view.namePath,
        found: `${showValue(question.model)}, which ${state}${remarks.length === 0 ? "" : ` (${remarks.join("; ")})`}`,
        instead: adviceFor(replacement, question.task),
        see: `${source} (read ${readOn})`,
      });
    }
  },
});

function adviceFor(replacement: Replacement | undefined, task: string): string {
  if (replacement === undefined)
    return `no model of the provider's is known to serve ${task} still; choose another provider or task`;
  const written = `write ${JSON.stringify(replacement.model)}`;
  return replacement.named ? written : `${written}, for example: the vendor names no successor`;
}

function describe(
  { state, retiredOn, daysLeft = 0, earlierDate }: Retirement,
  { warnDaysAhead, reportDeprecated }: { warnDaysAhead: number; reportDeprecated: boolean },
): string | undefined {
  if (state === "retired") return `was to be retired on ${retiredOn}`;
  // Where sources disagree, nobody should count on the later date unwarned.
  if (state === "retiring" && (daysLeft <= warnDaysAhead || earlierDate !== undefined))
    return `is to be retired on ${retiredOn}, in ${daysLeft === 1 ? "1 day" : `${daysLeft} days`}`;
  return state === "deprecated" && reportDeprecated ? "is deprecated by its vendor" : undefined;
}
