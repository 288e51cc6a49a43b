import { secretRef, ServingEndpoint } from "pulumi-databricks-serving";

/** Chat for the support desk: Azure OpenAI in West Europe, with Claude on Amazon Bedrock in Frankfurt to fall back on. */
const chat = new ServingEndpoint("support-chat", {
  name: "support-chat",
  config: {
    servedEntities: [
      {
        name: "azure",
        externalModel: {
          provider: "openai",
          name: "gpt-5.4",
          task: "llm/v1/chat",
          openaiConfig: {
            openaiApiType: "azure",
            openaiApiKey: secretRef("llm-keys", "azure-openai"),
            openaiApiBase: "https://acme-weu.openai.azure.com",
            openaiApiVersion: "2024-10-21",
            openaiDeploymentName: "support-chat",
          },
        },
      },
      {
        name: "bedrock",
        externalModel: {
          provider: "amazon-bedrock",
          name: "eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
          task: "llm/v1/chat",
          amazonBedrockConfig: {
            awsRegion: "eu-central-1",
            bedrockProvider: "anthropic",
            awsAccessKeyId: secretRef("llm-keys", "aws-access-key-id"),
            awsSecretAccessKey: secretRef("llm-keys", "aws-secret-access-key"),
          },
        },
      },
    ],
    trafficConfig: {
      routes: [
        { servedModelName: "azure", trafficPercentage: 90 },
        { servedModelName: "bedrock", trafficPercentage: 10 },
      ],
    },
  },
  aiGateway: {
    rateLimits: [{ key: "user", calls: 60, renewalPeriod: "minute" }],
    usageTrackingConfig: { enabled: true },
    fallbackConfig: { enabled: true },
    guardrails: { input: { safety: true, pii: { behavior: "BLOCK" } } },
    inferenceTableConfig: { enabled: true, catalogName: "ops", schemaName: "llm_logs" },
  },
  accessControlList: [{ groupName: "support-agents", permissionLevel: "CAN_QUERY" }],
  tags: [
    { key: "team", value: "support" },
    { key: "costCenter", value: "cc-4711" },
  ],
});

export const invocationUrl = chat.invocationUrl;
