import type { Json } from "../../provider/schema/json";
import { fieldsOf, listOf } from "../../provider/schema/plain-object";
import type { Target } from "./find-target";

interface Wishes {
  readonly system: string | undefined;
  readonly maxTokens: number | undefined;
  readonly stream: boolean;
}

/** The body that asks a model of a task. */
export function requestBody({ task, model }: Target, prompt: string, wishes: Wishes): Json {
  const { system, maxTokens, stream } = wishes;
  const common = {
    ...(model === undefined ? {} : { model }),
    ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
    ...(stream ? { stream } : {}),
  };
  if (task === "llm/v1/embeddings") return { ...(model === undefined ? {} : { model }), input: prompt };
  if (task === "llm/v1/completions") return { ...common, prompt };
  const before = system === undefined ? [] : [{ role: "system", content: system }];
  return { ...common, messages: [...before, { role: "user", content: prompt }] };
}

/** The text in an answer, or in a piece of a streamed one; empty where there is none, as in embeddings. */
export function answerText(answer: unknown): string {
  return listOf(fieldsOf(answer)["choices"])
    .map(fieldsOf)
    .map(({ message, delta, text }) => fieldsOf(message ?? delta)["content"] ?? text)
    .filter((text) => typeof text === "string")
    .join("");
}
