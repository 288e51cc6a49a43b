/**
 * What becomes of a parameter of a query at a provider: it reaches the model, the workspace leaves it out, or the provider
 * refuses the request for it.
 */
export type ParameterFate = "taken" | "dropped" | "refused";

/** Providers as the external models page names them; Amazon Bedrock by whose model it is. */
export const PARAMETER_PROVIDERS = [
  "openai",
  "anthropic",
  "cohere",
  "amazon-bedrock/anthropic",
  "amazon-bedrock/amazon",
  "amazon-bedrock/cohere",
  "amazon-bedrock/ai21labs",
  "ai21labs",
  "google-cloud-vertex-ai",
  "palm",
] as const;

type ParameterProvider = (typeof PARAMETER_PROVIDERS)[number];

interface ParameterRule {
  taken: readonly ParameterProvider[];
  /** What becomes of it at the other providers. */
  elsewhere: "dropped" | "refused";
  /** Where this is known from. */
  source: string;
}

const PAGE = "external models page, additional query parameters";
const REST = "REST reference of query";
const PROVIDERS = "the providers' own references";

const ALL = PARAMETER_PROVIDERS;
const CHATTING = ["openai", "anthropic", "cohere", "amazon-bedrock/anthropic"] as const;

/**
 * Parameters that not every provider takes, or that the page names. `custom` and `databricks-model-serving` take all: what
 * is behind them decides. A parameter that is not listed is no provider's, and is dropped (seen on real endpoints: unknown
 * fields are answered with 200).
 *
 * @see https://learn.microsoft.com/azure/databricks/generative-ai/external-models/#additional-query-parameters
 */
export const providerParameters: Record<string, ParameterRule> = {
  max_tokens: { taken: ALL, elsewhere: "refused", source: REST },
  max_completion_tokens: { taken: ALL, elsewhere: "refused", source: PROVIDERS },
  temperature: { taken: ALL, elsewhere: "refused", source: REST },
  stop: { taken: ALL, elsewhere: "refused", source: REST },
  n: {
    taken: ["openai", "google-cloud-vertex-ai", "palm", "ai21labs", "cohere"],
    elsewhere: "refused",
    source: REST,
  },
  stream: { taken: CHATTING, elsewhere: "refused", source: PAGE },
  logit_bias: { taken: ["openai", "cohere"], elsewhere: "refused", source: PAGE },
  top_k: { taken: ["anthropic", "cohere"], elsewhere: "refused", source: PAGE },
  frequency_penalty: { taken: ["openai", "cohere"], elsewhere: "refused", source: PAGE },
  presence_penalty: { taken: ["openai", "cohere"], elsewhere: "refused", source: PAGE },
  top_p: { taken: ALL, elsewhere: "dropped", source: PROVIDERS },
  tools: {
    taken: [
      ...CHATTING,
      "amazon-bedrock/amazon",
      "amazon-bedrock/cohere",
      "ai21labs",
      "google-cloud-vertex-ai",
    ],
    elsewhere: "refused",
    source: PROVIDERS,
  },
  response_format: { taken: ALL, elsewhere: "dropped", source: PROVIDERS },
  parallel_tool_calls: {
    taken: ["openai", "anthropic", "amazon-bedrock/anthropic"],
    elsewhere: "dropped",
    source: PROVIDERS,
  },
  logprobs: { taken: ["openai"], elsewhere: "dropped", source: PROVIDERS },
  top_logprobs: { taken: ["openai"], elsewhere: "dropped", source: PROVIDERS },
  seed: { taken: ["openai", "cohere", "google-cloud-vertex-ai"], elsewhere: "dropped", source: PROVIDERS },
  user: { taken: ["openai"], elsewhere: "dropped", source: PROVIDERS },
  dimensions: {
    taken: ["openai", "google-cloud-vertex-ai", "cohere"],
    elsewhere: "dropped",
    source: PROVIDERS,
  },
  echo: { taken: ["openai"], elsewhere: "dropped", source: PROVIDERS },
  best_of: { taken: ["openai"], elsewhere: "dropped", source: PROVIDERS },
  suffix: { taken: ["openai"], elsewhere: "dropped", source: PROVIDERS },
  reasoning_effort: { taken: ["openai"], elsewhere: "dropped", source: PROVIDERS },
  thinking: { taken: ["anthropic", "amazon-bedrock/anthropic"], elsewhere: "refused", source: PROVIDERS },
};

/** Providers that hand on whatever they get. */
const HAND_ON = ["custom", "databricks-model-serving", "databricks", "gemini-enterprise"];

/** What becomes of a parameter at a provider (`vendor`: at Amazon Bedrock). */
export function fateOf(parameter: string, provider: string, vendor?: string): ParameterFate {
  if (HAND_ON.includes(provider)) return "taken";
  if (!Object.hasOwn(providerParameters, parameter)) return "dropped";
  const { taken, elsewhere } = providerParameters[parameter]!;
  const where = provider === "amazon-bedrock" ? `${provider}/${vendor}` : provider;
  return taken.includes(where as ParameterProvider) ? "taken" : elsewhere;
}
