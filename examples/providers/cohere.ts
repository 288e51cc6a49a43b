import { secretRef, ServingEndpoint } from "pulumi-databricks-serving";

/** An embedding model of Cohere. */
const assistant = new ServingEndpoint("assistant", {
  name: "assistant",
  config: {
    servedEntities: [
      {
        name: "embed",
        externalModel: {
          provider: "cohere",
          name: "embed-multilingual-v3.0",
          task: "llm/v1/embeddings",
          cohereConfig: { cohereApiKey: secretRef("llm-keys", "cohere") },
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
