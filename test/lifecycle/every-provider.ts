import type { Fields } from "../../provider/schema/plain-object";
import { key } from "./programs";

/** Settings of each provider in each of its modes, complete, with references for credentials. */
export const settingsOfProviders: Readonly<Record<string, { provider: string; settings: Fields }>> = {
  openai: {
    provider: "openai",
    settings: {
      openaiConfig: {
        openaiApiKey: key("openai"),
        openaiApiBase: "https://api.openai.example/v1",
        openaiOrganization: "org-1",
      },
    },
  },
  "openai on Azure": {
    provider: "openai",
    settings: {
      openaiConfig: {
        openaiApiType: "azure",
        openaiApiKey: key("openai"),
        openaiApiBase: "https://my-resource.openai.azure.com",
        openaiApiVersion: "2024-10-21",
        openaiDeploymentName: "chat",
      },
    },
  },
  "openai on Azure by Entra ID": {
    provider: "openai",
    settings: {
      openaiConfig: {
        openaiApiType: "azuread",
        microsoftEntraTenantId: "1b4e28ba-2fa1-41d2-883f-0016d3cca427",
        microsoftEntraClientId: "5f3a1c2e-0b7d-4e6f-8a9b-0c1d2e3f4a5b",
        microsoftEntraClientSecret: key("other"),
        openaiApiBase: "https://my-resource.openai.azure.com",
        openaiApiVersion: "2024-10-21",
        openaiDeploymentName: "chat",
      },
    },
  },
  anthropic: { provider: "anthropic", settings: { anthropicConfig: { anthropicApiKey: key("anthropic") } } },
  cohere: {
    provider: "cohere",
    settings: { cohereConfig: { cohereApiKey: key("cohere"), cohereApiBase: "https://api.cohere.example" } },
  },
  "amazon-bedrock by keys": {
    provider: "amazon-bedrock",
    settings: {
      amazonBedrockConfig: {
        awsRegion: "eu-central-1",
        bedrockProvider: "Anthropic",
        awsAccessKeyId: key("aws-id"),
        awsSecretAccessKey: key("aws-key"),
      },
    },
  },
  "amazon-bedrock by instance profile": {
    provider: "amazon-bedrock",
    settings: {
      amazonBedrockConfig: {
        awsRegion: "eu-central-1",
        bedrockProvider: "cohere",
        instanceProfileArn: "arn:aws:iam::123456789012:instance-profile/bedrock",
      },
    },
  },
  "amazon-bedrock by service credential": {
    provider: "amazon-bedrock",
    settings: {
      amazonBedrockConfig: {
        awsRegion: "us-east-1",
        bedrockProvider: "AI21Labs",
        ucServiceCredentialName: "bedrock",
      },
    },
  },
  "amazon-bedrock of Amazon": {
    provider: "amazon-bedrock",
    settings: {
      amazonBedrockConfig: {
        awsRegion: "us-east-1",
        bedrockProvider: "amazon",
        awsAccessKeyId: key("aws-id"),
        awsSecretAccessKey: key("aws-key"),
      },
    },
  },
  "google-cloud-vertex-ai": {
    provider: "google-cloud-vertex-ai",
    settings: {
      googleCloudVertexAiConfig: { region: "europe-west4", projectId: "p-1", privateKey: key("vertex") },
    },
  },
  "databricks-model-serving": {
    provider: "databricks-model-serving",
    settings: {
      databricksModelServingConfig: {
        databricksWorkspaceUrl: "https://adb-1.2.azuredatabricks.net",
        databricksApiToken: key("databricks"),
      },
    },
  },
  ai21labs: { provider: "ai21labs", settings: { ai21labsConfig: { ai21labsApiKey: key("other") } } },
  palm: { provider: "palm", settings: { palmConfig: { palmApiKey: key("other") } } },
  "custom by API key": {
    provider: "custom",
    settings: {
      customProviderConfig: {
        customProviderUrl: "https://llm.example.com/v1",
        apiKeyAuth: { key: "x-api-key", value: key("other") },
      },
    },
  },
  "custom by bearer token": {
    provider: "custom",
    settings: {
      customProviderConfig: {
        customProviderUrl: "https://llm.example.com/v1",
        bearerTokenAuth: { token: key("other") },
      },
    },
  },
};
