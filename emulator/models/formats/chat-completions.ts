import { invalidParameter } from "../../http/api-error";
import type { Choice, Stamp, Usage } from "../answer";
import { field } from "../field-readers";
import { PieceCollector } from "../pieces";
import { readMessages, textOf } from "../read-messages";
import { readResponseFormat, readToolChoice, readTools } from "../read-tools";
import type { Query, ToolCall } from "../query";
import { completionTokens, promptTokens } from "../usage";
import type { ApiFormat, StreamEvent } from "./api-format";
import { chatLogprobs } from "./log-probabilities";
import { readSampling, withExtraParams } from "./read-sampling";

/**
 * OpenAI's chat completions, the format of the task `llm/v1/chat`.
 *
 * @see https://platform.openai.com/docs/api-reference/chat
 */
export const chatCompletions: ApiFormat = {
  name: "chat",
  task: "chat",
  read,

  write(query, { choices, usage }, stamp) {
    return {
      ...head(stamp, "chat.completion"),
      choices: choices.map((choice, index) => ({
        index,
        message: messageOf(choice),
        ...(query.logprobs !== undefined && { logprobs: chatLogprobs(choice.text, query.logprobs) }),
        finish_reason: choice.finishReason,
      })),
      usage,
    };
  },

  async *stream(query, pieces, stamp): AsyncGenerator<StreamEvent> {
    const base = head(stamp, "chat.completion.chunk");
    const begun = new Map<number, number>();
    const collector = new PieceCollector();
    // Models that the workspace runs itself say their usage so far in every chunk, asked or not: recorded in llama-stack's tests.
    const hosted = stamp.model.provider === "databricks";
    const usageSoFar = (): Usage => {
      const prompt_tokens = promptTokens(query);
      const completion_tokens = collector.answer.choices.reduce((sum, one) => sum + completionTokens(one), 0);
      return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
    };
    const chunk = (index: number, delta: object, finish: string | null, rest: object = {}): StreamEvent => {
      const first = !begun.has(index);
      if (first) begun.set(index, 0);
      return {
        data: {
          ...base,
          choices: [
            {
              index,
              delta: { ...(first && { role: "assistant" }), ...delta },
              finish_reason: finish,
              ...rest,
            },
          ],
          ...(hosted ? { usage: usageSoFar() } : query.includeUsage && { usage: null }),
        },
      };
    };
    for await (const piece of pieces) {
      collector.add(piece);
      switch (piece.kind) {
        case "text": {
          const { choice, text } = piece;
          const told = begun.get(choice) ?? 0;
          const logprobs =
            query.logprobs === undefined ? {} : { logprobs: chatLogprobs(text, query.logprobs, told) };
          yield chunk(choice, { content: text }, null, logprobs);
          begun.set(choice, told + 1);
          break;
        }
        case "call":
          yield chunk(
            piece.choice,
            { content: null, tool_calls: [{ index: piece.index, ...callOf(piece) }] },
            null,
          );
          break;
        case "arguments":
          yield chunk(
            piece.choice,
            { tool_calls: [{ index: piece.index, function: { arguments: piece.text } }] },
            null,
          );
          break;
        case "finish":
          yield chunk(piece.choice, {}, piece.reason);
          break;
        case "usage":
          if (query.includeUsage) yield { data: { ...base, choices: [], usage: piece.usage } };
      }
    }
    yield { data: "[DONE]" };
  },
};

function read(given: Record<string, unknown>): Query {
  const body = withExtraParams(given);
  const sampling = readSampling("chat", body);
  const messages = readMessages(body.messages);
  const tools = readTools(body.tools, "nested");
  const top = field.integer(body, "top_logprobs", 0, 20);
  const logprobs = field.boolean(body, "logprobs") ?? false;
  if (top !== undefined && !logprobs)
    throw invalidParameter("top_logprobs is only allowed when logprobs is true.");
  return {
    ...sampling,
    messages,
    texts: messages.map(({ content }) => textOf(content)),
    tools,
    toolChoice: readToolChoice(body.tool_choice, tools, "nested"),
    parallelToolCalls: field.boolean(body, "parallel_tool_calls"),
    responseFormat: readResponseFormat(body.response_format, "nested"),
    logprobs: logprobs ? (top ?? 0) : undefined,
  };
}

const head = ({ id, createdMs, model }: Stamp, object: string): Record<string, unknown> => ({
  id: `chatcmpl-${id}`,
  object,
  created: Math.floor(createdMs / 1000),
  model: model.name,
});

function messageOf({ text, toolCalls }: Choice): Record<string, unknown> {
  if (toolCalls.length === 0) return { role: "assistant", content: text };
  return { role: "assistant", content: text === "" ? null : text, tool_calls: toolCalls.map(callOf) };
}

/** A call as messages carry it; one that only begins has no arguments yet. */
export function callOf(call: Omit<ToolCall, "arguments"> & { arguments?: string }): Record<string, unknown> {
  return { id: call.id, type: "function", function: { name: call.name, arguments: call.arguments ?? "" } };
}
