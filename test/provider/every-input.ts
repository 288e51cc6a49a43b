import type { Fields } from "../../provider/schema/plain-object";
import { settingsOfProviders } from "../lifecycle/every-provider";
import { claude, fraud, gpt, key, split } from "../lifecycle/programs";

/** What the programs below are an argument list of. */
export type Class = "ServingEndpoint" | "ExternalModel" | "TrafficSplit";

const whole: Fields = {
  name: "assistant",
  ...split([gpt(), 70], [claude(), 30]),
  description: "answers questions",
  budgetPolicyId: "b-1",
  tags: [{ key: "team", value: "support" }],
  aiGateway: {
    fallbackConfig: { enabled: true },
    guardrails: { input: { safety: true, pii: { behavior: "BLOCK" } }, output: { safety: true } },
    inferenceTableConfig: { enabled: true, catalogName: "main", schemaName: "logs", tableNamePrefix: "a" },
    rateLimits: [{ calls: 100, key: "user_group", principal: "analysts", renewalPeriod: "minute" }],
    usageTrackingConfig: { enabled: true },
  },
  emailNotifications: { onUpdateFailure: ["a@example.com"], onUpdateSuccess: ["b@example.com"] },
  accessControlList: [{ groupName: "users", permissionLevel: "CAN_QUERY" }],
  timeouts: { create: "10m", update: "10m", delete: "5m" },
  credentialsVersion: 1,
  ownershipTag: true,
  verify: true,
  preflight: false,
};

const custom: Fields = {
  name: "fraud",
  config: {
    servedEntities: [
      fraud({
        name: "fraud",
        workloadSize: "Small",
        workloadType: "CPU",
        environmentVars: { LOG_LEVEL: "debug" },
      }),
    ],
    trafficConfig: { routes: [{ servedModelName: "fraud", trafficPercentage: 100 }] },
  },
  telemetryConfig: { tableNames: { logsTable: "main.logs.t" } },
  preflight: false,
};

const attached = (provider: string, settings: Fields): Fields => ({
  endpoint: "assistant",
  servedModelName: "extra",
  provider,
  task: "llm/v1/chat",
  ...settings,
  preflight: false,
});

/** A model of each provider that the catalogue lists for chat. */
const models: Readonly<Record<string, string>> = {
  openai: "gpt-5.4",
  anthropic: "claude-sonnet-4-6",
  cohere: "command-r-plus",
  custom: "any",
};

/** Valid arguments, which together use every section that there is, each with a name. */
export const everyInput: readonly (readonly [string, Class, Fields])[] = [
  ["an endpoint with every section", "ServingEndpoint", whole],
  ["a shared endpoint", "ServingEndpoint", { ...whole, allowAttachedModels: true }],
  ["an endpoint on own compute", "ServingEndpoint", custom],
  ...Object.entries(settingsOfProviders).flatMap(([name, { provider, settings }]) => {
    const model = models[provider];
    if (model === undefined) return [];
    const inputs = attached(provider, { name: model, ...settings });
    return [[`an attached model of ${name}`, "ExternalModel", inputs] as const];
  }),
  [
    "a split",
    "TrafficSplit",
    {
      endpoint: "assistant",
      routes: [
        { servedModelName: "gpt", trafficPercentage: 60 },
        { servedModelName: "extra", trafficPercentage: 40 },
      ],
      timeouts: { update: "5m" },
    },
  ],
  [
    "an endpoint with a plaintext key",
    "ServingEndpoint",
    {
      name: "plain",
      config: {
        servedEntities: [
          {
            name: "gpt",
            externalModel: { provider: "openai", name: "gpt-5.4", task: "llm/v1/chat", openaiConfig: {} },
          },
        ],
      },
      secretValues: {
        "config.servedEntities[gpt].externalModel.openaiConfig.openaiApiKeyPlaintext": "sk-plain",
      },
      preflight: false,
    },
  ],
  [
    "an endpoint that begins with a reference",
    "ServingEndpoint",
    {
      name: "ref",
      config: { servedEntities: [gpt("gpt", "gpt-5.4")] },
      description: key("openai"),
      preflight: false,
    },
  ],
];

/** Every place in a value, the value itself left out, as a list of keys. */
export function placesIn(value: unknown, above: readonly string[] = []): string[][] {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([field, item]) => {
    const here = [...above, field];
    return [here, ...placesIn(item, here)];
  });
}

/** A copy with something else in one place. */
export function withAt(value: unknown, [first, ...rest]: readonly string[], put: unknown): unknown {
  if (first === undefined) return put;
  // An earlier slip took away what this one is in.
  if (value === null || typeof value !== "object") return value;
  const inner = withAt((value as Record<string, unknown>)[first], rest, put);
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (String(index) === first ? inner : item));
  return { ...(value as Fields), [first]: inner };
}
