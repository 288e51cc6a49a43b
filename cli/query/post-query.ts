import { createParser } from "eventsource-parser";
import { request } from "undici";
import { refusedAnswer } from "../../provider/client/api/answer";
import type { Connection } from "../../provider/client/api/connection";
import { sharedAgent } from "../../provider/client/api/shared-agent";
import { defaultUserAgent } from "../../provider/client/api/user-agent";
import type { Json } from "../../provider/schema/json";
import { CommandFailed } from "../kit/command-failed";

/** How long a model may think before its first word, and between two. */
const PATIENCE_MS = 5 * 60_000;

/**
 * Sends a question once. A query costs money, so that it is not sent again by itself.
 *
 * @param each gets each piece of a streamed answer
 * @param patienceMs how long the server may stay silent
 * @returns the whole answer where it was not streamed
 * @throws ApiError where it is refused
 */
export async function postQuery(
  connection: Connection,
  url: string,
  body: Json,
  each: (event: unknown) => void,
  patienceMs = PATIENCE_MS,
): Promise<unknown> {
  const answer = await request(url, {
    method: "POST",
    body: JSON.stringify(body),
    headers: {
      authorization: await connection.authorization(),
      ...(await connection.headers?.()),
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "user-agent": defaultUserAgent,
    },
    headersTimeout: patienceMs,
    bodyTimeout: patienceMs,
    dispatcher: sharedAgent(),
  });
  const headers = Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [name, [value].flat().join(", ")]),
  );
  if (answer.statusCode >= 300) {
    throw refusedAnswer(
      { status: answer.statusCode, headers, text: await answer.body.text() },
      {
        call: `POST ${new URL(url).pathname}`,
        connection,
        repeatable: false,
        accept: "application/json",
        now: Date.now(),
        secrets: [],
      },
    );
  }
  if (headers["content-type"]?.startsWith("text/event-stream") !== true) return answer.body.json();
  await readEvents(answer.body, each);
  return undefined;
}

/** A stream that breaks off, or reports an error in the middle, says so: what was printed is not the whole answer. */
async function readEvents(body: AsyncIterable<Buffer>, each: (event: unknown) => void): Promise<void> {
  let done = false;
  const parser = createParser({
    onEvent: ({ data }) => {
      if (data === "[DONE]") {
        done = true;
        return;
      }
      const event = JSON.parse(data) as { error?: { message?: string } };
      if (event.error !== undefined) {
        throw new CommandFailed(`the answer ended with an error: ${event.error.message ?? data}`);
      }
      each(event);
    },
  });
  const decoder = new TextDecoder();
  for await (const chunk of body) parser.feed(decoder.decode(chunk, { stream: true }));
  if (!done) throw new CommandFailed("the answer broke off before its end");
}
