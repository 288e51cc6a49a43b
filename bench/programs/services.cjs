const { ModelProviderService, ModelService, ucSecretRef } = require("pulumi-databricks-serving");

const openai = new ModelProviderService("openai", {
  parent: "main.ai",
  modelProviderServiceId: "openai",
  config: {
    providerType: "OPENAI",
    openai: { direct: { apiKey: ucSecretRef("main.ai.openai_key") } },
    targets: [{ model: process.env.BENCH_MODEL, nativeApiTypes: ["openai/v1/chat/completions"] }],
  },
});
const target = { model: process.env.BENCH_MODEL };
for (let number = 0; number < Number(process.env.BENCH_SIZE); number++) {
  new ModelService(`service-${number}`, {
    parent: "main.ai",
    modelServiceId: `service-${number}`,
    config: {
      routing: {
        destinations: [{ name: "gpt", externalModelConfig: { modelProviderService: openai, target } }],
      },
    },
  });
}
