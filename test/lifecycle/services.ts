import type { Fields } from "../../provider/schema/plain-object";

/** Where the API has services. */
export const CATALOG = "/api/2.1/unity-catalog";

/** A provider service of OpenAI in `main.ai`, with some of its config as given. */
export const openai = (config: Fields = {}, more: Fields = {}): Fields => ({
  parent: "main.ai",
  modelProviderServiceId: "openai",
  config: {
    providerType: "OPENAI",
    openai: { direct: { apiKey: { plaintext: "upstream-openai" } } },
    targets: [
      { model: "gpt-5.4", nativeApiTypes: ["openai/v1/chat/completions"] },
      { model: "gpt-4o", nativeApiTypes: ["openai/v1/chat/completions"] },
    ],
    ...config,
  },
  ...more,
});

/** A destination that leads to a model of it. */
export const to = (name: string, model = "gpt-5.4", more: Fields = {}): Fields => ({
  name,
  externalModelConfig: { modelProviderService: "main.ai.openai", target: { model } },
  ...more,
});

/** A destination that leads to a model of Databricks. */
export const hosted = (name: string, more: Fields = {}): Fields => ({
  name,
  payPerTokenConfig: { model: "system.ai.databricks-gpt-oss-120b" },
  ...more,
});

/** A model service in `main.ai`. */
export const assistant = (routing: Fields, config: Fields = {}, more: Fields = {}): Fields => ({
  parent: "main.ai",
  modelServiceId: "assistant",
  config: { routing, ...config },
  ...more,
});
