/** What the engine hands to a policy for a string that a preview does not know yet. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export const SERVING_ENDPOINT = "pulumi-nodejs:dynamic/databricks:ServingEndpoint";
export const EXTERNAL_MODEL = "pulumi-nodejs:dynamic/databricks:ExternalModel";
export const TRAFFIC_SPLIT = "pulumi-nodejs:dynamic/databricks:TrafficSplit";
export const MODEL_PROVIDER_SERVICE = "pulumi-nodejs:dynamic/databricks:ModelProviderService";
export const MODEL_SERVICE = "pulumi-nodejs:dynamic/databricks:ModelService";
export const BRIDGED_MODEL_SERVICE = "databricks:index/aiGatewayModelService:AiGatewayModelService";
export const BRIDGED_PROVIDER_SERVICE =
  "databricks:index/aiGatewayModelProviderService:AiGatewayModelProviderService";
export const MODEL_SERVING = "databricks:index/modelServing:ModelServing";

/** The two kinds of endpoints; their inputs have the same shape. */
export const endpointTypes = [SERVING_ENDPOINT, MODEL_SERVING] as const;

/** An external model that every rule accepts. */
export const azureModel = () => ({
  provider: "openai",
  name: "gpt-5.4",
  task: "llm/v1/chat",
  openaiConfig: {
    openaiApiType: "azure",
    openaiApiKey: "{{secrets/llm/azure-openai}}",
    openaiApiBase: "https://acme-weu.openai.azure.com",
    openaiApiVersion: "2024-10-21",
    openaiDeploymentName: "chat",
  },
});

/** Another, of another provider. */
export const bedrockModel = () => ({
  provider: "amazon-bedrock",
  name: "eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
  task: "llm/v1/chat",
  amazonBedrockConfig: {
    awsRegion: "eu-central-1",
    bedrockProvider: "anthropic",
    awsAccessKeyId: "{{secrets/llm/aws-id}}",
    awsSecretAccessKey: "{{secrets/llm/aws-key}}",
  },
});

/** Inputs of an endpoint that every rule accepts, under `governedConfig` too. */
export const endpoint = () => ({
  name: "chat",
  description: "Chat for the support desk",
  config: {
    servedEntities: [
      { name: "azure", externalModel: azureModel() },
      { name: "bedrock", externalModel: bedrockModel() },
    ],
    trafficConfig: {
      routes: [
        { servedModelName: "azure", trafficPercentage: 80 },
        { servedModelName: "bedrock", trafficPercentage: 20 },
      ],
    },
  },
  aiGateway: {
    rateLimits: [{ calls: 600, key: "endpoint", renewalPeriod: "minute" }],
    usageTrackingConfig: { enabled: true },
    guardrails: { input: { safety: true, pii: { behavior: "BLOCK" } } },
    inferenceTableConfig: { enabled: true, catalogName: "ops", schemaName: "llm_logs" },
    fallbackConfig: { enabled: true },
  },
  tags: [
    { key: "team", value: "search" },
    { key: "costCenter", value: "cc-4711" },
  ],
});

/** Who may do what, for the kind that states it itself. */
export const accessControlList = () => [{ groupName: "llm-callers", permissionLevel: "CAN_QUERY" }];

/** A configuration under which every governance rule has something to judge, and accepts the baseline. */
export const governedConfig = {
  "require-secret-reference": { allowedScopes: ["llm"] },
  "limit-providers": {
    allowed: ["openai", "amazon-bedrock"],
    bedrockProviders: ["anthropic"],
    openaiApiTypes: ["azure"],
  },
  "limit-regions": { allowedAreas: ["eu"], hosts: { "acme-weu.openai.azure.com": "eu" } },
  "limit-base-hosts": { allowed: ["*.openai.azure.com"] },
  "require-rate-limit": { keys: ["endpoint"], maxCalls: 1000, maxTokens: 100000 },
  "require-inference-table": { catalogs: ["ops"], schemas: ["llm_*"] },
  "require-tags": { required: { team: {}, costCenter: { values: ["cc-*"] } } },
  "require-permissions": { required: [{ principal: "llm-callers", level: "CAN_QUERY" }] },
} as const;

/** A provider service that every rule accepts. */
export const providerService = () => ({
  parent: "schemas/main.ai",
  modelProviderServiceId: "openai",
  config: {
    providerType: "EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI",
    openai: { direct: { apiKey: { secretReference: { name: "secrets/main.ai.openai_key" } } } },
    targets: [{ model: "gpt-5.4", nativeApiTypes: ["openai/v1/chat/completions"] }],
  },
});

const external = (name: string, provider: string, model: string) => ({
  name,
  destinationType: "DESTINATION_TYPE_EXTERNAL_FOUNDATION_MODEL",
  externalModelConfig: {
    modelProviderService: `model-provider-services/main.ai.${provider}`,
    target: { model },
  },
});

/** A model service that every rule accepts. */
export const modelService = () => ({
  parent: "schemas/main.ai",
  modelServiceId: "chat",
  config: {
    routing: {
      destinations: [external("gpt", "openai", "gpt-5.4")],
      fallback: { destinations: [external("claude", "anthropic", "claude-sonnet-4-6")] },
    },
    rateLimits: [
      {
        key: "RATE_LIMIT_KEY_SERVICE",
        requests: 600,
        renewalPeriod: "RATE_LIMIT_RENEWAL_PERIOD_MINUTE",
      },
    ],
    inferenceTable: { parent: "schemas/ops.llm_logs" },
  },
});
