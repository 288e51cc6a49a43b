import { ModelProviderService, ModelService, ucSecretRef } from "pulumi-databricks-serving";

// One connection, one key, one list of models; who may use it directly is granted here.
const openai = new ModelProviderService("openai", {
  parent: "main.ai",
  modelProviderServiceId: "openai",
  config: {
    providerType: "OPENAI",
    openai: { direct: { apiKey: ucSecretRef("main.ai.openai_key") } },
    targets: [
      { model: "gpt-5.4", nativeApiTypes: ["openai/v1/chat/completions"] },
      { model: "text-embedding-3-small", nativeApiTypes: ["openai/v1/embeddings"] },
    ],
  },
});

// Two names for callers, each with limits and grants of its own.
const assistant = new ModelService("assistant", {
  parent: "main.ai",
  modelServiceId: "assistant",
  config: {
    routing: {
      destinations: [
        {
          name: "gpt",
          externalModelConfig: { modelProviderService: openai, target: { model: "gpt-5.4" } },
        },
      ],
    },
    rateLimits: [{ key: "USER_DEFAULT", renewalPeriod: "MINUTE", requests: 100 }],
  },
  grants: [{ principal: "users", privileges: ["EXECUTE"] }],
});

const embeddings = new ModelService("embeddings", {
  parent: "main.ai",
  modelServiceId: "embeddings",
  config: {
    routing: {
      destinations: [
        {
          name: "small",
          externalModelConfig: { modelProviderService: openai, target: { model: "text-embedding-3-small" } },
        },
      ],
    },
    rateLimits: [{ key: "SERVICE", renewalPeriod: "HOUR", tokens: 5_000_000 }],
  },
  grants: [{ principal: "admins", privileges: ["EXECUTE"] }],
});

export const openaiBaseUrl = assistant.openaiBaseUrl;
export const models = [assistant.fullName, embeddings.fullName];
