import type { OpenaiApiType, ProviderName } from "./provider-name";

/** What a provider's config must hold in one mode of use. */
export interface ConfigRequirement {
  /** The mode holds only for this `openaiApiType`. */
  openaiApiType?: OpenaiApiType;
  /** Fields that must be given. */
  required: readonly string[];
  /**
   * Ways to authenticate, of which exactly one must be given, and that one wholly. A credential field counts as given
   * when either it or its plaintext twin is.
   */
  credentials: readonly (readonly string[])[];
  /** Values that the service assumes for what is not given. */
  defaults: Readonly<Record<string, string>>;
}

/** A provider's config block: its name, and what it must hold. */
export interface ProviderConfig {
  /** Key of the block in `externalModel`. */
  configKey: string;
  requirements: readonly ConfigRequirement[];
  source: string;
}

const page =
  "https://docs.databricks.com/aws/en/generative-ai/external-models/#configure-the-provider-for-an-endpoint";
const rest = "https://docs.databricks.com/api/workspace/servingendpoints/create";

/** One requirement without modes: one API key, nothing else. */
function apiKeyOnly(configKey: string, field: string, source = page): ProviderConfig {
  return {
    configKey,
    requirements: [{ required: [], credentials: [[field]], defaults: {} }],
    source,
  };
}

/** The config blocks of all providers, by provider. */
export const providerConfigs: Readonly<Record<ProviderName, ProviderConfig>> = {
  openai: {
    configKey: "openaiConfig",
    requirements: [
      {
        openaiApiType: "openai",
        required: [],
        credentials: [["openaiApiKey"]],
        defaults: { openaiApiType: "openai", openaiApiBase: "https://api.openai.com/v1" },
      },
      {
        openaiApiType: "azure",
        required: ["openaiApiType", "openaiApiBase", "openaiApiVersion", "openaiDeploymentName"],
        credentials: [["openaiApiKey"]],
        defaults: {},
      },
      {
        openaiApiType: "azuread",
        required: [
          "openaiApiType",
          "openaiApiBase",
          "openaiApiVersion",
          "openaiDeploymentName",
          "microsoftEntraTenantId",
          "microsoftEntraClientId",
        ],
        credentials: [["microsoftEntraClientSecret"]],
        defaults: {},
      },
    ],
    source: page,
  },
  anthropic: apiKeyOnly("anthropicConfig", "anthropicApiKey"),
  cohere: apiKeyOnly("cohereConfig", "cohereApiKey"),
  "amazon-bedrock": {
    configKey: "amazonBedrockConfig",
    requirements: [
      {
        required: ["awsRegion", "bedrockProvider"],
        // The last one is newer than the SDKs: https://github.com/databricks/terraform-provider-databricks/issues/5673
        credentials: [
          ["awsAccessKeyId", "awsSecretAccessKey"],
          ["instanceProfileArn"],
          ["ucServiceCredentialName"],
        ],
        defaults: {},
      },
    ],
    source: page,
  },
  "google-cloud-vertex-ai": {
    configKey: "googleCloudVertexAiConfig",
    requirements: [{ required: ["region", "projectId"], credentials: [["privateKey"]], defaults: {} }],
    source: page,
  },
  "databricks-model-serving": {
    configKey: "databricksModelServingConfig",
    requirements: [
      { required: ["databricksWorkspaceUrl"], credentials: [["databricksApiToken"]], defaults: {} },
    ],
    source: rest,
  },
  ai21labs: apiKeyOnly("ai21labsConfig", "ai21labsApiKey"),
  palm: apiKeyOnly("palmConfig", "palmApiKey", rest),
  custom: {
    configKey: "customProviderConfig",
    requirements: [
      {
        required: ["customProviderUrl"],
        credentials: [["apiKeyAuth.key", "apiKeyAuth.value"], ["bearerTokenAuth.token"]],
        defaults: {},
      },
    ],
    source: rest,
  },
};
