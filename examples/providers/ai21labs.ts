import { secretRef, ServingEndpoint } from "pulumi-databricks-serving";

/** A custom model of AI21 Labs: of its own models, the endpoints serve completions alone. */
const assistant = new ServingEndpoint("assistant", {
  name: "assistant",
  config: {
    servedEntities: [
      {
        name: "support",
        externalModel: {
          provider: "ai21labs",
          name: "acme-support",
          task: "llm/v1/completions",
          ai21labsConfig: { ai21labsApiKey: secretRef("llm-keys", "ai21labs") },
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
