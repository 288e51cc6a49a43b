import type { Fields } from "../../../provider/schema/plain-object";
import { settingsOfProviders } from "../../lifecycle/every-provider";
import { claude, fraud, gpt, serving, split } from "../../lifecycle/programs";
import type { Samples } from "./sample";

const NAMED_BY_ROUTES = "the routes name the entity, and change with it";
export const SUMS_TO_100 = "shares sum to 100, and change together";
const ONE_TASK = "all models of an endpoint have one task";
const ONE_WAY = "it is one way to sign in of several, and needs other fields";

/** Fields of an external model, below where they stand. */
export const modelApart = (at: string): Record<string, string> => ({
  [`${at}task`]: ONE_TASK,
  [`${at}openaiConfig.openaiApiType`]: ONE_WAY,
});

/** Other values of an external model's fields, below where they stand. */
export const otherModelValues = (at: string): Record<string, unknown> => ({
  [`${at}openaiConfig.openaiApiVersion`]: "2025-01-01",
  [`${at}openaiConfig.microsoftEntraTenantId`]: "00000000-0000-4000-8000-000000000001",
  [`${at}openaiConfig.microsoftEntraClientId`]: "00000000-0000-4000-8000-000000000002",
  [`${at}amazonBedrockConfig.awsRegion`]: "eu-west-1",
  [`${at}amazonBedrockConfig.bedrockProvider`]: "cohere",
  [`${at}googleCloudVertexAiConfig.region`]: "europe-west1",
});

const gateway: Fields = {
  fallbackConfig: { enabled: true },
  guardrails: {
    input: {
      safety: true,
      pii: { behavior: "BLOCK" },
      invalidKeywords: ["secret"],
      validTopics: ["billing"],
    },
    output: { safety: true, pii: { behavior: "NONE" }, invalidKeywords: ["hush"], validTopics: ["billing"] },
  },
  inferenceTableConfig: { enabled: true, catalogName: "main", schemaName: "logs", tableNamePrefix: "a" },
  rateLimits: [
    { calls: 100, tokens: 5000, key: "user_group", principal: "analysts", renewalPeriod: "minute" },
    { calls: 50, key: "user", renewalPeriod: "minute" },
  ],
  usageTrackingConfig: { enabled: true },
};

const accessControlList: Fields[] = [
  { userName: "ann@example.com", permissionLevel: "CAN_VIEW" },
  { groupName: "users", permissionLevel: "CAN_QUERY" },
  { servicePrincipalName: "8d6f7ee6-0000-4000-8000-000000000001", permissionLevel: "CAN_QUERY" },
];

export const own: Fields = {
  timeouts: { create: "10m", update: "10m", delete: "5m" },
  preflight: false,
};

const gatewayApart = (at: string): Record<string, string> => ({
  [`${at}rateLimits.*.key`]: "it says whether the limit names somebody",
  [`${at}rateLimits.*.renewalPeriod`]: "the API has one",
  [`${at}inferenceTableConfig.enabled`]: "a table that is off names none",
});

export const endpointGatewaySamples: Samples = {
  programs: [
    {
      title: "limits, guardrails and permissions",
      inputs: { endpoint: "theirs", aiGateway: gateway, accessControlList, onDelete: "restore", ...own },
    },
  ],
  others: async (byHand) => {
    const entity = (name: string, provider: string) => ({
      name,
      external_model: {
        provider,
        name: `${provider}-model`,
        task: "llm/v1/chat",
        [`${provider}_config`]: { [`${provider}_api_key`]: `{{secrets/keys/${provider}}}` },
      },
    });
    const routes = ["gpt", "claude"].map((name) => ({ served_model_name: name, traffic_percentage: 50 }));
    await byHand("POST", "/api/2.0/serving-endpoints", {
      name: "theirs",
      config: {
        served_entities: [entity("gpt", "openai"), entity("claude", "anthropic")],
        traffic_config: { routes },
      },
    });
  },
  apart: gatewayApart("aiGateway."),
  id: ({ endpoint }) => `${String(endpoint)}/gateway`,
};

/** One entity of each provider in each of its modes. */
export const everyProvider = Object.entries(settingsOfProviders).map(
  ([title, { provider, settings }], index) => ({
    title,
    entity: {
      name: `entity-${index}`,
      externalModel: { provider, name: "model-1", task: "llm/v1/chat", ...settings },
    },
  }),
);

const evenly = (entities: Fields[]): Fields =>
  split(
    ...entities.map((entity, index): [Fields, number] => [
      entity,
      index === 0 ? 100 - 10 * (entities.length - 1) : 10,
    ]),
  );

