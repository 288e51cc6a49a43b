import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach } from "vitest";

/** A request as it reached a stand-in of a provider. */
export interface StandInRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string | undefined>;
  body: string;
  json: any;
}

/** What a stand-in answers: an object as JSON, a text as server-sent events, bytes as AWS's event stream. */
export type StandInAnswer = object | string | Buffer;

const close: (() => void)[] = [];
afterEach(() => close.splice(0).forEach((one) => one()));

/** A server on loopback that plays a provider for one test, and keeps what it was asked. */
export async function standIn(
  answer: (request: StandInRequest) => StandInAnswer | { status: number; json: object },
): Promise<{ url: string; requests: StandInRequest[] }> {
  const requests: StandInRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    const body = Buffer.concat(parts).toString();
    const url = new URL(incoming.url!, "http://stand-in");
    const request: StandInRequest = {
      method: incoming.method!,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: incoming.headers as Record<string, string | undefined>,
      body,
      json: body.startsWith("{") ? JSON.parse(body) : undefined,
    };
    requests.push(request);
    const given = answer(request);
    if (Buffer.isBuffer(given) || typeof given === "string") {
      const type = typeof given === "string" ? "text/event-stream" : "application/vnd.amazon.eventstream";
      response.writeHead(200, { "content-type": type }).end(given);
    } else {
      const { status, json } = "status" in given ? given : { status: 200, json: given };
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  close.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** Server-sent events of these data; an object's `type` names its event, as at Anthropic. */
export const events = (...data: unknown[]): string =>
  data
    .map((one) => {
      const { type } = one as { type?: string };
      return `${type ? `event: ${type}\n` : ""}data: ${typeof one === "string" ? one : JSON.stringify(one)}\n\n`;
    })
    .join("");
