/** Source text of a served entity with an OpenAI chat model. */
export const gpt = (name = "gpt", model = "gpt-5.4"): string =>
  `{ name: "${name}", externalModel: { provider: "openai", name: "${model}", task: "llm/v1/chat",
     openaiConfig: { openaiApiKey: s.secretRef("keys", "openai") } } }`;

/** Source text of the fields of an attached Anthropic chat model. */
export const claudeSettings = `provider: "anthropic", name: "claude-sonnet-4-6", task: "llm/v1/chat",
     anthropicConfig: { anthropicApiKey: s.secretRef("keys", "anthropic") }`;

/** Source text of a served entity with an Anthropic chat model. */
export const claude = (name = "claude", model = "claude-sonnet-4-6"): string =>
  `{ name: "${name}", externalModel: { provider: "anthropic", name: "${model}", task: "llm/v1/chat",
     anthropicConfig: { anthropicApiKey: s.secretRef("keys", "anthropic") } } }`;

/** Source text of an endpoint with the given entities and further arguments. */
export const endpoint = (entities: string[], more = "", config = ""): string =>
  `new s.ServingEndpoint("assistant", { name: "assistant",
     config: { servedEntities: [${entities.join(", ")}], ${config} }, ${more} });\n`;

/** The model of `gpt()` as the API itself takes it: for an endpoint that somebody makes by hand. */
export const gptByHand = (name = "gpt"): object => ({
  name,
  external_model: {
    provider: "openai",
    name: "gpt-5.4",
    task: "llm/v1/chat",
    openai_config: { openai_api_key: "{{secrets/keys/openai}}" },
  },
});
