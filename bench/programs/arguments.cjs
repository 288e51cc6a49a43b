const { secretRef } = require("pulumi-databricks-serving");

/** Arguments of the endpoint of this number: two models, a split, a rate limit, tags. */
exports.argumentsOf = (number) => ({
  name: `endpoint-${number}`,
  config: {
    servedEntities: [
      {
        name: "gpt",
        externalModel: {
          provider: "openai",
          name: process.env.BENCH_MODEL,
          task: "llm/v1/chat",
          openaiConfig: { openaiApiKey: secretRef("llm-keys", "openai") },
        },
      },
      {
        name: "claude",
        externalModel: {
          provider: "anthropic",
          name: "claude-sonnet-4-6",
          task: "llm/v1/chat",
          anthropicConfig: { anthropicApiKey: secretRef("llm-keys", "anthropic") },
        },
      },
    ],
    trafficConfig: {
      routes: [
        { servedModelName: "gpt", trafficPercentage: 80 },
        { servedModelName: "claude", trafficPercentage: 20 },
      ],
    },
  },
  aiGateway: { rateLimits: [{ key: "user", calls: 100, renewalPeriod: "minute" }] },
  tags: [{ key: "team", value: "bench" }],
});
