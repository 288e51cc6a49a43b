import { invalidParameter } from "../../http/api-error";
import { field, shown } from "../field-readers";
import { plainQuery, type Query, type Task } from "../query";

type Body = Record<string, unknown>;

/** What of a request is no parameter of the model. */
const NOT_PARAMETERS = [
  "model",
  "messages",
  "prompt",
  "input",
  "extra_params",
  "client_request_id",
  "usage_context",
  "stream_options",
];

/** A request with its `extra_params` in place, which come as a map of texts; what stands beside them wins. */
export function withExtraParams(body: Body): Body {
  const extra = field.object(body, "extra_params") ?? {};
  return {
    ...Object.fromEntries(Object.entries(extra).map(([name, value]) => [name, readText(value)])),
    ...body,
  };
}

function readText(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/**
 * Reads what chat, completions and embeddings have in common.
 *
 * @throws ApiError 400 for a parameter of a wrong type or out of its range.
 */
export function readSampling(task: Task, body: Body): Query {
  field.number(body, "temperature", 0, 2);
  field.number(body, "top_p", 0, 1);
  field.number(body, "frequency_penalty", -2, 2);
  field.number(body, "presence_penalty", -2, 2);
  field.integer(body, "top_k", 0);
  field.integer(body, "seed", -(2 ** 63), 2 ** 63);
  field.string(body, "user");
  field.object(body, "logit_bias");
  const stream = field.boolean(body, "stream") ?? false;
  const streamOptions = field.object(body, "stream_options");
  if (streamOptions !== undefined && !stream)
    throw invalidParameter("The 'stream_options' parameter is only allowed when 'stream' is enabled.");
  const parameters = Object.fromEntries(
    Object.entries(body).filter(([name, value]) => !NOT_PARAMETERS.includes(name) && value !== null),
  );
  return {
    ...plainQuery(task, parameters),
    stream,
    includeUsage: field.boolean(streamOptions ?? {}, "include_usage") ?? false,
    // The newer name first: a request that carries both means this one.
    maxTokens: field.integer(body, "max_completion_tokens", 1) ?? field.integer(body, "max_tokens", 1),
    n: field.integer(body, "n", 1, 5) ?? 1,
    stop: readStop(body.stop, "stop"),
    clientRequestId: field.string(body, "client_request_id"),
    usageContext: readUsageContext(body),
  };
}

/** One stop sequence or several. */
export function readStop(given: unknown, name: string): string[] {
  if (given === undefined || given === null) return [];
  const stops: unknown[] = [given].flat();
  if (stops.every((one) => typeof one === "string")) return stops.filter((one) => one !== "");
  throw invalidParameter(`${name} must be a string or an array of strings; found ${shown(given)}.`);
}

function readUsageContext(body: Body): Record<string, string> | undefined {
  const given = field.object(body, "usage_context");
  if (given === undefined || Object.values(given).every((value) => typeof value === "string"))
    return given as Record<string, string> | undefined;
  throw invalidParameter(`usage_context must be a map of strings; found ${shown(given)}.`);
}

/**
 * Reads prompts or inputs: a text, several, the token ids of one, or of several.
 *
 * @returns the texts, and the ids of those that came as such.
 */
export function readTexts(given: unknown, name: string): Pick<Query, "texts" | "tokenIds"> {
  if (typeof given === "string") return { texts: [given], tokenIds: {} };
  const wrong = (found: unknown): Error =>
    invalidParameter(
      `${name} must be a string, an array of strings, or of token ids; found ${shown(found)}.`,
    );
  if (!Array.isArray(given) || given.length === 0) throw wrong(given);
  const items = isTokens(given) ? [given] : (given as unknown[]);
  const tokenIds: Record<number, readonly number[]> = {};
  const texts = items.map((item, index) => {
    if (typeof item === "string") return item;
    if (!isTokens(item)) throw wrong(item);
    tokenIds[index] = item;
    return `tokens ${item.join(" ")}`;
  });
  return { texts, tokenIds };
}

const isTokens = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => Number.isInteger(one) && one >= 0);
