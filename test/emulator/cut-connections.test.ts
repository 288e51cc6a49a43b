import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { expect, test } from "vitest";
import { openai, withEmulator, type Client } from "./with-emulator";

const ENDPOINTS = "/api/2.0/serving-endpoints";

/** A connection of one's own, which shows how it ends. */
async function connection({ emulator }: Client): Promise<Socket> {
  const socket = connect(Number(new URL(emulator.url).port), "127.0.0.1");
  await once(socket, "connect");
  return socket;
}

function head({ emulator }: Client, length: number): string {
  return [
    `POST ${ENDPOINTS} HTTP/1.1`,
    "host: 127.0.0.1",
    `authorization: Bearer ${emulator.token}`,
    "content-type: application/json",
    `content-length: ${length}`,
    "\r\n",
  ].join("\r\n");
}

/** How the server ends a connection: in order, or by a reset; and what came before. */
function endOf(socket: Socket): Promise<{ end: string; came: string }> {
  let came = "";
  socket.on("data", (part) => (came += String(part)));
  return new Promise((resolve) => {
    socket.once("error", (error: NodeJS.ErrnoException) => resolve({ end: error.code ?? "error", came }));
    socket.once("close", () => resolve({ end: "closed", came }));
  });
}

const body = JSON.stringify({ name: "chat", config: { served_entities: [openai()] } });

test.for([
  ["cut", {}, "closed", 404],
  ["cut", { reset: true }, "ECONNRESET", 404],
  ["lose-reply", {}, "closed", 200],
  ["lose-reply", { reset: true }, "ECONNRESET", 200],
] as const)("%s %j ends the connection with %s, without a byte", async ([kind, how, end, status]) => {
  const client = await withEmulator();
  client.emulator.addFault({ method: "POST", path: ENDPOINTS, action: { kind, ...how } });
  const socket = await connection(client);
  const ended = endOf(socket);
  socket.write(head(client, Buffer.byteLength(body)) + body);
  expect(await ended).toEqual({ end, came: "" });
  expect((await client.call("GET", `${ENDPOINTS}/chat`)).status).toBe(status);
});

test.for([false, true])(
  "a cut before the body (reset: %s) does not wait for it, and the journal has none",
  async (reset) => {
    const client = await withEmulator();
    const { emulator, call } = client;
    emulator.addFault({ path: ENDPOINTS, action: { kind: "cut", beforeBody: true, reset } });
    const socket = await connection(client);
    const ended = endOf(socket);
    // The body is announced and never sent: only who does not wait for it can answer by an end.
    socket.write(head(client, 1_000_000));
    expect(await ended).toEqual({ end: reset ? "ECONNRESET" : "closed", came: "" });
    const [entry] = emulator.journal.entries();
    expect(entry).toMatchObject({ method: "POST", body: null, status: null, fault: "fault-1:cut" });
    expect((await call("POST", ENDPOINTS, body)).status).toBe(200);
  },
);

test("a cut after the body waits for it", async () => {
  const client = await withEmulator();
  client.emulator.addFault({ path: ENDPOINTS, action: { kind: "cut" } });
  const socket = await connection(client);
  const ended = endOf(socket);
  socket.write(head(client, Buffer.byteLength(body)) + body.slice(0, 10));
  const early = await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 150, "waits"))]);
  expect(early).toBe("waits");
  socket.write(body.slice(10));
  expect(await ended).toEqual({ end: "closed", came: "" });
  expect(client.emulator.journal.entries()[0]).toMatchObject({ body: { name: "chat" } });
});

test("a reset gives the workspace back as it was at the start, seed and switches included", async () => {
  const seed = { secrets: { llm: { openai: "sk-seed" } }, endpoints: [{ name: "seeded" }] };
  const client = await withEmulator({ seed, switches: { updateDelayMs: 7 } });
  const { call, emulator } = client;
  await call("POST", ENDPOINTS, body);
  emulator.set({ updateDelayMs: 60_000 });
  emulator.addFault({ times: 9, action: { kind: "status", status: 503 } });
  emulator.addScript({ answer: { text: "x" } });
  await call("POST", "/_emulator/reset", {});
  expect(emulator.journal.entries()).toEqual([]);
  const { endpoints } = (await call("GET", ENDPOINTS)).body;
  expect(endpoints.map((one: any) => one.name)).toEqual(["seeded"]);
  expect((await call("GET", "/_emulator/switches")).body.updateDelayMs).toBe(7);
  expect((await call("GET", "/api/2.0/secrets/list?scope=llm")).body.secrets).toHaveLength(1);
});
