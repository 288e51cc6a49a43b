import type { Stamp } from "../answer";
import { field } from "../field-readers";
import { MissingInput, type Query } from "../query";
import type { ApiFormat, StreamEvent } from "./api-format";
import { textLogprobs } from "./log-probabilities";
import { readSampling, readTexts, withExtraParams } from "./read-sampling";

/**
 * OpenAI's text completions, the format of the task `llm/v1/completions`.
 *
 * @see https://platform.openai.com/docs/api-reference/completions
 */
export const textCompletions: ApiFormat = {
  name: "completions",
  task: "completions",

  read(given) {
    const body = withExtraParams(given);
    const sampling = readSampling("completions", body);
    if (body.prompt === undefined || body.prompt === null)
      throw new MissingInput("Missing required completions parameter: 'prompt'");
    field.string(body, "suffix");
    field.integer(body, "best_of", 1, 20);
    return {
      ...sampling,
      ...readTexts(body.prompt, "prompt"),
      echo: field.boolean(body, "echo") ?? false,
      logprobs: field.integer(body, "logprobs", 0, 5),
    };
  },

  write(query, { choices, usage }, stamp) {
    return {
      ...head(stamp),
      choices: choices.map(({ text, finishReason }, index) => ({
        text: echoed(query, index) + text,
        index,
        logprobs:
          query.logprobs === undefined ? null : textLogprobs(echoed(query, index) + text, query.logprobs),
        finish_reason: finishReason,
      })),
      usage,
    };
  },

  async *stream(query, pieces, stamp): AsyncGenerator<StreamEvent> {
    const base = head(stamp);
    const begun = new Set<number>();
    for await (const piece of pieces) {
      if (piece.kind === "usage") {
        if (query.includeUsage) yield { data: { ...base, choices: [], usage: piece.usage } };
      } else if (piece.kind === "text" || piece.kind === "finish") {
        const index = piece.choice;
        const lead = begun.has(index) ? "" : echoed(query, index);
        begun.add(index);
        const text = piece.kind === "text" ? lead + piece.text : lead;
        const logprobs = query.logprobs === undefined ? null : textLogprobs(text, query.logprobs);
        const finish_reason = piece.kind === "finish" ? piece.reason : null;
        yield { data: { ...base, choices: [{ index, text, logprobs, finish_reason }] } };
      }
    }
    yield { data: "[DONE]" };
  },
};

/** The prompt of a choice, where the request wants it back. */
const echoed = ({ echo, texts, n }: Query, index: number): string =>
  echo ? (texts[Math.floor(index / n)] ?? "") : "";

const head = ({ id, createdMs, model }: Stamp): Record<string, unknown> => ({
  id: `cmpl-${id}`,
  object: "text_completion",
  created: Math.floor(createdMs / 1000),
  model: model.name,
});
