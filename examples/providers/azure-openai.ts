import { secretRef, ServingEndpoint } from "pulumi-databricks-serving";

/** A chat model of an Azure OpenAI deployment, by the resource's key. */
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
          openaiConfig: {
            openaiApiType: "azure",
            openaiApiKey: secretRef("llm-keys", "azure-openai"),
            openaiApiBase: "https://acme-weu.openai.azure.com",
            openaiApiVersion: "2024-10-21",
            openaiDeploymentName: "support-chat",
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
