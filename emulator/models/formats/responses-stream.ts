import type { Stamp } from "../answer";
import { PieceCollector, type Piece } from "../pieces";
import type { Query } from "../query";
import type { StreamEvent } from "./api-format";
import { callItem, messageItem, responseOf, textPart } from "./responses-answer";

/** The events of a streamed response: each item is added, grows and is done before the next. */
export async function* streamResponse(
  query: Query,
  pieces: AsyncIterable<Piece>,
  stamp: Stamp,
): AsyncGenerator<StreamEvent> {
  let sequence = 0;
  const event = (type: string, rest: Record<string, unknown>): StreamEvent => ({
    event: type,
    data: { type, sequence_number: sequence++, ...rest },
  });
  const begun = responseOf(query, stamp, undefined, undefined);
  yield event("response.created", { response: begun });
  yield event("response.in_progress", { response: begun });

  const collector = new PieceCollector();
  let output = -1;
  let item: Record<string, unknown> | undefined;
  let sofar = "";

  const end = function* (): Generator<StreamEvent> {
    if (item === undefined) return;
    const at = { item_id: item.id, output_index: output };
    if (item.type === "message") {
      const part = textPart(sofar);
      yield event("response.output_text.done", { ...at, content_index: 0, text: sofar, logprobs: [] });
      yield event("response.content_part.done", { ...at, content_index: 0, part });
      yield event("response.output_item.done", {
        output_index: output,
        item: { ...item, status: "completed", content: [part] },
      });
    } else {
      yield event("response.function_call_arguments.done", { ...at, name: item.name, arguments: sofar });
      yield event("response.output_item.done", {
        output_index: output,
        item: { ...item, status: "completed", arguments: sofar },
      });
    }
    item = undefined;
  };
  const begin = function* (next: Record<string, unknown>, rest: object): Generator<StreamEvent> {
    yield* end();
    output += 1;
    sofar = "";
    item = next;
    yield event("response.output_item.added", {
      output_index: output,
      item: { ...next, status: "in_progress", ...rest },
    });
  };

  for await (const piece of pieces) {
    collector.add(piece);
    if (piece.kind === "text" && piece.text !== "") {
      if (item?.type !== "message") {
        yield* begin(messageItem(stamp), { content: [] });
        const at = { item_id: item!.id, output_index: output, content_index: 0 };
        yield event("response.content_part.added", { ...at, part: textPart("") });
      }
      sofar += piece.text;
      const at = { item_id: item!.id, output_index: output, content_index: 0 };
      yield event("response.output_text.delta", { ...at, delta: piece.text, logprobs: [] });
    } else if (piece.kind === "call") {
      yield* begin(callItem(stamp, piece.index, piece), { arguments: "" });
    } else if (piece.kind === "arguments") {
      sofar += piece.text;
      yield event("response.function_call_arguments.delta", {
        item_id: item!.id,
        output_index: output,
        delta: piece.text,
      });
    }
  }
  yield* end();
  const { choices, usage } = collector.answer;
  const response = responseOf(query, stamp, choices[0], usage);
  yield event(response.status === "incomplete" ? "response.incomplete" : "response.completed", { response });
}
