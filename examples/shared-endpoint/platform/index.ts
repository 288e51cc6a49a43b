import { secretRef, ServingEndpoint } from "pulumi-databricks-serving";

// The platform team owns the endpoint, its limits and its first model; others attach theirs from their own programs.
const endpoint = new ServingEndpoint("chat", {
  name: "chat",
  allowAttachedModels: true,
  config: {
    servedEntities: [
      {
        name: "default",
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
    rateLimits: [{ key: "user", calls: 60, renewalPeriod: "minute" }],
    usageTrackingConfig: { enabled: true },
  },
});

export const endpointName = endpoint.name;
export const invocationUrl = endpoint.invocationUrl;
