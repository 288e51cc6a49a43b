const openai = { openaiApiKey: s.secretRef("keys", "openai") };
const gpt = (name) => ({
  name,
  externalModel: { provider: "openai", name: "gpt-5.4", task: "llm/v1/chat", openaiConfig: openai },
});
const claude = {
  name: "claude",
  externalModel: {
    provider: "anthropic",
    name: "claude-sonnet-4-6",
    task: "llm/v1/chat",
    anthropicConfig: { anthropicApiKeyPlaintext: "made-up-key-of-0.1.0" },
  },
};

new s.ServingEndpoint("chat", {
  name: "chat",
  config: {
    servedEntities: [gpt("gpt"), claude],
    trafficConfig: {
      routes: [
        { servedModelName: "gpt", trafficPercentage: 80 },
        { servedModelName: "claude", trafficPercentage: 20 },
      ],
    },
  },
  aiGateway: { rateLimits: [{ key: "user", calls: 100, renewalPeriod: "minute" }] },
  tags: [{ key: "team", value: process.env["TEAM"] ?? "ml" }],
  accessControlList: [{ groupName: "users", permissionLevel: "CAN_QUERY" }],
});

new s.ServingEndpoint("fraud", {
  name: "fraud",
  config: {
    servedEntities: [
      {
        name: "fraud",
        entityName: "main.ml.fraud",
        entityVersion: "3",
        workloadSize: "Small",
        scaleToZeroEnabled: true,
        environmentVars: { LOG_LEVEL: "info", HF_TOKEN: "made-up-token-of-0.1.0" },
      },
    ],
  },
});

const shared = new s.ServingEndpoint("shared", {
  name: "shared",
  config: { servedEntities: [gpt("own")] },
  allowAttachedModels: true,
});
const extra = new s.ExternalModel("extra", {
  endpoint: shared,
  servedModelName: "extra",
  provider: "openai",
  name: "gpt-5.4-mini",
  task: "llm/v1/chat",
  openaiConfig: openai,
});
new s.TrafficSplit(
  "split",
  {
    endpoint: shared,
    routes: [
      { servedModelName: "own", trafficPercentage: 60 },
      { servedModelName: "extra", trafficPercentage: 40 },
    ],
  },
  { dependsOn: [extra] },
);
