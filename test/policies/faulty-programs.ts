import { azureModel, endpoint } from "./baseline";
import { withValue } from "./judge";

/** A valid program with one thing wrong, and who has to say so. */
export interface FaultyProgram {
  /** Path of what is wrong, as `withValue` takes it. */
  at: string;
  value: unknown;
  /** The rule, or `check` for the provider's own. */
  by: string;
  props: Record<string, unknown>;
}

const azure = "config.servedEntities.0.externalModel";
const bedrock = "config.servedEntities.1.externalModel";

/** Wrong values by path, each with the one who refuses it. */
const faults: readonly (readonly [at: string, value: unknown, by: string])[] = [
  ["name", "chat bot", "check"],
  ["name", "databricks-chat", "check"],
  ["description", `key ${"AKIA"}IOSFODNN7EXAMPLE`, "disallow-plaintext-credentials"],
  ["description", "x".repeat(1001), "check"],
  ["tags.0.value", "dapi0123456789abcdef0123456789abcdef", "disallow-plaintext-credentials"],
  ["tags.0.key", "", "check"],
  ["tags.1.key", "team", "check"],
  ["config.servedEntities.0.name", "a b", "check"],
  ["config.servedEntities.1.name", "azure", "check"],
  [`${azure}.provider`, "azure", "check"],
  [`${azure}.provider`, "opnai", "check"],
  [`${azure}.task`, "llm/v1/chats", "check"],
  [`${azure}.name`, "", "check"],
  [`${azure}.name`, "claude-opus-5", "require-supported-model"],
  [`${azure}.name`, "text-embedding-3-small", "require-supported-model"],
  [`${azure}.openaiConfig`, undefined, "check"],
  [`${azure}.openaiConfig.openaiApiKey`, undefined, "check"],
  [`${azure}.openaiConfig.openaiApiKey`, "{{secret/llm/key}}", "check"],
  [`${azure}.openaiConfig.openaiApiKey`, "swordfish", "check"],
  [`${azure}.openaiConfig.openaiApiKeyPlaintext`, "swordfish", "check"],
  [`${azure}.openaiConfig.openaiApiType`, "azur", "check"],
  [`${azure}.openaiConfig.openaiApiBase`, undefined, "check"],
  [`${azure}.openaiConfig.openaiApiBase`, "acme.openai.azure.com", "check"],
  [`${azure}.openaiConfig.openaiApiBase`, "http://acme.openai.azure.com", "require-https-base"],
  [
    `${azure}.openaiConfig.openaiApiBase`,
    "https://a:swordfish@acme.openai.azure.com",
    "disallow-plaintext-credentials",
  ],
  [
    `${azure}.openaiConfig.openaiApiBase`,
    "https://acme.openai.azure.com?api-key=abc",
    "disallow-plaintext-credentials",
  ],
  [`${azure}.openaiConfig.openaiApiVersion`, "", "check"],
  [`${azure}.openaiConfig.openaiDeploymentName`, " ", "check"],
  [`${azure}.openaiConfig.openaiOrganization`, "{{secrets/llm/org}}", "require-secret-reference"],
  [`${azure}.openaiConfig.openaiApiKye`, "x", "check"],
  [`${azure}.anthropicConfig`, {}, "check"],
  [`${bedrock}.name`, "eu.cohere.command-r-v1:0", "require-supported-model"],
  [`${bedrock}.name`, "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "require-callable-region"],
  [
    `${bedrock}.name`,
    "arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abc",
    "require-callable-region",
  ],
  [`${bedrock}.amazonBedrockConfig.awsRegion`, "eu-cental-1", "require-callable-region"],
  [`${bedrock}.amazonBedrockConfig.awsRegion`, "frankfurt", "require-callable-region"],
  [`${bedrock}.amazonBedrockConfig.awsRegion`, "", "check"],
  [`${bedrock}.amazonBedrockConfig.bedrockProvider`, "amazon", "require-supported-model"],
  [`${bedrock}.amazonBedrockConfig.bedrockProvider`, "antropic", "check"],
  [`${bedrock}.amazonBedrockConfig.awsSecretAccessKey`, undefined, "check"],
  [`${bedrock}.amazonBedrockConfig.awsAccessKeyId`, "{{secrets/llm}}", "check"],
  [
    "config.servedEntities.1",
    { name: "bedrock", externalModel: azureModel(), workloadSize: "Small" },
    "check",
  ],
  ["config.trafficConfig", undefined, "check"],
  ["config.trafficConfig.routes.0.trafficPercentage", 70, "check"],
  ["config.trafficConfig.routes.0.trafficPercentage", "80", "check"],
  ["config.trafficConfig.routes.0.servedModelName", "azur", "check"],
  ["aiGateway.rateLimits.0", { renewalPeriod: "minute" }, "check"],
  ["aiGateway.rateLimits.0.renewalPeriod", "hour", "check"],
  [
    "aiGateway.rateLimits.0",
    { calls: 1, key: "user_group", principal: "", renewalPeriod: "minute" },
    "check",
  ],
  ["aiGateway.inferenceTableConfig.catalogName", undefined, "check"],
  ["aiGateway.inferenceTableConfig.schemaName", "", "check"],
  ["aiGateway.guardrails.input.pii.behavior", "REDACT", "check"],
  ["accessControlList", [{ permissionLevel: "CAN_QUERY" }], "check"],
  ["routeOptimized", true, "check"],
  ["aiGatway", {}, "check"],
];

/** The valid endpoint with each fault by itself. */
export const faultyPrograms: readonly FaultyProgram[] = [
  ...faults.map(([at, value, by]) => ({ at, value, by, props: withValue(endpoint(), at, value) })),
  ...[
    ["environmentVars.OPENAI_API_KEY", "anything", "disallow-plaintext-credentials"],
    ["environmentVars.DB", "postgresql://svc:swordfish@db/x", "disallow-plaintext-credentials"],
    ["environmentVars.X", "${secrets/a/b}", "require-secret-reference"],
    ["workloadType", "GPU_HUGE", "check"],
    ["scaleToZeroEnabled", undefined, "check"],
    ["entityVersion", " ", "check"],
  ].map(([at = "", value, by = ""]) => ({
    at,
    value,
    by,
    props: withValue(custom(), `config.servedEntities.0.${at}`, value),
  })),
];

function custom() {
  return {
    name: "custom",
    config: {
      servedEntities: [
        {
          name: "m",
          entityName: "main.ml.churn",
          entityVersion: "1",
          workloadSize: "Small",
          scaleToZeroEnabled: true,
        },
      ],
    },
  };
}
