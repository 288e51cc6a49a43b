import { invalidParameter } from "../../http/api-error";
import { field, shown } from "../field-readers";
import { plainQuery, type Message, type Query } from "../query";
import { readResponseFormat, readToolChoice, readTools } from "../read-tools";
import { textOf } from "../read-messages";
import type { ApiFormat, ReadContext } from "./api-format";
import { responseOf } from "./responses-answer";
import { readResponseInput } from "./responses-input";
import { streamResponse } from "./responses-stream";

/**
 * OpenAI's Responses API, which the workspace offers for OpenAI's models at `/serving-endpoints/responses`.
 *
 * @see https://platform.openai.com/docs/api-reference/responses
 */
export const openaiResponses: ApiFormat = {
  name: "responses",
  task: "chat",
  providers: ["openai", "custom", "databricks-model-serving", "databricks"],
  read,
  write: (query, { choices, usage }, stamp) => responseOf(query, stamp, choices[0]!, usage),
  stream: streamResponse,
};

function read(body: Record<string, unknown>, context: ReadContext): Query {
  field.number(body, "temperature", 0, 2);
  field.number(body, "top_p", 0, 1);
  field.object(body, "metadata");
  field.boolean(body, "store");
  const instructions = field.string(body, "instructions");
  const tools = readTools(body.tools, "flat");
  const messages: Message[] = [
    ...(instructions === undefined
      ? []
      : [{ role: "system" as const, content: instructions, toolCalls: [] }]),
    ...previous(field.string(body, "previous_response_id"), context),
  ];
  messages.push(...readResponseInput(body.input, messages));
  const { input: _input, model: _model, ...parameters } = body;
  return {
    ...plainQuery("chat", parameters),
    messages,
    texts: messages.map(({ content }) => textOf(content)),
    tools,
    toolChoice: readToolChoice(body.tool_choice, tools, "flat"),
    parallelToolCalls: field.boolean(body, "parallel_tool_calls"),
    responseFormat: readResponseFormat(field.object(body, "text")?.format, "flat"),
    stream: field.boolean(body, "stream") ?? false,
    includeUsage: true,
    maxTokens: field.integer(body, "max_output_tokens", 1),
  };
}

/** The earlier conversation, without its instructions: those are given anew for each response. */
function previous(id: string | undefined, { recall }: ReadContext): Message[] {
  if (id === undefined) return [];
  const messages = recall?.(id)?.messages;
  if (messages === undefined) throw invalidParameter(`Previous response with id ${shown(id)} not found.`);
  return messages.filter(({ role }) => role !== "system");
}
