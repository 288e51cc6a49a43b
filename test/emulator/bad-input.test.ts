import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { anthropic, openai, withEmulator, type Answer } from "./with-emulator";

const ENDPOINTS = "/api/2.0/serving-endpoints";

const refused = (answer: Answer): void => {
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.body).toMatchObject({ error_code: expect.anything(), message: expect.any(String) });
};

describe("a body", () => {
  const deep = (open: string, close: string): string => open.repeat(100_000) + close.repeat(100_000);

  test.each([
    ["arrays", deep("[", "]")],
    ["objects", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`],
    ["unfinished arrays", "[".repeat(1_000_000)],
    ["a config", `{"name":"x","config":{"served_entities":${deep("[", "]")}}}`],
  ])("of %s 100,000 deep is refused", async (_what, body) => {
    const { call, emulator } = await withEmulator();
    for (const [method, path] of [
      ["POST", ENDPOINTS],
      ["PUT", `${ENDPOINTS}/x/config`],
      ["POST", "/api/2.0/secrets/put"],
      ["PUT", "/api/2.0/permissions/serving-endpoints/abc"],
      ["POST", "/api/2.0/preview/scim/v2/Groups"],
      ["POST", "/_emulator/faults"],
      ["PUT", "/_emulator/switches"],
      ["POST", "/_emulator/identities"],
    ] as const) {
      refused(await call(method, path, body));
    }
    expect(JSON.stringify(emulator.journal.entries()).length).toBeLessThan(10_000);
  });

  test("that is not UTF-8 is refused", async () => {
    const { emulator } = await withEmulator();
    const body = Buffer.concat([
      Buffer.from('{"name":"'),
      Buffer.from([0xff, 0xc0, 0x80]),
      Buffer.from('"}'),
    ]);
    for (const path of [ENDPOINTS, "/_emulator/faults", "/api/2.0/secrets/put"]) {
      const answer = await fetch(emulator.url + path, {
        method: "POST",
        headers: { authorization: `Bearer ${emulator.token}`, "content-type": "application/json" },
        body,
      });
      expect(answer.status, path).toBe(400);
      expect(await answer.json()).toMatchObject({ error_code: "MALFORMED_REQUEST" });
    }
  });

  test.each(["with a length", "in chunks"])("of more than 16 MB, sent %s, is refused", async (how) => {
    const { emulator } = await withEmulator();
    const whole = Buffer.alloc(17 * 1024 * 1024, "a");
    const chunks = async function* (): AsyncGenerator<Buffer> {
      for (let at = 0; at < whole.length; at += 1 << 20) yield whole.subarray(at, at + (1 << 20));
    };
    const answer = await fetch(`${emulator.url}${ENDPOINTS}`, {
      method: "POST",
      headers: { authorization: `Bearer ${emulator.token}` },
      ...(how === "in chunks" ? { body: chunks() as never, duplex: "half" } : { body: whole }),
    } as RequestInit);
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ message: "Request size cannot exceed 16777216 bytes." });
  });

  test("of more than 4 MB is refused by an external model, and taken by a custom one", async () => {
    const { call, emulator } = await withEmulator();
    await call("POST", ENDPOINTS, { name: "chat", config: { served_entities: [openai()] } });
    const custom = { entity_name: "main.ml.fraud", entity_version: "1", scale_to_zero_enabled: true };
    await call("POST", ENDPOINTS, { name: "fraud", config: { served_entities: [custom] } });
    emulator.advance(60_000);
    const large = "a".repeat(4 * 1024 * 1024);
    const messages = [{ role: "user", content: large }];
    expect(await call("POST", "/serving-endpoints/chat/invocations", { messages })).toMatchObject({
      status: 413,
      body: { message: "Request size cannot exceed 4194304 bytes." },
    });
    expect((await call("POST", "/serving-endpoints/fraud/invocations", { inputs: [large] })).status).toBe(
      200,
    );
  });

  test.each(["null", "[]", "1", '"text"', "true", "{", "nul", "{]", "\u0000"])(
    "of %j is refused",
    async (body) => {
      const { call } = await withEmulator();
      await call("POST", ENDPOINTS, { name: "chat", config: { served_entities: [openai()] } });
      for (const [method, path] of [
        ["POST", ENDPOINTS],
        ["PUT", `${ENDPOINTS}/chat/config`],
        ["PUT", `${ENDPOINTS}/chat/ai-gateway`],
        ["PATCH", `${ENDPOINTS}/chat/tags`],
        ["PATCH", `${ENDPOINTS}/chat/notifications`],
        ["POST", "/api/2.0/secrets/scopes/create"],
        ["POST", "/api/2.0/preview/scim/v2/Users"],
        ["POST", "/_emulator/clock"],
      ] as const) {
        refused(await call(method, path, body));
      }
    },
  );
});

describe("a name such as", () => {
  test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("%s is a name", async (name) => {
    const { call, settled } = await withEmulator();
    expect((await call("GET", `${ENDPOINTS}/${name}`)).status).toBe(404);
    refused(await call("POST", `/serving-endpoints/${name}/invocations`, { messages: [] }));
    expect((await call("GET", `/_emulator/payloads/${name}`)).body).toEqual([]);
    const entities = [{ ...anthropic(), name }];
    expect((await call("POST", ENDPOINTS, { name, config: { served_entities: entities } })).status).toBe(200);
    expect(await settled(name)).toMatchObject({ name, config: { served_entities: [{ name }] } });
    expect((await call("GET", ENDPOINTS)).body.endpoints).toHaveLength(1);
    await call("POST", "/api/2.0/secrets/scopes/create", { scope: name });
    expect(
      (await call("POST", "/api/2.0/secrets/put", { scope: name, key: name, string_value: "v" })).status,
    ).toBe(200);
    const secret = await call("GET", `/api/2.0/secrets/get?scope=${name}&key=${name}`);
    expect(secret.body).toEqual({ key: name, value: Buffer.from("v").toString("base64") });
    expect((await call("DELETE", `${ENDPOINTS}/${name}`)).status).toBe(200);
    expect((await call("GET", ENDPOINTS)).body.endpoints).toEqual([]);
  });
});

describe("a control", () => {
  test("with 25 stars in a fault's path matches in no time, and rightly", async () => {
    const { call, emulator } = await withEmulator();
    const path = `/${"a*".repeat(25)}b`;
    expect((await call("POST", "/_emulator/faults", { path, action: { kind: "cut" } })).status).toBe(200);
    const started = performance.now();
    expect((await call("GET", `/${"a".repeat(5000)}`)).status).toBe(404);
    expect(performance.now() - started).toBeLessThan(500);
    expect(emulator.journal.entries().at(-1)!.fault).toBeUndefined();
    await expect(call("GET", `/${"ax".repeat(25)}b`)).rejects.toThrow(/fetch failed/);
  });

  test.each([
    ["/clock", { advance_ms: 1e308 }],
    ["/clock", { advance_ms: -1 }],
    ["/clock", { advance_ms: "1" }],
    ["/clock", {}],
    ["/faults", { action: null }],
    ["/faults", { action: { kind: "delay", ms: 1e308 } }],
    ["/faults", { action: { kind: "status", status: 99 } }],
    ["/faults", { action: { kind: "status", status: 500, headers: { "a b": "c" } } }],
    ["/faults", { action: { kind: "status", status: 500, headers: { a: "c\r\nd: e" } } }],
    ["/faults", { method: 5, action: { kind: "cut" } }],
    ["/faults", { path: {}, action: { kind: "cut" } }],
    ["/faults", { times: -1, action: { kind: "cut" } }],
    ["/faults", { probability: "x", action: { kind: "cut" } }],
    ["/faults", { action: { kind: "constructor" } }],
    ["/identities", { userName: "a", groups: 5 }],
    ["/identities", { userName: "a", tokens: [1] }],
    ["/identities", { userName: "a", federation: [{}] }],
    ["/identities", { userName: null }],
    ["/identities", { userName: "a", __admin: true }],
  ])("%s refuses %j", async (path, body) => {
    const { call } = await withEmulator();
    refused(await call("POST", `/_emulator${path}`, body));
    expect((await call("GET", ENDPOINTS)).status).toBe(200);
    expect((await call("GET", "/api/2.0/preview/scim/v2/Groups")).status).toBe(200);
  });

  test.each<Record<string, unknown>>([
    { requestLatencyMs: 1e308 },
    { updateDelayMs: -1 },
    { failNextUpdate: {} },
    { failNextUpdate: { state: "DONE", message: "x" } },
    { updateOutcomes: { chat: null } },
    { brokenModels: { chat: { status: "500", message: 1 } } },
    { catalogs: [1] },
    { revokedKeys: [null] },
    { seed: null },
    { constructor: 1 },
  ])("refuses the switch %j", async (switches) => {
    const { call, emulator } = await withEmulator();
    refused(await call("PUT", "/_emulator/switches", switches));
    expect(() => emulator.set(switches as never)).toThrow(TypeError);
  });
});

test.each([
  ["no HTTP", "HELLO\r\n\r\n", 400],
  ["a header without end", `GET / HTTP/1.1\r\nx: ${"a".repeat(40_000)}`, 431],
  ["a Host that is none", "GET / HTTP/1.1\r\nhost: a b\r\n\r\n", 400],
])("what is %s is refused in the API's shape", async (_what, text, status) => {
  const { emulator } = await withEmulator();
  const socket = connect(Number(new URL(emulator.url).port), "127.0.0.1");
  socket.write(text);
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk;
    if (answer.includes("}")) socket.end();
  });
  await once(socket, "close");
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(JSON.parse(answer.slice(answer.indexOf("{")))).toMatchObject({ error_code: expect.any(String) });
});
