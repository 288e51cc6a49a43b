import { secretRef, ServingEndpoint } from "pulumi-databricks-serving";

// With fallback on, an answer of 429 or 5xx goes on to the other models in the order of this list. Models with 0 % of the
// traffic are nothing but fallbacks.
const endpoint = new ServingEndpoint("resilient", {
  name: "resilient",
  config: {
    servedEntities: [
      {
        name: "first-openai",
        externalModel: {
          provider: "openai",
          name: "gpt-5.4",
          task: "llm/v1/chat",
          openaiConfig: { openaiApiKey: secretRef("llm-keys", "openai") },
        },
      },
      {
        name: "second-anthropic",
        externalModel: {
          provider: "anthropic",
          name: "claude-sonnet-4-6",
          task: "llm/v1/chat",
          anthropicConfig: { anthropicApiKey: secretRef("llm-keys", "anthropic") },
        },
      },
      {
        name: "third-databricks",
        externalModel: {
          provider: "databricks-model-serving",
          name: "databricks-claude-sonnet-4-6",
          task: "llm/v1/chat",
          databricksModelServingConfig: {
            databricksWorkspaceUrl: "https://adb-1234567890123456.7.azuredatabricks.net",
            databricksApiToken: secretRef("llm-keys", "databricks"),
          },
        },
      },
    ],
    trafficConfig: {
      routes: [
        { servedModelName: "first-openai", trafficPercentage: 100 },
        { servedModelName: "second-anthropic", trafficPercentage: 0 },
        { servedModelName: "third-databricks", trafficPercentage: 0 },
      ],
    },
  },
  aiGateway: { fallbackConfig: { enabled: true } },
});

export const invocationUrl = endpoint.invocationUrl;
