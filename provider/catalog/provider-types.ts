import type { OpenaiApiType, ProviderName } from "./provider-name";

/** How the API begins the types of providers. */
export const PROVIDER_TYPE = "EXTERNAL_MODEL_PROVIDER_TYPE_";

/** Each type of provider: the block with its settings, and whose models the catalogue knows it to serve. */
export const PROVIDER_TYPES = {
  EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI: { block: "openai", provider: "openai", openaiApiType: "openai" },
  EXTERNAL_MODEL_PROVIDER_TYPE_ANTHROPIC: { block: "anthropic", provider: "anthropic" },
  EXTERNAL_MODEL_PROVIDER_TYPE_AZURE_OPENAI: {
    block: "azureOpenai",
    provider: "openai",
    openaiApiType: "azure",
  },
  // Foundry serves models of many vendors, under names of the deployer's choice.
  EXTERNAL_MODEL_PROVIDER_TYPE_MICROSOFT_FOUNDRY: { block: "microsoftFoundry", provider: "custom" },
  EXTERNAL_MODEL_PROVIDER_TYPE_AMAZON_BEDROCK: { block: "amazonBedrock", provider: "amazon-bedrock" },
  // Mantle has names of its own, of models that Bedrock's other endpoints do not have.
  EXTERNAL_MODEL_PROVIDER_TYPE_BEDROCK_MANTLE: { block: "bedrockMantle", provider: "custom" },
  EXTERNAL_MODEL_PROVIDER_TYPE_GEMINI_ENTERPRISE: {
    block: "geminiEnterprise",
    provider: "google-cloud-vertex-ai",
  },
  EXTERNAL_MODEL_PROVIDER_TYPE_CUSTOM: { block: "custom", provider: "custom" },
} as const satisfies Record<
  `${typeof PROVIDER_TYPE}${string}`,
  { block: string; provider: ProviderName; openaiApiType?: OpenaiApiType }
>;

/** A type of provider as the API spells it. */
export type ProviderType = keyof typeof PROVIDER_TYPES;

/** A type of provider, with the API's prefix or without; undefined for what is none. */
export function providerTypeOf(value: unknown): ProviderType | undefined {
  if (typeof value !== "string") return undefined;
  const whole = value.startsWith(PROVIDER_TYPE) ? value : `${PROVIDER_TYPE}${value}`;
  return isProviderType(whole) ? whole : undefined;
}

/** Whether a value is a type of provider. */
export const isProviderType = (value: unknown): value is ProviderType =>
  typeof value === "string" && Object.hasOwn(PROVIDER_TYPES, value);
