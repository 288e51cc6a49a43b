import { secretRef, ServingEndpoint } from "pulumi-databricks-serving";

const endpoint = new ServingEndpoint("assistant", {
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
    trafficConfig: {
      routes: [
        { servedModelName: "gpt", trafficPercentage: 80 },
        { servedModelName: "claude", trafficPercentage: 20 },
      ],
    },
  },
  aiGateway: {
    rateLimits: [{ key: "user", calls: 100, renewalPeriod: "minute" }],
    usageTrackingConfig: { enabled: true },
  },
  tags: [
    { key: "team", value: "support" },
    { key: "environment", value: "dev" },
  ],
});

export const endpointUrl = endpoint.endpointUrl;
export const invocationUrl = endpoint.invocationUrl;
export const openaiBaseUrl = endpoint.openaiBaseUrl;
