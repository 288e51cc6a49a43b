import type { PlayedModel } from "./answer";
import { takenParameters } from "./apply-parameters";
import { callOf } from "./formats/chat-completions";
import { textOf } from "./read-messages";
import type { Query, ToolChoice } from "./query";

/** Parameters that a query says in its own words, which other APIs spell in theirs. */
const SAID_ELSEWHERE = [
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "response_format",
  "max_tokens",
  "max_completion_tokens",
  "max_output_tokens",
  "stop",
  "stream",
  "text",
  "output_config",
  "output_format",
  "thinking",
];

/** A query as a request of OpenAI's API for its task, whatever API it came by; without `model`. */
export function openaiBody(query: Query, model: PlayedModel): Record<string, unknown> {
  const parameters = Object.fromEntries(
    Object.entries(takenParameters(query, model)).filter(([name]) => !SAID_ELSEWHERE.includes(name)),
  );
  const { maxTokens, stop, stream } = query;
  return {
    ...input(query),
    ...parameters,
    ...(maxTokens !== undefined && { max_tokens: maxTokens }),
    ...(stop.length > 0 && { stop }),
    // The usage is recorded in any case, so it is always asked for.
    ...(stream && { stream: true, stream_options: { include_usage: true } }),
  };
}

function input(query: Query): Record<string, unknown> {
  const { task, texts, tokenIds } = query;
  const given = texts.map((text, index) => tokenIds[index] ?? text);
  const one = given.length === 1 ? given[0] : given;
  switch (task) {
    case "chat":
      return chatInput(query);
    case "completions":
      return { prompt: one };
    case "embeddings":
      return { input: one };
    case "scoring":
      return { dataframe_records: texts.map((row) => JSON.parse(row) as unknown) };
  }
}

function chatInput(query: Query): Record<string, unknown> {
  const { messages, texts, tools, toolChoice, parallelToolCalls, responseFormat } = query;
  return {
    messages: messages.map(({ role, content, toolCalls, toolCallId }, index) => ({
      role,
      // A guardrail may have masked the text; then it stands for the parts that it came from.
      content: textOf(content) === texts[index] ? content : texts[index],
      ...(toolCalls.length > 0 && { tool_calls: toolCalls.map(callOf) }),
      ...(toolCallId !== undefined && { tool_call_id: toolCallId }),
    })),
    ...(tools.length > 0 && {
      tools: tools.map((tool) => ({ type: "function", function: tool })),
      tool_choice: wireChoice(toolChoice),
      ...(parallelToolCalls !== undefined && { parallel_tool_calls: parallelToolCalls }),
    }),
    ...(responseFormat.kind === "json_object" && { response_format: { type: "json_object" } }),
    ...(responseFormat.kind === "json_schema" && {
      response_format: {
        type: "json_schema",
        json_schema: { name: responseFormat.name, schema: responseFormat.schema, strict: true },
      },
    }),
  };
}

const wireChoice = (choice: ToolChoice): unknown =>
  typeof choice === "string" ? choice : { type: "function", function: { name: choice.name } };
