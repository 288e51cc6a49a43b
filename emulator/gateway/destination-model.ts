import type { PlayedModel } from "../models/answer";
import { isServedUpstream } from "../models/served-names";
import type { Backing } from "../unity-catalog/destination-backing";
import type { ProviderType } from "../unity-catalog/service-messages";

/** Providers as the models' room names them. What is behind Foundry and Mantle is of many makers, so they take any name. */
const PROVIDER: Record<ProviderType, string> = {
  EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI: "openai",
  EXTERNAL_MODEL_PROVIDER_TYPE_AZURE_OPENAI: "openai",
  EXTERNAL_MODEL_PROVIDER_TYPE_ANTHROPIC: "anthropic",
  EXTERNAL_MODEL_PROVIDER_TYPE_AMAZON_BEDROCK: "amazon-bedrock",
  EXTERNAL_MODEL_PROVIDER_TYPE_GEMINI_ENTERPRISE: "gemini-enterprise",
  EXTERNAL_MODEL_PROVIDER_TYPE_MICROSOFT_FOUNDRY: "custom",
  EXTERNAL_MODEL_PROVIDER_TYPE_BEDROCK_MANTLE: "custom",
  EXTERNAL_MODEL_PROVIDER_TYPE_CUSTOM: "custom",
};

/** Makers whose models on Amazon Bedrock the emulator knows by their names. */
const BEDROCK_VENDOR = /^(?:(?:us|eu|apac|global)\.)?(anthropic|cohere|ai21|amazon)\./;

/** The model behind a destination, served under the destination's name. */
export function destinationModel(servedAs: string, { model, provider }: Backing): PlayedModel {
  if (provider === undefined) return { servedAs, name: model, provider: "databricks" };
  const name = PROVIDER[provider.config.provider_type!];
  // Azure knows deployments, which have whatever name somebody gave them.
  if (provider.config.provider_type === "EXTERNAL_MODEL_PROVIDER_TYPE_AZURE_OPENAI" && !isOpenAis(model)) {
    return { servedAs, name: model, provider: "custom" };
  }
  if (name !== "amazon-bedrock") return { servedAs, name: model, provider: name };
  const vendor = BEDROCK_VENDOR.exec(model)?.[1];
  // Of a maker that it does not know, a name says nothing.
  if (vendor === undefined) return { servedAs, name: model, provider: "custom" };
  return { servedAs, name: model, provider: name, vendor: vendor === "ai21" ? "ai21labs" : vendor };
}

const isOpenAis = (name: string): boolean =>
  (["chat", "completions", "embeddings"] as const).some((task) =>
    isServedUpstream({ servedAs: name, name, provider: "openai" }, task),
  );
