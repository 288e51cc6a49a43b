import { getRequestListener } from "@hono/node-server";
import { once } from "node:events";
import { createServer, STATUS_CODES, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { ApiError, errorEnvelope } from "./api-error";

type Fetch = Parameters<typeof getRequestListener>[0];

/**
 * Starts listening.
 *
 * @throws Error when the port is taken.
 */
export async function listen(
  fetch: Fetch,
  port: number,
  hostname: string,
): Promise<{ server: Server; address: AddressInfo }> {
  const listener = getRequestListener(fetch, { hostname, errorHandler: refuseRequest });
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  server.on("clientError", refuseConnection);
  // Node's five seconds would close idle connections under clients that pool them.
  server.keepAliveTimeout = 65_000;
  server.listen(port, hostname);
  await once(server, "listening");
  return { server, address: server.address() as AddressInfo };
}

/** Stops listening and ends open connections, streams included. Safe to call twice. */
export function stop(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}

/** What is HTTP but has no URL that can be read, such as one with a Host of two words. */
function refuseRequest(error: unknown): Response {
  const known = new ApiError(
    400,
    "BAD_REQUEST",
    `Not a request that can be read: ${(error as Error).message}`,
  );
  return Response.json(errorEnvelope(known, ""), { status: 400 });
}

/** What is no HTTP gets an answer in the API's shape too, where Node.js would say nothing but the status. */
function refuseConnection(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = error.code === "HPE_HEADER_OVERFLOW" ? 431 : 400;
  const known = new ApiError(
    status,
    "BAD_REQUEST",
    `Not a request that can be read: ${error.code ?? error.message}`,
  );
  const body = JSON.stringify(errorEnvelope(known, ""));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
