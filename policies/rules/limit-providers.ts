import * as z from "zod";
import { bedrockProviders, openaiApiTypes, providerNames } from "../../provider/catalog";
import { defineRule } from "../kit/define-rule";
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
  kinds: ["ServingEndpoint", "ExternalModel", "ModelServing"],

  check({ models }, report, { config }) {
    for (const { path, settingsPath, settingsKnown, provider, settings } of models) {
      if (provider === undefined) continue;
      const judge = (
        field: string,
        value: unknown,
        allowed: readonly string[] | undefined,
        denied: readonly string[] = [],
      ) => {
        if (typeof value !== "string") return;
        const word = value.toLowerCase();
        if (!denied.includes(word) && (allowed === undefined || allowed.includes(word))) return;
        const rest = allowed?.filter((one) => !denied.includes(one));
        const instead =
          rest === undefined ? "use a provider that is not denied" : `use one of ${rest.join(", ")}`;
        report({
          path: [...(field === "provider" ? path : settingsPath), field],
          found: `${showValue(value)}, which is not approved`,
          instead,
        });
      };
      judge("provider", provider, config.allowed, config.denied);
      if (provider === "amazon-bedrock")
        judge("bedrockProvider", settings["bedrockProvider"], config.bedrockProviders);
      if (provider === "openai" && settingsKnown)
        judge("openaiApiType", settings["openaiApiType"] ?? "openai", config.openaiApiTypes);
    }
  },
});
