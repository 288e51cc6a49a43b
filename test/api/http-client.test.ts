import { afterEach, describe, expect, it } from "vitest";
import { resolveConnection } from "../../provider/api/connection";
import { HttpClient, type HttpClientOptions } from "../../provider/api/http-client";
import { ApiError } from "../../provider/api/api-error";
import { HandClock } from "./hand-clock";
import { localServer, type LocalServer, type Received, type Reply } from "./local-server";

const TOKEN = "dapi0123456789abcdef0123456789abcdef";
const open: LocalServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(answer: (request: Received, count: number) => Reply | Promise<Reply>) {
  const server = await localServer(answer);
  open.push(server);
  return server;
}

function clientOf(host: string, options: HttpClientOptions = {}) {
  const clock = new HandClock();
  const connection = resolveConnection({ host, token: TOKEN }, { HOME: "/nonexistent" });
  return { client: new HttpClient(connection, { clock, random: () => 0.5, ...options }), clock };
}

async function failure(promise: Promise<unknown>): Promise<ApiError> {
  const error = await promise.then(
    () => new Error("it succeeded"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiError)) throw error;
  return error;
}

const envelope = (error_code: string | number, message: string) => ({
  error_code,
  message,
  details: [
    { "@type": "type.googleapis.com/google.rpc.RequestInfo", request_id: "3f1c-77", serving_data: "" },
  ],
});

describe("a request", () => {
  it("carries sign-in, agent and JSON, and brings back body, date and request id", async () => {
    const server = await serve(() => ({
      body: { name: "chat" },
      headers: { date: "Sun, 22 Nov 2026 12:00:00 GMT", "x-request-id": "abc-1" },
    }));
    const { client } = clientOf(server.url);

    const answer = await client.request("POST", "/api/2.0/serving-endpoints", {
      body: { name: "chat" },
      query: { dry: "a b" },
    });

    expect(answer).toMatchObject({
      status: 200,
      json: { name: "chat" },
      date: Date.UTC(2026, 10, 22, 12),
      requestId: "abc-1",
    });
    const [request] = server.received;
    expect(request).toMatchObject({ path: "/api/2.0/serving-endpoints?dry=a+b", body: '{"name":"chat"}' });
    expect(request?.headers).toMatchObject({
      authorization: `Bearer ${TOKEN}`,
      "content-type": "application/json",
      accept: "application/json",
    });
    expect(request?.headers["user-agent"]).toMatch(/^pulumi-databricks-serving\/\d+\.\d+\.\d+ node\/\d+/);
    expect(client.requests).toBe(1);
  });

  it("answers {} where the body is empty", async () => {
    const server = await serve(() => ({ body: "" }));
    const { client } = clientOf(server.url);
    expect(await client.request("DELETE", "/api/2.0/serving-endpoints/x")).toMatchObject({
      json: {},
      text: "",
    });
  });

  it("uses the same connections again for requests after another", async () => {
    const server = await serve(() => ({}));
    const { client } = clientOf(server.url);
    for (let i = 0; i < 20; i += 1) await client.request("GET", "/x");
    // Two, as the pool counts a connection as busy until the answer's last callback has returned.
    expect(server.connections).toBeLessThanOrEqual(2);
  });
});

describe("a refused request", () => {
  it("says the call, the status, the code, the reason and the request id", async () => {
    const server = await serve(() => ({
      status: 404,
      body: envelope("RESOURCE_DOES_NOT_EXIST", "Endpoint with name 'x' does not exist."),
    }));
    const { client } = clientOf(server.url);
    const error = await failure(client.request("GET", "/api/2.0/serving-endpoints/x"));
    expect(error).toMatchObject({
      category: "not-found",
      call: "GET /api/2.0/serving-endpoints/x",
      status: 404,
      errorCode: "RESOURCE_DOES_NOT_EXIST",
      requestId: "3f1c-77",
      detail: "Endpoint with name 'x' does not exist.",
    });
    expect(error.message).toBe(
      "GET /api/2.0/serving-endpoints/x → 404 RESOURCE_DOES_NOT_EXIST: Endpoint with name 'x' does not exist. (request id 3f1c-77)",
    );
  });
});

describe("a request that may be sent again", () => {
  it("is repeated when the server is unavailable, waiting longer each time", async () => {
    const server = await serve((_request, count) =>
      count < 4 ? { status: 503, body: "" } : { body: { n: 1 } },
    );
    const { client, clock } = clientOf(server.url);
    expect((await client.request("GET", "/x")).json).toEqual({ n: 1 });
    expect(clock.slept).toEqual([187.5, 375, 750]);
  });
});

describe("a request that may not be sent twice", () => {
  it("is not repeated when its reply was lost", async () => {
    const server = await serve(() => ({ cut: "before" }));
    const { client } = clientOf(server.url);
    const error = await failure(client.request("POST", "/x", { body: {} }));
    expect(error.category).toBe("unknown-fate");
    expect(server.received).toHaveLength(1);
  });
});
