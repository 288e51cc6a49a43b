import type { Answer, Stamp } from "../answer";
import { piecesOfReply, type ModelReply } from "../model-reply";
import { PieceCollector, type Piece } from "../pieces";
import type { ApiFormat, StreamEvent } from "./api-format";

/**
 * A reply as server-sent events, written as the client reads them.
 *
 * @param done gets the whole answer when its last event is out, or what there was when either side went away.
 */
export function writeStream(
  format: ApiFormat,
  reply: ModelReply,
  stamp: Stamp,
  done: (answer: Answer) => void,
): ReadableStream<Uint8Array> {
  const collector = new PieceCollector();
  const events = format.stream!(reply.query, collected(piecesOfReply(reply), collector), stamp);
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { value, done: ended } = await events.next();
        if (!ended) {
          controller.enqueue(encoder.encode(eventText(value)));
          return;
        }
      } catch (error) {
        // The model's side broke off: what has been sent cannot be taken back, so the connection ends without an end.
        done(collector.answer);
        controller.error(error);
        return;
      }
      done(collector.answer);
      controller.close();
    },
    async cancel() {
      await events.return(undefined);
      done(collector.answer);
    },
  });
}

async function* collected(pieces: AsyncIterable<Piece>, collector: PieceCollector): AsyncGenerator<Piece> {
  for await (const piece of pieces) {
    collector.add(piece);
    yield piece;
  }
}

function eventText({ event, data }: StreamEvent): string {
  const name = event === undefined ? "" : `event: ${event}\n`;
  return `${name}data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`;
}
