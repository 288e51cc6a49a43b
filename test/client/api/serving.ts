import { onTestFinished } from "vitest";
import { resolveConnection } from "../../../provider/client/api/connection";
import { HttpClient, type HttpClientOptions } from "../../../provider/client/api/http-client";
import { HandClock } from "./hand-clock";
import { localServer, type LocalServer, type Received, type Reply } from "./local-server";

/** A personal access token as they look. */
export const TOKEN = "dapi0123456789abcdef0123456789abcdef";

/** An environment without anything of the developer's own. */
export const BARE: NodeJS.ProcessEnv = { HOME: "/nonexistent", PATH: "/nonexistent" };

/** A server for one test. */
export async function serving(
  answer: (request: Received, count: number) => Reply | Promise<Reply>,
): Promise<LocalServer> {
  const server = await localServer(answer);
  onTestFinished(() => server.close());
  return server;
}

/** A client, signed in by a token, that never really waits. */
export function clientOf(host: string, options: HttpClientOptions = {}) {
  const clock = new HandClock();
  const connection = resolveConnection({ host, token: TOKEN }, BARE);
  return { clock, client: new HttpClient(connection, { clock, random: () => 0.5, ...options }) };
}

/** An error as the API sends it. */
export const envelope = (errorCode: string | number, message: string) => ({
  error_code: errorCode,
  message,
  details: [
    { "@type": "type.googleapis.com/google.rpc.RequestInfo", request_id: "3f1c-77", serving_data: "" },
  ],
});
