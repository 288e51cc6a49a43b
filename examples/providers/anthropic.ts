import { secretRef, ServingEndpoint } from "pulumi-databricks-serving";

/** A chat model of Anthropic. */
const assistant = new ServingEndpoint("assistant", {
  name: "assistant",
  config: {
    servedEntities: [
      {
        name: "claude",
        externalModel: {
          provider: "anthropic",
          name: "claude-sonnet-4-6",
          task: "llm/v1/chat",
          anthropicConfig: { anthropicApiKey: secretRef("llm-keys", "anthropic") },
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
