import { secretRef, ServingEndpoint } from "pulumi-databricks-serving";

/** A chat model of AI21 Labs. */
const assistant = new ServingEndpoint("assistant", {
  name: "assistant",
  config: {
    servedEntities: [
      {
        name: "jamba",
        externalModel: {
          provider: "ai21labs",
          name: "jamba-large",
          task: "llm/v1/chat",
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
