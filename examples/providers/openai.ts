import { secretRef, ServingEndpoint } from "pulumi-databricks-serving";

/** A chat model of OpenAI, under its own API. */
const assistant = new ServingEndpoint("assistant", {
  name: "assistant",
  config: {
    servedEntities: [
      {
        name: "gpt",
        externalModel: {
          provider: "openai",
          name: "gpt-5.4",
          task: "llm/v1/chat",
          openaiConfig: { openaiApiKey: secretRef("llm-keys", "openai") },
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
