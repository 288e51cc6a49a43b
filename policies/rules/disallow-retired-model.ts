import * as z from "zod";
import { retirementOf, type Retirement } from "../../provider/catalog";
import { defineRule } from "../kit/define-rule";
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
  kinds: ["ServingEndpoint", "ExternalModel", "ModelServing"],

  check({ models }, report, { config, today }) {
    for (const { path, provider, model, settings, settingsKnown } of models) {
      if (provider === undefined || model === undefined) continue;
      const type = settings["openaiApiType"];
      // While the API type is not known, it is not known whose dates count.
      if (provider === "openai" && (!settingsKnown || (type !== undefined && typeof type !== "string")))
        continue;
      const retirement = retirementOf({ provider, model, today, openaiApiType: type as string | undefined });
      const state = retirement && describe(retirement, config);
      if (retirement === undefined || state === undefined) continue;
      const { replacement, note, source } = retirement;
      const instead =
        replacement === undefined
          ? "name a current model"
          : `the vendor names as replacement: ${replacement}`;
      report({
        path: [...path, "name"],
        found: `${showValue(model)}, which ${state}${note === undefined ? "" : ` (${note})`}`,
        instead,
        see: source,
      });
    }
  },
});

function describe(
  { state, retiredOn, daysLeft = 0 }: Retirement,
  { warnDaysAhead, reportDeprecated }: { warnDaysAhead: number; reportDeprecated: boolean },
): string | undefined {
  if (state === "retired") return `was to be retired on ${retiredOn}`;
  if (state === "retiring" && daysLeft <= warnDaysAhead)
    return `is to be retired on ${retiredOn}, in ${daysLeft} days`;
  return state === "deprecated" && reportDeprecated ? "is deprecated by its vendor" : undefined;
}
