const { ExternalModel, secretRef, ServingEndpoint } = require("pulumi-databricks-serving");

const openaiConfig = { openaiApiKey: secretRef("llm-keys", "openai") };
const model = { provider: "openai", name: process.env.BENCH_MODEL, task: "llm/v1/chat", openaiConfig };
const endpoint = new ServingEndpoint("shared", {
  name: "shared",
  allowAttachedModels: true,
  config: { servedEntities: [{ name: "own", externalModel: model }] },
});
for (let number = 0; number < Number(process.env.BENCH_SIZE); number++) {
  new ExternalModel(`model-${number}`, { endpoint, servedModelName: `model-${number}`, ...model });
}
