import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { withEmulator } from "./with-emulator";

const CONNECTIONS = "/api/2.1/unity-catalog/connections";

/** A service that says what it was asked. */
async function service(): Promise<number> {
  const server = createServer(async (request: IncomingMessage, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { method, url, headers } = request;
    response.writeHead(headers.authorization === "Bearer upstream-key" ? 200 : 401, {
      "content-type": "application/json",
      "mcp-session-id": "session-1",
    });
    response.end(JSON.stringify({ method, url, x: headers["x-one"], body }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

test("a service is called by a connection, whose credential nobody sees", async () => {
  const { call, emulator } = await withEmulator();
  const options = {
    host: "http://127.0.0.1",
    port: String(await service()),
    base_path: "/v1",
    bearer_token: "upstream-key",
  };
  const made = await call("POST", CONNECTIONS, { name: "tickets", connection_type: "HTTP", options });
  expect(made).toMatchObject({ status: 200, body: { name: "tickets", credential_type: "BEARER_TOKEN" } });
  const answer = await call("POST", "/api/2.0/external-function", {
    connection_name: "tickets",
    method: "POST",
    path: "/issues",
    headers: '{"x-one": "1"}',
    json: '{"title": "broken"}',
    params: '{"q": "a b"}',
  });
  expect(answer.headers.get("mcp-session-id")).toBe("session-1");
  expect(answer.body).toEqual({
    method: "POST",
    url: "/v1/issues?q=a+b",
    x: "1",
    body: '{"title": "broken"}',
  });
  const elsewhere = { connection_name: "tickets", method: "GET", path: "//127.0.0.2:1/x" };
  expect((await call("POST", "/api/2.0/external-function", elsewhere)).body.url).toBe("/v1/127.0.0.2:1/x");
  const everything = [
    made.text,
    (await call("GET", CONNECTIONS)).text,
    JSON.stringify(emulator.journal.entries()),
  ];
  expect(everything.join()).not.toContain("upstream-key");
  expect((await call("DELETE", `${CONNECTIONS}/tickets`)).status).toBe(200);
  expect((await call("GET", `${CONNECTIONS}/tickets`)).status).toBe(404);
});

test.each([
  [{ connection_name: "none", method: "GET", path: "/" }, 404],
  [{ connection_name: "dead", method: "GET", path: "/" }, 400],
  [{ connection_name: "dead", method: "FETCH", path: "/" }, 400],
  [{ connection_name: "dead", method: "GET" }, 400],
  [{ connection_name: "dead", method: "GET", path: "/", headers: "[1" }, 400],
  [{ connection_name: "dead", method: "GET", path: "/", headers: '{"a b": "c"}' }, 400],
  [{}, 400],
])("%j is refused", async (body, status) => {
  const { call } = await withEmulator();
  const options = { host: "http://127.0.0.1", port: "1" };
  await call("POST", CONNECTIONS, { name: "dead", connection_type: "HTTP", options });
  expect(await call("POST", "/api/2.0/external-function", body)).toMatchObject({
    status,
    body: { error_code: expect.any(String) },
  });
});

test.each([
  { connection_type: "HTTP", options: { host: "http://127.0.0.1", port: "1" } },
  { name: "x", connection_type: "MYSQL", options: {} },
  { name: "x", connection_type: "HTTP", options: { port: "1" } },
  { name: "x", connection_type: "HTTP", options: { host: "nowhere", port: "abc" } },
])("the connection %j is refused", async (body) => {
  const { call } = await withEmulator();
  expect((await call("POST", CONNECTIONS, body)).status).toBe(400);
});
