import type { ProviderBlock, ProviderType } from "./service-messages";

/** How a provider service signs in at its provider; each is the name of the field that says so. */
export type SignIn =
  "api_key" | "entra_service_principal" | "service_credential" | "aws_access_key" | "header_auth";

export interface ProviderFacts {
  block: ProviderBlock;
  /** Fields besides the sign-in that a new service must have. */
  required: readonly string[];
  signIns: readonly SignIn[];
  /** The one cloud whose workspaces may use a service credential for it. */
  cloud?: "aws" | "azure" | "gcp";
  /** Whether the caller's own token can be passed on instead of signing in. */
  relayed?: true;
}

const AZURE = {
  required: ["base_url"],
  signIns: ["api_key", "entra_service_principal", "service_credential"],
  cloud: "azure",
} as const;

const AWS = {
  required: ["region"],
  signIns: ["aws_access_key", "service_credential"],
  cloud: "aws",
} as const;

/** What the SDK's documentation says of each provider (databricks-sdk 0.162, service/catalog.py). */
export const PROVIDERS: Record<ProviderType, ProviderFacts> = {
  EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI: { block: "openai", required: [], signIns: ["api_key"] },
  EXTERNAL_MODEL_PROVIDER_TYPE_ANTHROPIC: {
    block: "anthropic",
    required: [],
    signIns: ["api_key"],
    relayed: true,
  },
  EXTERNAL_MODEL_PROVIDER_TYPE_AZURE_OPENAI: { block: "azure_openai", ...AZURE },
  EXTERNAL_MODEL_PROVIDER_TYPE_MICROSOFT_FOUNDRY: { block: "microsoft_foundry", ...AZURE },
  EXTERNAL_MODEL_PROVIDER_TYPE_AMAZON_BEDROCK: { block: "amazon_bedrock", ...AWS },
  EXTERNAL_MODEL_PROVIDER_TYPE_BEDROCK_MANTLE: { block: "bedrock_mantle", ...AWS },
  EXTERNAL_MODEL_PROVIDER_TYPE_GEMINI_ENTERPRISE: {
    block: "gemini_enterprise",
    required: ["project_id", "region"],
    signIns: ["api_key", "service_credential"],
    cloud: "gcp",
  },
  EXTERNAL_MODEL_PROVIDER_TYPE_CUSTOM: {
    block: "custom",
    required: ["base_url"],
    signIns: ["api_key", "header_auth"],
  },
};

/** Where the secret of a sign-in stands in it, and what must stand beside it. A service credential has none. */
export const SECRET_OF: Record<SignIn, { path: readonly string[]; beside: readonly string[] } | undefined> = {
  api_key: { path: [], beside: [] },
  entra_service_principal: { path: ["client_secret"], beside: ["tenant_id", "client_id"] },
  aws_access_key: { path: ["secret_access_key"], beside: ["access_key_id"] },
  header_auth: { path: ["api_key_value"], beside: ["api_key_name"] },
  service_credential: undefined,
};

const OPENAI_APIS = ["openai/v1/chat/completions", "openai/v1/completions", "openai/v1/responses"];

/** APIs that a model of the provider's own catalogue speaks, for provider services that let all of them through. */
export function builtInApiTypes(type: ProviderType, model: string): string[] {
  if (/embed/.test(model)) {
    return type === "EXTERNAL_MODEL_PROVIDER_TYPE_GEMINI_ENTERPRISE" ? [] : ["openai/v1/embeddings"];
  }
  const anthropic = type === "EXTERNAL_MODEL_PROVIDER_TYPE_ANTHROPIC" || /claude/.test(model);
  if (anthropic) return ["anthropic/v1/messages"];
  if (type === "EXTERNAL_MODEL_PROVIDER_TYPE_GEMINI_ENTERPRISE") return ["gemini/v1beta/generateContent"];
  return OPENAI_APIS;
}
