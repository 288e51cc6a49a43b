import * as z from "zod";
import { bedrockProviders, openaiApiTypes, providerNames } from "../../provider/catalog";
import type { Place } from "../kit/connection-view";
import { defineRule } from "../kit/define-rule";
import { modelKinds } from "../kit/resource-kinds";
import { showValue } from "../kit/show-value";

const listOf = <T extends string>(words: readonly [T, ...T[]], what: string) =>
  z.array(z.enum(words)).optional().describe(what);

export const limitProviders = defineRule({
  name: "limit-providers",
  title: "Only approved model providers",
  description: "External models come from the providers that the organisation has approved.",
  why: "Each provider is a contract, a data-processing agreement and a bill of its own.",
  severity: "medium",
  level: "advisory",
  remediation: [
    "Serve the model from an approved provider, or have the provider approved in the configuration of this rule.",
  ],
  config: z.strictObject({
    allowed: listOf(providerNames, "Approved providers. Default: all that are not denied."),
    denied: listOf(providerNames, "Providers that are refused. Goes before allowed."),
    bedrockProviders: listOf(bedrockProviders, "Approved sub-providers on Amazon Bedrock. Default: all."),
    openaiApiTypes: listOf(
      openaiApiTypes,
      "Approved API types of provider openai, for example azure alone. Default: all.",
    ),
  }),
  example: {
    rejected: 'externalModel: { provider: "cohere", … } with allowed: ["openai", "anthropic"]',
    accepted: 'externalModel: { provider: "anthropic", … }',
  },
  sources: ["https://docs.databricks.com/aws/en/generative-ai/external-models/#model-providers"],
  kinds: modelKinds,

  check({ connections }, report, { config }) {
    for (const { path, provider, openaiApiType, bedrockProvider } of connections) {
      const judge = (
        place: Place | undefined,
        allowed: readonly string[] | undefined,
        denied: readonly string[] = [],
      ) => {
        if (place === undefined) return;
        const word = place.value.toLowerCase();
        if (!denied.includes(word) && (allowed === undefined || allowed.includes(word))) return;
        const rest = allowed?.filter((one) => !denied.includes(one));
        const instead =
          rest === undefined ? "use a provider that is not denied" : `use one of ${rest.join(", ")}`;
        report({
          path: place.path,
          found: `${showValue(place.value)}, which is not approved`,
          instead,
        });
      };
      judge(provider, config.allowed, config.denied);
      judge(bedrockProvider, config.bedrockProviders);
      if (openaiApiType !== undefined && openaiApiType !== "any")
        judge({ path: [...path, "openaiApiType"], value: openaiApiType }, config.openaiApiTypes);
    }
  },
});
