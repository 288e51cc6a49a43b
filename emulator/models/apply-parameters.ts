import type { PlayedModel } from "./answer";
import { fateOf } from "./provider-parameters";
import type { Query } from "./query";
import { upstreamError, type UpstreamError } from "./upstream-error";

/**
 * The query as far as the model's provider takes it.
 *
 * @throws UpstreamError 400 for a parameter that the provider refuses, in the provider's own words.
 */
export function applyParameters(query: Query, model: PlayedModel): Query {
  const { provider, vendor } = model;
  const applied: Query = { ...query };
  for (const [name, value] of Object.entries(query.parameters)) {
    const fate = fateOf(name, provider, vendor);
    // One answer, no stream and no tools are what a provider gives without being asked.
    const asksNothing =
      (name === "n" && value === 1) ||
      (name === "stream" && value === false) ||
      (name === "tools" && query.tools.length === 0);
    if (fate === "refused" && !asksNothing) throw refusal(model, name);
  }
  if (fateOf("logprobs", provider, vendor) !== "taken") applied.logprobs = undefined;
  if (fateOf("dimensions", provider, vendor) !== "taken") applied.dimensions = undefined;
  if (fateOf("echo", provider, vendor) !== "taken") applied.echo = false;
  return applied;
}

/** The parameters of a query that reach the model. */
export function takenParameters(
  { parameters }: Query,
  { provider, vendor }: PlayedModel,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parameters).filter(([name]) => fateOf(name, provider, vendor) === "taken"),
  );
}

function refusal({ provider }: PlayedModel, name: string): UpstreamError {
  const refuse = (message: string): UpstreamError => upstreamError(provider, 400, message);
  if (name === "stream") return refuse(`Streaming is not supported for provider ${provider}.`);
  if (name === "n") return refuse(`'n' must be 1 for provider ${provider}.`);
  switch (provider) {
    case "openai":
      return refuse(`Unrecognized request argument supplied: ${name}`);
    case "anthropic":
      return refuse(`${name}: Extra inputs are not permitted`);
    case "amazon-bedrock":
      return refuse(
        `Malformed input request: #: extraneous key [${name}] is not permitted, please reformat your input and try again.`,
      );
    case "google-cloud-vertex-ai":
      return refuse(`Invalid JSON payload received. Unknown name "${name}": Cannot find field.`);
    default:
      return refuse(`invalid request: parameter '${name}' is not supported`);
  }
}
