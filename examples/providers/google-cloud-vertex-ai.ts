import { secretRef, ServingEndpoint } from "pulumi-databricks-serving";

/** Gemini on Google Cloud Vertex AI, by a service account's private key. */
const assistant = new ServingEndpoint("assistant", {
  name: "assistant",
  config: {
    servedEntities: [
      {
        name: "gemini",
        externalModel: {
          provider: "google-cloud-vertex-ai",
          name: "gemini-2.5-pro",
          task: "llm/v1/chat",
          googleCloudVertexAiConfig: {
            region: "europe-west4",
            projectId: "acme-llm",
            privateKey: secretRef("llm-keys", "vertex"),
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
