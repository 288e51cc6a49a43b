import type { Fields } from "../../../provider/schema/plain-object";
import type { ByHand } from "../by-hand";
import type { Samples } from "./sample";

const CATALOG = "/api/2.1/unity-catalog";

const key = { secretReference: { name: "main.ai.key" } };
const azure = "https://r.openai.azure.com";

const shared: Fields = {
  adopt: false,
  verify: false,
  timeouts: { create: "10m", update: "10m", delete: "5m" },
  preflight: false,
  comment: "for all",
  grants: [{ principal: "users", privileges: ["EXECUTE"] }],
};

/** Each type of provider with each way to sign in. */
const connections: Readonly<Record<string, Fields>> = {
  openai: {
    providerType: "OPENAI",
    openai: { direct: { apiKey: key, baseUrl: "https://eu.api.openai.com/v1", organization: "org-1" } },
  },
  anthropic: { providerType: "ANTHROPIC", anthropic: { direct: { apiKey: key } } },
  azure_by_key: { providerType: "AZURE_OPENAI", azureOpenai: { direct: { baseUrl: azure, apiKey: key } } },
  azure_by_entra: {
    providerType: "AZURE_OPENAI",
    azureOpenai: {
      direct: { baseUrl: azure, entraServicePrincipal: { tenantId: "t", clientId: "c", clientSecret: key } },
    },
  },
  azure_by_credential: {
    providerType: "AZURE_OPENAI",
    azureOpenai: { direct: { baseUrl: azure, serviceCredential: { name: "cloud" } } },
  },
  foundry_by_key: {
    providerType: "MICROSOFT_FOUNDRY",
    microsoftFoundry: { direct: { baseUrl: azure, apiKey: key } },
  },
  foundry_by_entra: {
    providerType: "MICROSOFT_FOUNDRY",
    microsoftFoundry: {
      direct: { baseUrl: azure, entraServicePrincipal: { tenantId: "t", clientId: "c", clientSecret: key } },
    },
  },
  foundry_by_credential: {
    providerType: "MICROSOFT_FOUNDRY",
    microsoftFoundry: { direct: { baseUrl: azure, serviceCredential: { name: "cloud" } } },
  },
  bedrock_by_key: {
    providerType: "AMAZON_BEDROCK",
    amazonBedrock: {
      direct: { region: "eu-central-1", awsAccessKey: { accessKeyId: "id", secretAccessKey: key } },
    },
  },
  bedrock_by_credential: {
    providerType: "AMAZON_BEDROCK",
    amazonBedrock: { direct: { region: "eu-central-1", serviceCredential: { name: "cloud" } } },
  },
  mantle_by_key: {
    providerType: "BEDROCK_MANTLE",
    bedrockMantle: {
      direct: { region: "eu-central-1", awsAccessKey: { accessKeyId: "id", secretAccessKey: key } },
    },
  },
  mantle_by_credential: {
    providerType: "BEDROCK_MANTLE",
    bedrockMantle: { direct: { region: "eu-central-1", serviceCredential: { name: "cloud" } } },
  },
  gemini_by_key: {
    providerType: "GEMINI_ENTERPRISE",
    geminiEnterprise: { direct: { projectId: "p", region: "europe-west4", apiKey: key } },
  },
  gemini_by_credential: {
    providerType: "GEMINI_ENTERPRISE",
    geminiEnterprise: {
      direct: { projectId: "p", region: "europe-west4", serviceCredential: { name: "cloud" } },
    },
  },
  custom_by_key: {
    providerType: "CUSTOM",
    custom: { direct: { baseUrl: "https://llm.example.com/v1", apiKey: key } },
  },
  custom_by_header: {
    providerType: "CUSTOM",
    custom: {
      direct: {
        baseUrl: "https://llm.example.com/v1",
        headerAuth: { apiKeyName: "x-api-key", apiKeyValue: key },
      },
    },
  },
};

const target = { model: "gpt-5.4", nativeApiTypes: ["openai/v1/chat/completions"] };

const limits: Fields = {
  rateLimits: [
    {
      key: "USER_GROUP",
      renewalPeriod: "MINUTE",
      principal: "analysts",
      requests: 100,
      tokens: 1000,
    },
  ],
  inferenceTable: { parent: "main.ai", tableNamePrefix: "calls" },
};

async function secretsAndCredentials(byHand: ByHand): Promise<void> {
  for (const name of ["key", "key2"]) {
    await byHand("POST", `${CATALOG}/secrets`, {
      catalog_name: "main",
      schema_name: "ai",
      name,
      value: "upstream-openai",
    });
  }
  for (const name of ["cloud", "cloud2"]) await byHand("POST", `${CATALOG}/credentials`, { name });
}

