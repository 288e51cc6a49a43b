import { invalidParameter } from "../../http/api-error";
import { field, isObject, shown } from "../field-readers";
import {
  plainQuery,
  type Message,
  type Query,
  type ResponseFormat,
  type Tool,
  type ToolChoice,
} from "../query";
import { namedTool, readResponseFormat, readTool } from "../read-tools";
import { textOf } from "../read-messages";
import { promptTokens } from "../usage";
import { readAnthropicMessages, readSystem } from "./anthropic-conversation";
import { anthropicUsage, contentOf, messageHead, stopReasonOf, toolUseId } from "./anthropic-answer";
import { streamMessage } from "./anthropic-stream";
import type { ApiFormat, ReadContext } from "./api-format";
import { readStop } from "./read-sampling";

/**
 * Anthropic's Messages API, which the workspace offers for Claude models at `/serving-endpoints/anthropic/v1/messages`.
 *
 * @see https://docs.anthropic.com/en/api/messages
 */
export const anthropicMessages: ApiFormat = {
  name: "messages",
  task: "chat",
  providers: ["anthropic", "amazon-bedrock/anthropic", "custom", "databricks-model-serving", "databricks"],

  read(body, context) {
    const query = readConversation(body, context);
    const maxTokens = field.integer(body, "max_tokens", 1);
    if (maxTokens === undefined) throw invalidParameter("max_tokens: Field required");
    return { ...query, maxTokens };
  },

  write(_query, { choices, usage }, stamp) {
    const choice = choices[0]!;
    return {
      ...messageHead(stamp),
      content: contentOf(choice),
      stop_reason: stopReasonOf(choice.finishReason, choice.stopSequence),
      stop_sequence: choice.stopSequence ?? null,
      usage: anthropicUsage(usage.prompt_tokens, usage.completion_tokens ?? 0),
    };
  },

  stream: streamMessage,
};

/** The answer of `count_tokens`, which takes the same request but for the limit of the answer. */
export const countMessageTokens = (body: Record<string, unknown>): Record<string, unknown> => ({
  input_tokens: promptTokens(readConversation(body, {})),
});

function readConversation(body: Record<string, unknown>, context: ReadContext): Query {
  field.number(body, "temperature", 0, 1);
  field.number(body, "top_p", 0, 1);
  field.integer(body, "top_k", 0);
  field.object(body, "metadata");
  const before = readThread(field.object(body, "thread"), context);
  const messages = [
    ...readSystem(body.system),
    ...before.messages,
    ...readAnthropicMessages(body.messages, before.messages),
  ];
  const tools = field.array(body, "tools")?.map(readAnthropicTool) ?? before.tools;
  const choice = readAnthropicToolChoice(field.object(body, "tool_choice"), tools);
  const { messages: _messages, system: _system, model: _model, ...parameters } = body;
  return {
    ...plainQuery("chat", openaiNames(parameters)),
    messages,
    texts: messages.map(({ content }) => textOf(content)),
    tools,
    ...choice,
    responseFormat: readOutputFormat(body),
    stream: field.boolean(body, "stream") ?? false,
    includeUsage: true,
    stop: readStop(body.stop_sequences, "stop_sequences"),
  };
}

/** The conversation that a request of a thread goes on from, which the server holds; none for one that begins a thread. */
function readThread(
  thread: Record<string, unknown> | undefined,
  { recall }: ReadContext,
): { messages: Message[]; tools: Tool[] } {
  if (thread === undefined || thread.type === "create") return { messages: [], tools: [] };
  if (thread.type !== "continue")
    throw invalidParameter(`thread.type must be create or continue; found ${shown(thread.type)}.`);
  const id = field.string(thread, "previous_message_id") ?? "";
  const before = recall?.(id);
  if (before === undefined) throw invalidParameter(`thread: previous message ${shown(id)} not found.`);
  // The client knows the calls by the ids that the answer gave them.
  const messages = before.messages.map(({ toolCalls, ...message }) => ({
    ...message,
    toolCalls: toolCalls.map((call) => ({ ...call, id: toolUseId(call.id) })),
  }));
  return { messages, tools: before.tools };
}

/** Parameters by OpenAI's names, as far as there are two. */
function openaiNames({
  stop_sequences: stop,
  tool_choice: _choice,
  ...rest
}: Record<string, unknown>): Record<string, unknown> {
  return { ...rest, ...(stop !== undefined && { stop }) };
}

function readAnthropicTool(given: unknown, index: number): Tool {
  const at = `tools[${index}]`;
  if (!isObject(given)) throw invalidParameter(`${at} must be an object; found ${shown(given)}.`);
  if (given.type !== undefined && given.type !== null && given.type !== "custom")
    throw invalidParameter(`${at}.type must be 'custom'; found ${shown(given.type)}.`);
  if (!isObject(given.input_schema))
    throw invalidParameter(
      `${at}.input_schema must be a JSON Schema, an object; found ${shown(given.input_schema)}.`,
    );
  return readTool(given.name, given.description, given.input_schema, at);
}

function readAnthropicToolChoice(
  given: Record<string, unknown> | undefined,
  tools: Tool[],
): { toolChoice: ToolChoice; parallelToolCalls: boolean | undefined } {
  if (given === undefined) return { toolChoice: "auto", parallelToolCalls: undefined };
  const one = field.boolean(given, "disable_parallel_tool_use") === true;
  const parallelToolCalls = one ? false : undefined;
  const { type, name } = given;
  if (type === "auto" || type === "none") return { toolChoice: type, parallelToolCalls };
  if (type !== "any" && type !== "tool")
    throw invalidParameter(`tool_choice.type must be auto, any, tool or none; found ${shown(type)}.`);
  if (tools.length === 0) throw invalidParameter("tool_choice may only be specified while providing tools.");
  if (type === "any") return { toolChoice: "required", parallelToolCalls };
  if (typeof name !== "string") throw invalidParameter("tool_choice.name is required for type tool.");
  return { toolChoice: namedTool(name, tools), parallelToolCalls };
}

/** Structured outputs: `output_config.format`, or `output_format` as it was called in the beta. */
function readOutputFormat(body: Record<string, unknown>): ResponseFormat {
  const given = field.object(field.object(body, "output_config") ?? {}, "format") ?? body.output_format;
  return readResponseFormat(given, "flat");
}
