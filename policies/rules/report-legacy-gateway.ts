import * as z from "zod";
import { defineRule } from "../kit/define-rule";
import { kindsWith } from "../kit/resource-kinds";
import { showValue } from "../kit/show-value";

/** Providers that the newer generation has a type for; Vertex AI's private keys and the others have no counterpart. */
const movable = new Set(["openai", "anthropic", "amazon-bedrock", "custom"]);

export const reportLegacyGateway = defineRule({
  name: "report-legacy-gateway",
  title: "Endpoints that can move to model services",
  description:
    "External models whose provider has a counterpart in Unity Catalog are served by model services.",
  why: "Databricks calls the gateway of serving endpoints legacy and asks to move to model services, which share one governed connection to each provider.",
  severity: "low",
  level: "disabled",
  remediation: [
    "Let the report's command write a program of provider services and model services that does the same.",
    "Move callers to the model service, then remove the endpoint.",
  ],
  config: z.strictObject({
    parent: z
      .string()
      .default("<catalog>.<schema>")
      .describe("Schema that the report's command names, for example main.ai."),
  }),
  example: {
    rejected:
      'new ServingEndpoint("chat", { config: { servedEntities: [{ externalModel: { provider: "openai", … } }] } })',
    accepted: 'new ModelService("chat", { parent: "main.ai", config: { routing: { destinations: [ … ] } } })',
  },
  sources: ["https://docs.databricks.com/aws/en/ai-gateway/migrate-to-unity-gateway"],
  kinds: kindsWith("endpoint"),

  check({ models, complete, endpoint }, report, { config }) {
    if (models.length === 0 || !complete) return;
    if (!models.every(({ provider }) => provider !== undefined && movable.has(provider))) return;
    const name = endpoint === undefined ? "<endpoint>" : endpoint;
    report({
      path: "",
      found: `an endpoint of the older gateway, ${showValue(name)}, all of whose providers the newer one has`,
      instead: `run npx databricks-serving migrate ${name} --to ${config.parent}, which writes the program and changes nothing`,
    });
  },
});
