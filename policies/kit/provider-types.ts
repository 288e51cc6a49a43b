import type { OpenaiApiType, ProviderName } from "../../provider/catalog";

/** How the API begins the types of providers; this package's resources take them without, too. */
const PREFIX = "EXTERNAL_MODEL_PROVIDER_TYPE_";

/** A type of provider of the newer generation: its block of settings, and whose models the catalogue knows it to serve. */
export interface ProviderType {
  readonly block: string;
  readonly provider: ProviderName;
  readonly openaiApiType?: OpenaiApiType;
}

const providerTypes: Readonly<Record<string, ProviderType>> = {
  OPENAI: { block: "openai", provider: "openai", openaiApiType: "openai" },
  ANTHROPIC: { block: "anthropic", provider: "anthropic" },
  AZURE_OPENAI: { block: "azureOpenai", provider: "openai", openaiApiType: "azure" },
  // Foundry and Mantle have names of their own, of models of many vendors.
  MICROSOFT_FOUNDRY: { block: "microsoftFoundry", provider: "custom" },
  AMAZON_BEDROCK: { block: "amazonBedrock", provider: "amazon-bedrock" },
  BEDROCK_MANTLE: { block: "bedrockMantle", provider: "custom" },
  GEMINI_ENTERPRISE: { block: "geminiEnterprise", provider: "google-cloud-vertex-ai" },
  CUSTOM: { block: "custom", provider: "custom" },
};

/** What is known of a `config.providerType`, with its prefix or without. */
export function providerTypeOf(value: unknown): ProviderType | undefined {
  if (typeof value !== "string") return undefined;
  const name = value.startsWith(PREFIX) ? value.slice(PREFIX.length) : value;
  return Object.hasOwn(providerTypes, name) ? providerTypes[name] : undefined;
}
