import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

export interface Received {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  /** Sent as it is where it is a string, else as JSON. */
  body?: unknown;
  /** Break the connection instead of answering, or in the middle of the answer. */
  cut?: "before" | "middle";
  /** Never answer. */
  silent?: boolean;
}

export interface LocalServer {
  readonly url: string;
  readonly received: Received[];
  /** How many connections were opened. */
  readonly connections: number;
  close(): Promise<void>;
  /** Listens again where it did before. */
  reopen(): Promise<void>;
}

/** A real HTTP server on the loopback interface that answers as the test says. */
export async function localServer(
  answer: (request: Received, count: number) => Reply | Promise<Reply>,
): Promise<LocalServer> {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const one = {
        method: request.method ?? "",
        path: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString("utf8"),
      };
      received.push(one);
      void Promise.resolve(answer(one, received.length)).then((reply) => give(reply, response));
    });
  });
  server.on("connection", (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    get connections() {
      return connections;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
    reopen: () => listen(port),
  };
}

function give({ status = 200, headers = {}, body = {}, cut, silent }: Reply, response: ServerResponse): void {
  if (silent) return;
  if (cut === "before") return void response.socket?.destroy();
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const type = typeof body === "string" ? "text/plain" : "application/json";
  response.writeHead(status, {
    "content-type": type,
    "content-length": Buffer.byteLength(text),
    ...headers,
  });
  if (cut === "middle") {
    response.write(text.slice(0, Math.ceil(text.length / 2)), () => response.socket?.destroy());
    return;
  }
  response.end(text);
}
