import * as z from "zod";
import { providerSettingsProblems } from "../../provider/check/rules/provider-settings";
import { providerConfigs } from "../../provider/catalog";
import { defineRule } from "../kit/define-rule";
import { findingOf } from "../kit/finding";
import { bridgedKindsWith } from "../kit/resource-kinds";

export const requireCompleteProviderConfig = defineRule({
  name: "require-complete-provider-config",
  title: "Complete settings for each provider",
  description: "Each external model has the settings of its own provider, complete, with one way to sign in.",
  why: "The API refuses incomplete settings only when the endpoint is created, and some of them only when it is queried.",
  severity: "high",
  level: "mandatory",
  remediation: [
    "Add the settings that the report names; the reference of the provider lists what is required.",
  ],
  config: z.strictObject({}),
  example: {
    rejected: 'openaiConfig: { openaiApiType: "azure", openaiApiKey: secretRef("llm", "azure") }',
    accepted:
      'openaiConfig: { openaiApiType: "azure", openaiApiKey: secretRef("llm", "azure"), openaiApiBase: "https://my.openai.azure.com", openaiApiVersion: "2024-10-21", openaiDeploymentName: "gpt-4o" }',
  },
  sources: [
    "https://docs.databricks.com/aws/en/generative-ai/external-models/#configure-the-provider-for-an-endpoint",
    "https://docs.databricks.com/api/workspace/servingendpoints/create",
  ],
  // Of this package's resources, the check says all this.
  kinds: bridgedKindsWith("endpoint"),

  check({ models, credentialsKnown }, report) {
    for (const { path, fields, provider, connection } of models) {
      const own = connection.path.length > path.length ? connection.path.at(-1) : undefined;
      for (const { configKey: key } of Object.values(providerConfigs)) {
        if (own === undefined || key === own || fields[key] === undefined) continue;
        report({
          path: [...path, key],
          found: `settings of another provider than ${provider}`,
          instead: `leave them out, and write ${own}`,
        });
      }
      // What the SDK took out of the settings is not known yet: a credential that seems missing may be there.
      if (credentialsKnown) providerSettingsProblems(fields, path).map(findingOf).forEach(report);
    }
  },
});
