import type { Choice, FinishReason, Stamp } from "../answer";

export const messageHead = ({ id, model }: Stamp): Record<string, unknown> => ({
  id: `msg_${id.replaceAll("-", "")}`,
  type: "message",
  role: "assistant",
  model: model.name,
});

export function contentOf({ text, toolCalls }: Choice): Record<string, unknown>[] {
  const uses = toolCalls.map((call) => ({
    type: "tool_use",
    id: toolUseId(call.id),
    name: call.name,
    input: inputOf(call.arguments),
  }));
  return text === "" && uses.length > 0 ? uses : [{ type: "text", text }, ...uses];
}

/** A stream that was cut leaves half of a JSON text. */
function inputOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

export const toolUseId = (id: string): string => id.replace(/^call_/, "toolu_");

export function stopReasonOf(reason: FinishReason, stopSequence: string | undefined): string {
  if (stopSequence !== undefined) return "stop_sequence";
  return { stop: "end_turn", length: "max_tokens", tool_calls: "tool_use", content_filter: "refusal" }[
    reason
  ];
}

export const anthropicUsage = (input: number, output: number): Record<string, number> => ({
  input_tokens: input,
  output_tokens: output,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
});
