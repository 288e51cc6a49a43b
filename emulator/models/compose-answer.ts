import { createHash } from "node:crypto";
import type { Answer, Choice, PlayedModel } from "./answer";
import type { ScriptedAnswer } from "./answer-scripts";
import { callId, callTools, toolResults } from "./call-tools";
import { countTokens } from "./count-tokens";
import { embed } from "./embed";
import { fillSchema } from "./fill-schema";
import { findPromptedSchema } from "./find-prompted-schema";
import type { Query } from "./query";
import { completionTokens, promptTokens } from "./usage";

/**
 * An answer that is the same for the same request and says which model gave it; where a script says otherwise, the
 * script's, as far as it goes.
 */
export async function composeAnswer(
  query: Query,
  model: PlayedModel,
  scripted: ScriptedAnswer = {},
): Promise<Answer> {
  const choices = scriptedChoices(query, scripted) ?? (await choicesOf(query, model));
  const prompt = promptTokens(query);
  const completion = choices.reduce((sum, choice) => sum + completionTokens(choice), 0);
  const { vectors, predictions } = scripted;
  return {
    choices,
    vectors:
      query.task === "embeddings"
        ? query.texts.map(
            (text, index) =>
              vectors?.[Math.min(index, vectors.length - 1)] ?? embed(text, model.name, query.dimensions),
          )
        : [],
    predictions:
      query.task === "scoring"
        ? query.texts.map(
            (row, index) => predictions?.[Math.min(index, predictions.length - 1)] ?? score(row, model),
          )
        : [],
    usage:
      query.task === "embeddings"
        ? { prompt_tokens: prompt, total_tokens: prompt }
        : { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
  };
}

function scriptedChoices(query: Query, { text, toolCalls }: ScriptedAnswer): Choice[] | undefined {
  if (text === undefined && toolCalls === undefined) return undefined;
  const prompts = query.task === "completions" ? query.texts.length : 1;
  const calls = (toolCalls ?? []).map((call, index) => ({
    id: callId(query, index),
    name: call.name,
    arguments: JSON.stringify(call.arguments ?? {}),
  }));
  const limited = limitText(text ?? "", query);
  const choice: Choice =
    calls.length > 0 ? { text: limited.text, toolCalls: calls, finishReason: "tool_calls" } : limited;
  return Array.from({ length: prompts * query.n }, () => structuredClone(choice));
}

async function choicesOf(query: Query, model: PlayedModel): Promise<Choice[]> {
  const repeated = (choice: Choice): Choice[] => Array.from({ length: query.n }, () => ({ ...choice }));
  switch (query.task) {
    case "chat": {
      const toolCalls = await callTools(query);
      if (toolCalls.length > 0) return repeated({ text: "", toolCalls, finishReason: "tool_calls" });
      return repeated(limitText(await textFor(query, model), query));
    }
    case "completions":
      return query.texts.flatMap((prompt) => repeated(limitText(greeting(model, prompt), query)));
    default:
      return [];
  }
}

async function textFor(query: Query, model: PlayedModel): Promise<string> {
  const { responseFormat, texts } = query;
  const results = toolResults(query);
  const full =
    results.length > 0
      ? `${greeting(model)} The tool said: ${results.join("; ")}`
      : greeting(model, texts.at(-1) ?? "");
  switch (responseFormat.kind) {
    case "text":
      return full;
    case "json_schema":
      return JSON.stringify(
        await fillSchema(responseFormat.schema, `response_format '${responseFormat.name}'`),
      );
    case "json_object": {
      // A client that does without structured outputs tells the schema in words, and parses by it.
      const schema = findPromptedSchema(texts);
      return JSON.stringify(schema ? await fillSchema(schema, "the prompt's schema") : { answer: full });
    }
  }
}

function greeting({ name, provider, servedAs }: PlayedModel, question?: string): string {
  const hello = `Hello from ${name} (${provider}, served as ${servedAs}).`;
  return question === undefined ? hello : `${hello} You said: ${question}`;
}

/** A text as far as the request lets it go. */
export function limitText(text: string, { stop, maxTokens }: Pick<Query, "stop" | "maxTokens">): Choice {
  const [first] = stop
    .map((sequence) => ({ sequence, at: text.indexOf(sequence) }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at);
  const stopped = first === undefined ? text : text.slice(0, first.at);
  if (maxTokens !== undefined && countTokens(stopped) > maxTokens) {
    return { text: stopped.slice(0, Math.max(1, maxTokens * 4 - 1)), toolCalls: [], finishReason: "length" };
  }
  return {
    text: stopped,
    toolCalls: [],
    finishReason: "stop",
    ...(first !== undefined && { stopSequence: first.sequence }),
  };
}

/** A prediction between 0 and 1 that depends on the row and the model alone. */
function score(row: string, model: PlayedModel): number {
  const hash = createHash("sha256").update(`${model.name}\n${row}`).digest();
  return Number((hash.readUInt32BE(0) / 2 ** 32).toFixed(6));
}
