import { secretRef, ServingEndpoint } from "pulumi-databricks-serving";

/** A model that another Databricks workspace serves. */
const assistant = new ServingEndpoint("assistant", {
  name: "assistant",
  config: {
    servedEntities: [
      {
        name: "remote",
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
  },
  aiGateway: {
    rateLimits: [{ key: "user", calls: 100, renewalPeriod: "minute" }],
    usageTrackingConfig: { enabled: true },
  },
  tags: [{ key: "team", value: "ml" }],
});

export const invocationUrl = assistant.invocationUrl;
export const openaiBaseUrl = assistant.openaiBaseUrl;
