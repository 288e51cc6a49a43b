import type { Choice, Stamp, Usage } from "../answer";
import type { Query } from "../query";

/** Id that this request's response has. */
export const responseId = ({ id }: Stamp): string => `resp_${id.replaceAll("-", "")}`;

/** The response as it stands: without a choice it has only begun. */
export function responseOf(
  query: Query,
  stamp: Stamp,
  choice: Choice | undefined,
  usage: Usage | undefined,
): Record<string, unknown> {
  const { parameters } = query;
  const cut = choice?.finishReason === "length";
  return {
    id: responseId(stamp),
    object: "response",
    created_at: Math.floor(stamp.createdMs / 1000),
    status: choice === undefined ? "in_progress" : cut ? "incomplete" : "completed",
    error: null,
    incomplete_details: cut ? { reason: "max_output_tokens" } : null,
    instructions: parameters.instructions ?? null,
    max_output_tokens: query.maxTokens ?? null,
    metadata: parameters.metadata ?? {},
    model: stamp.model.name,
    output: choice === undefined ? [] : outputOf(choice, stamp),
    parallel_tool_calls: query.parallelToolCalls ?? true,
    previous_response_id: parameters.previous_response_id ?? null,
    reasoning: { effort: null, summary: null },
    store: parameters.store ?? true,
    temperature: parameters.temperature ?? 1,
    text: parameters.text ?? { format: { type: "text" } },
    tool_choice: parameters.tool_choice ?? "auto",
    tools: parameters.tools ?? [],
    top_p: parameters.top_p ?? 1,
    truncation: "disabled",
    usage:
      usage === undefined
        ? null
        : {
            input_tokens: usage.prompt_tokens,
            input_tokens_details: { cached_tokens: 0 },
            output_tokens: usage.completion_tokens ?? 0,
            output_tokens_details: { reasoning_tokens: 0 },
            total_tokens: usage.total_tokens,
          },
    user: null,
  };
}

function outputOf({ text, toolCalls, finishReason }: Choice, stamp: Stamp): Record<string, unknown>[] {
  const status = finishReason === "length" ? "incomplete" : "completed";
  const calls = toolCalls.map((call, index) => ({
    ...callItem(stamp, index, call),
    arguments: call.arguments,
    status,
  }));
  if (text === "" && calls.length > 0) return calls;
  return [{ ...messageItem(stamp), status, content: [textPart(text)] }, ...calls];
}

export const textPart = (text: string): Record<string, unknown> => ({
  type: "output_text",
  text,
  annotations: [],
  logprobs: [],
});

export const messageItem = ({ id }: Stamp): Record<string, unknown> => ({
  id: `msg_${id.replaceAll("-", "")}`,
  type: "message",
  role: "assistant",
});

export const callItem = (
  { id }: Stamp,
  index: number,
  call: { id: string; name: string },
): Record<string, unknown> => ({
  id: `fc_${id.replaceAll("-", "")}${index}`,
  type: "function_call",
  call_id: call.id,
  name: call.name,
});
