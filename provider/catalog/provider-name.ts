/**
 * The values of `externalModel.provider`. `palm` is in the API's enumeration but on no documentation page, and
 * `custom` is newer than the external-models page.
 *
 * @see https://docs.databricks.com/api/workspace/servingendpoints/create
 * @see https://docs.databricks.com/aws/en/generative-ai/external-models/
 */
export const providerNames = [
  "openai",
  "anthropic",
  "cohere",
  "amazon-bedrock",
  "google-cloud-vertex-ai",
  "databricks-model-serving",
  "ai21labs",
  "palm",
  "custom",
] as const;

/** One value of `externalModel.provider`. */
export type ProviderName = (typeof providerNames)[number];

/**
 * Other words that people write for a provider, letters and digits only, where only one can be meant; each with what is
 * then to be written besides, in words that follow the provider's name.
 */
export const otherProviderNames = {
  openai: {
    azure: ', with openaiConfig: { openaiApiType: "azure", … }',
    azureopenai: ', with openaiConfig: { openaiApiType: "azure", … }',
    azuread: ', with openaiConfig: { openaiApiType: "azuread", … }',
    openaiazure: ', with openaiConfig: { openaiApiType: "azure", … }',
    chatgpt: "",
    gpt: "",
  },
  anthropic: { claude: "" },
  "amazon-bedrock": { bedrock: "", awsbedrock: "", aws: "", amazon: "" },
  "google-cloud-vertex-ai": {
    vertex: "",
    vertexai: "",
    google: "",
    gcp: "",
    gemini: "",
    googlevertex: "",
    googlevertexai: "",
    googlecloudvertex: "",
    googlecloud: "",
  },
  "databricks-model-serving": { databricks: "", mosaic: "", mosaicai: "" },
  ai21labs: { ai21: "" },
  custom: { openaicompatible: "", customprovider: "" },
} as const satisfies Partial<Record<ProviderName, Readonly<Record<string, string>>>>;

/** The values of `amazonBedrockConfig.bedrockProvider`; the API ignores their case. */
export const bedrockProviders = ["anthropic", "cohere", "ai21labs", "amazon"] as const;

/** One value of `amazonBedrockConfig.bedrockProvider`, in lower case. */
export type BedrockProvider = (typeof bedrockProviders)[number];

/** The values of `openaiConfig.openaiApiType`; `openai` when it is not given. */
export const openaiApiTypes = ["openai", "azure", "azuread"] as const;

/** One value of `openaiConfig.openaiApiType`. */
export type OpenaiApiType = (typeof openaiApiTypes)[number];

/** Whether a value is a provider that the API accepts. */
export function isProviderName(value: unknown): value is ProviderName {
  return (providerNames as readonly unknown[]).includes(value);
}
