import { secretRef, ServingEndpoint } from "pulumi-databricks-serving";

/** A model behind an OpenAI-compatible server of one's own, by a bearer token. */
const assistant = new ServingEndpoint("assistant", {
  name: "assistant",
  config: {
    servedEntities: [
      {
        name: "own",
        externalModel: {
          provider: "custom",
          name: "llama-3.3-70b",
          task: "llm/v1/chat",
          customProviderConfig: {
            customProviderUrl: "https://llm.acme.example/v1/chat/completions",
            bearerTokenAuth: { token: secretRef("llm-keys", "own-server") },
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
