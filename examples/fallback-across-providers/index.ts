import { ModelProviderService, ModelService, ucSecretRef } from "pulumi-databricks-serving";

const openai = new ModelProviderService("openai", {
  parent: "main.ai",
  modelProviderServiceId: "openai",
  config: {
    providerType: "OPENAI",
    openai: { direct: { apiKey: ucSecretRef("main.ai.openai_key") } },
    targets: [{ model: "gpt-5.4", nativeApiTypes: ["openai/v1/chat/completions"] }],
  },
});

const anthropic = new ModelProviderService("anthropic", {
  parent: "main.ai",
  modelProviderServiceId: "anthropic",
  config: {
    providerType: "ANTHROPIC",
    anthropic: { direct: { apiKey: ucSecretRef("main.ai.anthropic_key") } },
    targets: [{ model: "claude-sonnet-4-6", nativeApiTypes: ["anthropic/v1/messages"] }],
  },
});

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
      // Tried in this order where a destination fails: another provider first, a model of Databricks' own last.
      fallback: {
        destinations: [
          {
            name: "claude",
            externalModelConfig: { modelProviderService: anthropic, target: { model: "claude-sonnet-4-6" } },
          },
          { name: "databricks", payPerTokenConfig: { model: "system.ai.databricks-gpt-oss-120b" } },
        ],
      },
    },
  },
  grants: [{ principal: "users", privileges: ["EXECUTE"] }],
});

export const model = assistant.fullName;
export const invocationUrl = assistant.invocationUrl;