const FIXED_TABLE = "the API cannot move a table that is there";
const limitApart: Record<string, string> = {
  "config.rateLimits.*.key": "it says whether the limit names somebody",
  "config.inferenceTable.parent": FIXED_TABLE,
  "config.inferenceTable.tableNamePrefix": FIXED_TABLE,
  "providerConfig.workspaceId": "it is compared with the connection",
};

const verifies = { verify: { call: "POST invocations", because: "it asks each model" } };

const regions = Object.fromEntries(
  ["amazonBedrock", "bedrockMantle", "geminiEnterprise"].map((block) => [
    `config.${block}.direct.region`,
    block === "geminiEnterprise" ? "europe-west1" : "eu-west-1",
  ]),
);

export const modelProviderServiceSamples: Samples = {
  programs: Object.entries(connections).map(([title, connection], index) => ({
    title: title.replaceAll("_", " "),
    inputs: {
      parent: "main.ai",
      modelProviderServiceId: title,
      config: {
        ...connection,
        targets: [title === "custom_by_key" ? { ...target, endpointRoute: "chat" } : target],
        ...(index === 0
          ? {
              allowAllTargets: false,
              forwardHeaders: false,
              forwardQueryParameters: false,
              forwardUnmanagedPaths: false,
              pricing: { defaultDiscountBasisPoints: 100 },
              ...limits,
            }
          : {}),
      },
      ...(index === 0 ? { ...shared, credentialsVersion: 1 } : { preflight: false }),
    },
  })),
  others: secretsAndCredentials,
  otherValues: {
    ...regions,
    parent: "main.default",
  },
  apart: limitApart,
  also: verifies,
  id: ({ parent, modelProviderServiceId }) => `${String(parent)}.${String(modelProviderServiceId)}`,
};

const to = (name: string, more: Fields = {}): Fields => ({
  name,
  externalModelConfig: {
    modelProviderService: "main.ai.openai",
    target: { model: "gpt-5.4", nativeApiTypes: ["openai/v1/chat/completions"] },
  },
  ...more,
});

const hosted = (name: string, more: Fields = {}): Fields => ({
  name,
  payPerTokenConfig: { model: "system.ai.databricks-gpt-oss-120b" },
  ...more,
});

const provisioned = (name: string, more: Fields = {}): Fields => ({
  name,
  provisionedThroughputConfig: { modelServingEndpoint: "own" },
  ...more,
});

export const modelServiceSamples: Samples = {
  programs: [
    {
      title: "destinations of each type, with fallbacks of each type",
      inputs: {
        parent: "main.ai",
        modelServiceId: "assistant",
        config: {
          routing: {
            destinations: [
              to("gpt", { trafficPercentage: 60 }),
              hosted("hosted", { trafficPercentage: 30 }),
              provisioned("own", { trafficPercentage: 10 }),
            ],
            fallback: { destinations: [to("gpt-2"), hosted("hosted-2"), provisioned("own-2")] },
          },
          ...limits,
        },
        ...shared,
      },
    },
  ],
  others: async (byHand) => {
    await secretsAndCredentials(byHand);
    for (const id of ["openai", "openai2"]) {
      const query = `model_provider_service_id=${id}&parent=schemas/main.ai`;
      await byHand("POST", `${CATALOG}/model-provider-services?${query}`, {
        config: {
          provider_type: "EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI",
          openai: { direct: { api_key: { secret_reference: { name: "secrets/main.ai.key" } } } },
          targets: ["gpt-5.4", "gpt-4o"].map((model) => ({
            model,
            native_api_types: ["openai/v1/chat/completions", "openai/v1/responses"],
          })),
        },
      });
    }
    for (const name of ["own", "own2"]) {
      await byHand("POST", "/api/2.0/serving-endpoints", {
        name,
        config: {
          served_entities: [
            {
              entity_name: "system.ai.llama-4-maverick",
              entity_version: "1",
              provisioned_model_units: 50,
            },
          ],
        },
      });
    }
  },
  otherValues: {
    parent: "main.default",
    "config.routing.destinations.*.externalModelConfig.target.model": "gpt-4o",
    "config.routing.fallback.destinations.*.externalModelConfig.target.model": "gpt-4o",
    "config.routing.destinations.*.payPerTokenConfig.model": "system.ai.databricks-gpt-oss-20b",
    "config.routing.fallback.destinations.*.payPerTokenConfig.model": "system.ai.databricks-gpt-oss-20b",
    "config.routing.destinations.*.externalModelConfig.target.nativeApiTypes.*": "openai/v1/responses",
    "config.routing.fallback.destinations.*.externalModelConfig.target.nativeApiTypes.*":
      "openai/v1/responses",
  },
  apart: {
    ...limitApart,
    "config.routing.destinations.*.trafficPercentage": "shares sum to 100, and change together",
  },
  also: verifies,
  id: ({ parent, modelServiceId }) => `${String(parent)}.${String(modelServiceId)}`,
};
