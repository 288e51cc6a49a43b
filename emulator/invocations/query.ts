import { invalidParameter } from "../http/api-error";
import { parseObject } from "../http/parse-message";

/** Kind of request and answer: the task of external models, or a custom model's own scoring format. */
export type QueryKind = "chat" | "completions" | "embeddings" | "scoring";

/** A request of the data plane, as far as the emulator looks at it; unknown fields are ignored, as by real servers. */
export interface Query {
  kind: QueryKind;
  /** Texts that go to the model, in order; guardrails look at these. */
  texts: string[];
  stream: boolean;
  includeUsage: boolean;
  maxTokens: number | undefined;
  n: number;
  stop: string[];
  dimensions: number | undefined;
  clientRequestId: string | undefined;
  usageContext: Record<string, string> | undefined;
  body: Record<string, unknown>;
}

const KIND_OF_TASK: Record<string, QueryKind> = {
  "llm/v1/chat": "chat",
  "llm/v1/completions": "completions",
  "llm/v1/embeddings": "embeddings",
};

export const kindOfTask = (task: string | undefined): QueryKind => KIND_OF_TASK[task ?? ""] ?? "scoring";

/** Input that a model needs and did not get; answered in the words of the model's side rather than the workspace's. */
export class MissingInput extends Error {}

/**
 * Reads a request.
 *
 * @throws ApiError 400 for a parameter out of its range, MissingInput when there is nothing to answer.
 */
export function readQuery(kind: QueryKind, text: string): Query {
  const body = parseObject(text);
  const stop = body.stop === undefined || body.stop === null ? [] : [body.stop].flat().map(String);
  const n = inRange(body, "n", 1, 5) ?? 1;
  inRange(body, "temperature", 0, 2);
  const maxTokens =
    inRange(body, "max_tokens", 1, Infinity) ?? inRange(body, "max_completion_tokens", 1, Infinity);
  const stream = body.stream === true;
  if (stream && (kind === "embeddings" || kind === "scoring")) {
    throw invalidParameter(`stream is not supported for ${kind} requests.`);
  }
  const options = body.stream_options as { include_usage?: unknown } | undefined;
  return {
    kind,
    texts: textsOf(kind, body),
    stream,
    includeUsage: options?.include_usage === true,
    maxTokens,
    n,
    stop,
    dimensions: inRange(body, "dimensions", 1, 8192),
    clientRequestId: typeof body.client_request_id === "string" ? body.client_request_id : undefined,
    usageContext: body.usage_context as Query["usageContext"],
    body,
  };
}

function textsOf(kind: QueryKind, body: Record<string, unknown>): string[] {
  switch (kind) {
    case "chat": {
      const { messages } = body;
      if (!Array.isArray(messages) || messages.length === 0) throw missing("chat", "messages");
      return messages.map((message: { content?: unknown }) => contentOf(message.content));
    }
    case "completions": {
      if (body.prompt === undefined) throw missing("completions", "prompt");
      return [body.prompt].flat().map(String);
    }
    case "embeddings": {
      if (body.input === undefined) throw missing("embeddings", "input");
      return [body.input].flat().map(String);
    }
    case "scoring": {
      const given = ["dataframe_split", "dataframe_records", "instances", "inputs"].find(
        (key) => body[key] !== undefined,
      );
      if (given === undefined)
        throw missing("scoring", "dataframe_split, dataframe_records, instances or inputs");
      return [JSON.stringify(body[given])];
    }
  }
}

/** A message's content: a text, or parts of which the text ones count. */
function contentOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .map((part: { text?: unknown }) => (typeof part.text === "string" ? part.text : ""))
    .join("\n");
}

const missing = (kind: string, parameter: string): MissingInput =>
  new MissingInput(`Missing required ${kind} parameter: '${parameter}'`);

function inRange(body: Record<string, unknown>, name: string, min: number, max: number): number | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number" || value < min || value > max) {
    const range = max === Infinity ? `at least ${min}` : `between ${min} and ${max}`;
    throw invalidParameter(`${name} must be a number ${range}; found ${JSON.stringify(value)}.`);
  }
  return value;
}
