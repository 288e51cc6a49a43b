import type { ExternalModel } from "./messages";

/** Names of the blocks that hold a provider's settings. */
export type ProviderConfigKey = Extract<keyof ExternalModel, `${string}_config`>;

/** A credential: a reference to a secret in one field, or the key itself in the other. */
export interface CredentialFields {
  /** Names the field in messages, with dots for nesting. */
  field: string;
  reference: string | undefined;
  plaintext: string | undefined;
}

interface ProviderRule {
  configKey: ProviderConfigKey;
  required: readonly string[];
}

/**
 * What each provider needs, from the provider sections of the external models page.
 *
 * @see https://learn.microsoft.com/azure/databricks/generative-ai/external-models/
 */
export const providerRules: Record<NonNullable<ExternalModel["provider"]>, ProviderRule> = {
  ai21labs: { configKey: "ai21labs_config", required: [] },
  "amazon-bedrock": { configKey: "amazon_bedrock_config", required: ["aws_region", "bedrock_provider"] },
  anthropic: { configKey: "anthropic_config", required: [] },
  cohere: { configKey: "cohere_config", required: [] },
  custom: { configKey: "custom_provider_config", required: ["custom_provider_url"] },
  "databricks-model-serving": {
    configKey: "databricks_model_serving_config",
    required: ["databricks_workspace_url"],
  },
  "google-cloud-vertex-ai": {
    configKey: "google_cloud_vertex_ai_config",
    required: ["project_id", "region"],
  },
  openai: { configKey: "openai_config", required: [] },
  palm: { configKey: "palm_config", required: [] },
};

export const OPENAI_API_TYPES = ["openai", "azure", "azuread"];

export const BEDROCK_PROVIDERS = ["anthropic", "cohere", "ai21labs", "amazon"];

/** Settings that only Azure OpenAI needs, by API type. */
export const AZURE_REQUIRED: Record<string, readonly string[]> = {
  azure: ["openai_api_base", "openai_api_version", "openai_deployment_name"],
  azuread: [
    "microsoft_entra_tenant_id",
    "microsoft_entra_client_id",
    "openai_api_base",
    "openai_api_version",
    "openai_deployment_name",
  ],
};

/** Every credential pair that a model's settings have room for, whether filled or not. */
export function credentialFields(model: ExternalModel): CredentialFields[] {
  const flat = (block: object | undefined, ...fields: string[]): CredentialFields[] =>
    block === undefined
      ? []
      : fields.map((field) => {
          const values = block as Record<string, string | undefined>;
          return { field, reference: values[field], plaintext: values[`${field}_plaintext`] };
        });
  const custom = model.custom_provider_config;
  const keyAuth = custom?.api_key_auth;
  const bearer = custom?.bearer_token_auth;
  return [
    ...flat(model.ai21labs_config, "ai21labs_api_key"),
    ...flat(model.amazon_bedrock_config, "aws_access_key_id", "aws_secret_access_key"),
    ...flat(model.anthropic_config, "anthropic_api_key"),
    ...flat(model.cohere_config, "cohere_api_key"),
    ...flat(model.databricks_model_serving_config, "databricks_api_token"),
    ...flat(model.google_cloud_vertex_ai_config, "private_key"),
    ...flat(model.openai_config, "openai_api_key", "microsoft_entra_client_secret"),
    ...flat(model.palm_config, "palm_api_key"),
    ...(keyAuth
      ? [{ field: "api_key_auth.value", reference: keyAuth.value, plaintext: keyAuth.value_plaintext }]
      : []),
    ...(bearer
      ? [{ field: "bearer_token_auth.token", reference: bearer.token, plaintext: bearer.token_plaintext }]
      : []),
  ];
}

/** The credentials that this model cannot do without. */
export function neededCredentials(model: ExternalModel): string[] {
  switch (model.provider) {
    case "openai":
      return model.openai_config?.openai_api_type === "azuread"
        ? ["microsoft_entra_client_secret"]
        : ["openai_api_key"];
    case "amazon-bedrock": {
      const bedrock = model.amazon_bedrock_config;
      const byRole = bedrock?.instance_profile_arn ?? bedrock?.uc_service_credential_name;
      return byRole === undefined ? ["aws_access_key_id", "aws_secret_access_key"] : [];
    }
    case "custom":
      return model.custom_provider_config?.api_key_auth
        ? ["api_key_auth.value"]
        : ["bearer_token_auth.token"];
    case "databricks-model-serving":
      return ["databricks_api_token"];
    case "google-cloud-vertex-ai":
      return ["private_key"];
    case "ai21labs":
    case "anthropic":
    case "cohere":
    case "palm":
      return [`${model.provider}_api_key`];
    default:
      return [];
  }
}

/** The model without anything that may not be kept: a reference stays, a plaintext key goes. */
export function withoutPlaintext(model: ExternalModel): ExternalModel {
  const strip = (value: unknown): unknown =>
    value === null || typeof value !== "object"
      ? value
      : Object.fromEntries(
          Object.entries(value)
            .filter(([key]) => !key.endsWith("_plaintext"))
            .map(([key, child]) => [key, strip(child)]),
        );
  return strip(model) as ExternalModel;
}
