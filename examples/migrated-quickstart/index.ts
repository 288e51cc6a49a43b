import { ModelProviderService, ModelService, ucSecretRef } from "pulumi-databricks-serving";

// Serving endpoint "assistant" of https://adb-1234567890123456.7.azuredatabricks.net as model services. The
// endpoint itself stays.
//
// What has no counterpart, and what to do about it:
// - tags: a service has none of its own; tag the securable in Unity
// Catalog, where costs are to be told apart by it.
//
// Secrets that move into Unity Catalog, by commands that print no value:
//   databricks secrets get-secret llm-keys anthropic --output json | jq '{catalog_name: "main", schema_name: "ai", name: "llm_keys_anthropic", value: (.value | @base64d)}' | databricks api post /api/2.1/unity-catalog/secrets --json @/dev/stdin > /dev/null
//   databricks secrets get-secret llm-keys openai --output json | jq '{catalog_name: "main", schema_name: "ai", name: "llm_keys_openai", value: (.value | @base64d)}' | databricks api post /api/2.1/unity-catalog/secrets --json @/dev/stdin > /dev/null

const anthropicProvider = new ModelProviderService("anthropic", {
  parent: "main.ai",
  modelProviderServiceId: "anthropic",
  config: {
    providerType: "ANTHROPIC",
    anthropic: {
      direct: { apiKey: ucSecretRef("main.ai.llm_keys_anthropic") },
    },
    targets: [
      {
        model: "claude-sonnet-4-6",
        nativeApiTypes: ["anthropic/v1/messages"],
      },
    ],
  },
});

const openaiProvider = new ModelProviderService("openai", {
  parent: "main.ai",
  modelProviderServiceId: "openai",
  config: {
    providerType: "OPENAI",
    openai: {
      direct: { apiKey: ucSecretRef("main.ai.llm_keys_openai") },
    },
    targets: [
      {
        model: "gpt-5.4",
        nativeApiTypes: ["openai/v1/chat/completions"],
      },
    ],
  },
});

const assistant = new ModelService("assistant", {
  parent: "main.ai",
  modelServiceId: "assistant",
  config: {
    routing: {
      destinations: [
        {
          name: "claude",
          trafficPercentage: 20,
          externalModelConfig: {
            modelProviderService: anthropicProvider,
            target: { model: "claude-sonnet-4-6" },
          },
        },
        {
          name: "gpt",
          trafficPercentage: 80,
          externalModelConfig: {
            modelProviderService: openaiProvider,
            target: { model: "gpt-5.4" },
          },
        },
      ],
    },
    rateLimits: [{ key: "USER_DEFAULT", renewalPeriod: "MINUTE", requests: 100 }],
  },
});

export const assistantModel = assistant.fullName;
export const assistantOpenaiBaseUrl = assistant.openaiBaseUrl;
