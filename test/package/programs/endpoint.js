const { secretRef, ServingEndpoint } = require("pulumi-databricks-serving");

const credential =
  process.env.PLAINTEXT_KEY === undefined
    ? { openaiApiKey: secretRef("llm-keys", "openai") }
    : { openaiApiKeyPlaintext: process.env.PLAINTEXT_KEY };

new ServingEndpoint("assistant", {
  config: {
    servedEntities: [
      {
        externalModel: { provider: "openai", name: "gpt-5.4", task: "llm/v1/chat", openaiConfig: credential },
      },
    ],
  },
});
