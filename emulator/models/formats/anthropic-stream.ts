import type { Stamp } from "../answer";
import type { Piece } from "../pieces";
import type { Query } from "../query";
import { promptTokens } from "../usage";
import { anthropicUsage, messageHead, stopReasonOf, toolUseId } from "./anthropic-answer";
import type { StreamEvent } from "./api-format";

const event = (type: string, rest: Record<string, unknown>): StreamEvent => ({
  event: type,
  data: { type, ...rest },
});

/** The events of a streamed message: each block starts, grows and stops before the next. */
export async function* streamMessage(
  query: Query,
  pieces: AsyncIterable<Piece>,
  stamp: Stamp,
): AsyncGenerator<StreamEvent> {
  yield event("message_start", {
    message: {
      ...messageHead(stamp),
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: anthropicUsage(promptTokens(query), 0),
    },
  });
  yield event("ping", {});
  let index = -1;
  let open: "text" | "tool_use" | undefined;
  const start = function* (block: Record<string, unknown> & { type: "text" | "tool_use" }) {
    if (open !== undefined) yield event("content_block_stop", { index });
    index += 1;
    open = block.type;
    yield event("content_block_start", { index, content_block: block });
  };
  let stop = { stop_reason: "end_turn", stop_sequence: null as string | null };
  let outputTokens = 0;
  for await (const piece of pieces) {
    switch (piece.kind) {
      case "text":
        if (piece.text === "") break;
        if (open !== "text") yield* start({ type: "text", text: "" });
        yield event("content_block_delta", { index, delta: { type: "text_delta", text: piece.text } });
        break;
      case "call":
        yield* start({ type: "tool_use", id: toolUseId(piece.id), name: piece.name, input: {} });
        break;
      case "arguments":
        yield event("content_block_delta", {
          index,
          delta: { type: "input_json_delta", partial_json: piece.text },
        });
        break;
      case "finish":
        stop = {
          stop_reason: stopReasonOf(piece.reason, piece.stopSequence),
          stop_sequence: piece.stopSequence ?? null,
        };
        break;
      case "usage":
        outputTokens = piece.usage.completion_tokens ?? 0;
    }
  }
  if (open !== undefined) yield event("content_block_stop", { index });
  yield event("message_delta", { delta: stop, usage: { output_tokens: outputTokens } });
  yield event("message_stop", {});
}
