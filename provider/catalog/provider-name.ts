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
