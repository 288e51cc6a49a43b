import { createHash } from "node:crypto";
import { countTokens } from "./count-tokens";
import type { Query } from "./query";

export interface Usage {
  prompt_tokens: number;
  completion_tokens?: number;
  total_tokens: number;
}

/** What a model answers, before it is put into the format of its task. */
export interface Answer {
  /** One for each choice asked for. */
  texts: string[];
  finishReason: "stop" | "length";
  usage: Usage;
}

/** Who answers: enough for a test to tell that the right one did. */
export interface Answerer {
  /** Name of the served entity. */
  entity: string;
  /** Name of the upstream model, or of the entity in Unity Catalog. */
  model: string;
  provider: string;
}

/** An answer that is the same for the same request and says which model gave it. */
export function composeAnswer(query: Query, { entity, model, provider }: Answerer): Answer {
  const question = query.texts.at(-1) ?? "";
  const full = `Hello from ${model} (${provider}, served as ${entity}). You said: ${question}`;
  const { text, finishReason } = limited(full, query);
  const prompt = query.texts.reduce((sum, one) => sum + countTokens(one), 0);
  const completion = query.n * countTokens(text);
  return {
    texts: Array.from({ length: query.n }, () => text),
    finishReason,
    usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
  };
}

function limited(
  text: string,
  { stop, maxTokens }: Query,
): { text: string; finishReason: Answer["finishReason"] } {
  const ends = stop.map((one) => text.indexOf(one)).filter((index) => index >= 0);
  const stopped = ends.length > 0 ? text.slice(0, Math.min(...ends)) : text;
  if (maxTokens === undefined || countTokens(stopped) <= maxTokens)
    return { text: stopped, finishReason: "stop" };
  return { text: stopped.slice(0, Math.max(1, maxTokens * 4 - 1)), finishReason: "length" };
}

/** The answer in the format of OpenAI that all tasks use. */
export function formatAnswer(
  query: Query,
  answer: Answer,
  who: Answerer,
  id: string,
  createdMs: number,
): Record<string, unknown> {
  const created = Math.floor(createdMs / 1000);
  const { texts, finishReason, usage } = answer;
  switch (query.kind) {
    case "chat":
      return {
        id: `chatcmpl-${id}`,
        object: "chat.completion",
        created,
        model: who.model,
        choices: texts.map((content, index) => ({
          index,
          message: { role: "assistant", content },
          finish_reason: finishReason,
        })),
        usage,
      };
    case "completions":
      return {
        id: `cmpl-${id}`,
        object: "text_completion",
        created,
        model: who.model,
        choices: texts.map((text, index) => ({ text, index, logprobs: null, finish_reason: finishReason })),
        usage,
      };
    case "embeddings":
      return {
        object: "list",
        data: query.texts.map((text, index) => {
          const vector = embed(text, who.model, query.dimensions);
          // OpenAI's own clients ask for base64 unless told otherwise.
          const embedding = query.body.encoding_format === "base64" ? toBase64(vector) : vector;
          return { object: "embedding", index, embedding };
        }),
        model: who.model,
        usage: { prompt_tokens: usage.prompt_tokens, total_tokens: usage.prompt_tokens },
      };
    case "scoring":
      return { predictions: [texts[0]] };
  }
}

const DIMENSIONS: [RegExp, number][] = [
  [/text-embedding-3-large/, 3072],
  [/text-embedding/, 1536],
];

const toBase64 = (vector: number[]): string =>
  Buffer.from(new Float32Array(vector).buffer).toString("base64");

/** A unit vector that depends on the text and the model alone. */
function embed(text: string, model: string, wanted: number | undefined): number[] {
  const size = wanted ?? DIMENSIONS.find(([family]) => family.test(model))?.[1] ?? 1024;
  const seed = createHash("sha256").update(`${model}\n${text}`).digest();
  const raw = Array.from(
    { length: size },
    (_, index) => (seed[(index * 7) % 32]! * ((index % 13) + 1)) / 4096 - 0.3,
  );
  const norm = Math.hypot(...raw);
  return raw.map((value) => Number((value / norm).toFixed(8)));
}
