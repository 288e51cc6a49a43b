import * as z from "zod";
import { defineRule } from "../kit/define-rule";
import { routingOf } from "../kit/destination-view";
import { matchesAny } from "../kit/glob";
import { kindsWith } from "../kit/resource-kinds";
import { showValue } from "../kit/show-value";

const patterns = (what: string) =>
  z.array(z.string()).optional().describe(`${what}; * stands for anything. Default: any.`);

export const limitDestinations = defineRule({
  name: "limit-destinations",
  title: "Only approved destinations",
  description:
    "Model services route to approved provider services, models and kinds of destinations, fallbacks included.",
  why: "Whoever may change a model service decides where its callers' prompts go, without any of them noticing.",
  severity: "high",
  level: "advisory",
  remediation: ["Route to a destination that the configuration of this rule allows, or have it allowed."],
  config: z.strictObject({
    types: z
      .array(z.enum(["external", "pay-per-token", "provisioned-throughput"]))
      .optional()
      .describe("Kinds of destinations. Default: all."),
    providerServices: patterns('Provider services by full name, "main.ai.*"'),
    targets: patterns("Models, by the provider's name, or models and endpoints of the workspace"),
  }),
  example: {
    rejected:
      'externalModelConfig: { modelProviderService: "model-provider-services/dev.me.openai", … } with providerServices: ["main.ai.*"]',
    accepted: 'externalModelConfig: { modelProviderService: "model-provider-services/main.ai.openai", … }',
  },
  sources: ["https://docs.databricks.com/aws/en/ai-gateway/create-model-services"],
  kinds: kindsWith("model-service"),

  check({ fields }, report, { config }) {
    const { destinations, fallbacks } = routingOf(fields);
    for (const { path, type, providerService, target } of [...destinations, ...fallbacks]) {
      const judge = (value: string | undefined, allowed: readonly string[] | undefined, what: string) => {
        if (value === undefined || allowed === undefined || matchesAny(allowed, value)) return;
        report({
          path,
          found: `${what} ${showValue(value)}, which is not approved`,
          instead: `use one of ${allowed.join(", ")}`,
        });
      };
      judge(type, config.types, "a destination of kind");
      judge(providerService, config.providerServices, "the provider service");
      judge(target, config.targets, "the target");
    }
  },
});