export const servingEndpointSamples: Samples = {
  programs: [
    {
      title: "external models with every section",
      inputs: {
        name: "assistant",
        ...split([gpt(), 70], [claude(), 30]),
        description: "answers questions",
        budgetPolicyId: "b-1",
        tags: [{ key: "team", value: "support" }, { key: "pilot" }],
        aiGateway: gateway,
        emailNotifications: { onUpdateFailure: ["a@example.com"], onUpdateSuccess: ["b@example.com"] },
        accessControlList,
        ...own,
        adopt: false,
        verify: false,
        allowAttachedModels: false,
        ownershipTag: false,
        credentialsVersion: 1,
      },
    },
    {
      title: "a model on own compute",
      inputs: {
        name: "fraud",
        config: {
          servedEntities: [
            fraud({
              name: "fraud",
              workloadSize: "Small",
              workloadType: "CPU",
              burstScalingEnabled: false,
              environmentVars: { LOG_LEVEL: "debug" },
              instanceProfileArn: "arn:aws:iam::1:instance-profile/x",
            }),
          ],
          trafficConfig: { routes: [{ servedModelName: "fraud", trafficPercentage: 100 }] },
          autoCaptureConfig: { catalogName: "main", schemaName: "logs", tableNamePrefix: "f", enabled: true },
        },
        routeOptimized: false,
        preflight: false,
      },
    },
    {
      title: "telemetry of own compute",
      inputs: {
        name: "watched",
        ...serving(fraud({ minProvisionedConcurrency: 4, maxProvisionedConcurrency: 8 })),
        telemetryConfig: {
          tableNames: {
            annotationsTable: "main.logs.annotations",
            logsTable: "main.logs.logs",
            metricsTable: "main.logs.metrics",
            tracesTable: "main.logs.traces",
          },
          enabledTelemetryFeatures: ["TELEMETRY_FEATURE_LOGS"],
          inferenceTableConfig: { samplingFraction: 0.5 },
        },
      },
    },
    {
      title: "a foundation model by throughput",
      inputs: {
        name: "foundation",
        ...serving({
          entityName: "system.ai.llama-4-maverick",
          entityVersion: "1",
          minProvisionedThroughput: 0,
          maxProvisionedThroughput: 9500,
        }),
      },
    },
    {
      title: "a foundation model by model units",
      inputs: {
        name: "units",
        ...serving({
          entityName: "system.ai.llama-4-maverick",
          entityVersion: "1",
          provisionedModelUnits: 100,
        }),
      },
    },
    {
      title: "rate limits of the older form",
      inputs: {
        name: "older",
        ...serving(gpt()),
        rateLimits: [{ calls: 100, key: "user", renewalPeriod: "minute" }],
      },
    },
    {
      title: "a shared endpoint, with a plaintext key",
      inputs: {
        name: "shared",
        allowAttachedModels: true,
        ...serving({
          name: "gpt",
          externalModel: {
            provider: "openai",
            name: "gpt-5.4",
            task: "llm/v1/chat",
            openaiConfig: { openaiApiKeyPlaintext: "upstream-openai" },
          },
        }),
      },
    },
    {
      title: "every provider of external models, the first eight",
      inputs: { name: "providers-1", ...evenly(everyProvider.slice(0, 8).map(({ entity }) => entity)) },
    },
    {
      title: "every provider of external models, the others",
      inputs: { name: "providers-2", ...evenly(everyProvider.slice(8).map(({ entity }) => entity)) },
    },
  ],
  otherValues: {
    ...otherModelValues("config.servedEntities.*.externalModel."),
    "config.servedEntities.*.entityVersion": "4",
    "config.servedEntities.*.workloadSize": "Medium",
    "config.servedEntities.*.maxProvisionedThroughput": 19000,
    "config.servedEntities.*.provisionedModelUnits": 150,
    "config.servedEntities.*.minProvisionedConcurrency": 0,
    "config.servedEntities.*.maxProvisionedConcurrency": 12,
    "telemetryConfig.inferenceTableConfig.samplingFraction": 0.25,
  },
  apart: {
    ...modelApart("config.servedEntities.*.externalModel."),
    ...gatewayApart("aiGateway."),
    "config.servedEntities.*.name": NAMED_BY_ROUTES,
    "config.trafficConfig.routes.*.servedModelName": NAMED_BY_ROUTES,
    "config.trafficConfig.routes.*.trafficPercentage": SUMS_TO_100,
    "rateLimits.*.renewalPeriod": "the API has one",
    "telemetryConfig.inferenceTableConfig.name": "the API names the table after the logs table",
    "telemetryConfig.telemetryProfileId": "it stands in place of the tables",
  },
  also: {
    ownershipTag: { call: "PATCH tags", because: "the tag is what it adds" },
    verify: { call: "POST invocations", because: "it asks each model" },
  },
  id: ({ name }) => String(name),
};
