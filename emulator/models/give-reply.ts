import type { Answer, Stamp } from "./answer";
import type { ApiFormat } from "./formats/api-format";
import { writeStream } from "./formats/write-stream";
import { wholeAnswer, type ModelReply } from "./model-reply";

/** What the caller gets: the body whole, or as a stream of events. */
export interface GivenReply {
  headers: Record<string, string>;
  body: Record<string, unknown> | ReadableStream<Uint8Array>;
}

/**
 * A model's reply in the words of an API, streamed where the caller asked for that and the API can.
 *
 * @param settled is told of the whole answer once it is there, which in a stream is at its end
 */
export async function giveReply(
  format: ApiFormat,
  reply: ModelReply,
  stamp: Stamp,
  settled: (body: Record<string, unknown>, answer: Answer) => void,
): Promise<GivenReply> {
  const settle = (answer: Answer): Record<string, unknown> => {
    const body = format.write(reply.query, answer, stamp);
    settled(body, answer);
    return body;
  };
  if (!reply.query.stream || format.stream === undefined) {
    return { headers: {}, body: settle(await wholeAnswer(reply)) };
  }
  return {
    headers: { "content-type": "text/event-stream", "cache-control": "no-cache" },
    body: writeStream(format, reply, stamp, (answer) => void settle(answer)),
  };
}
