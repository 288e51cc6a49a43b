import { secretRef, ServingEndpoint } from "pulumi-databricks-serving";

/** Claude on Amazon Bedrock, in Europe, by an access key. */
const assistant = new ServingEndpoint("assistant", {
  name: "assistant",
  config: {
    servedEntities: [
      {
        name: "claude",
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
  },
  aiGateway: {
    rateLimits: [{ key: "user", calls: 100, renewalPeriod: "minute" }],
    usageTrackingConfig: { enabled: true },
  },
  tags: [{ key: "team", value: "ml" }],
});

export const invocationUrl = assistant.invocationUrl;
export const openaiBaseUrl = assistant.openaiBaseUrl;
