import { expect, test } from "vitest";
import { startEmulator } from "../../emulator/index";
import { anthropic, openai, withEmulator } from "./with-emulator";

const ENDPOINTS = "/api/2.0/serving-endpoints";

test("the journal holds every request in order, with its answer and caller", async () => {
  const { call, emulator } = await withEmulator();
  await call("POST", ENDPOINTS, { name: "chat" });
  const missing = await call("GET", `${ENDPOINTS}/none?x=1`);
  const entries = emulator.journal.entries();
  expect(entries.map(({ method, path, query, status }) => ({ method, path, query, status }))).toEqual([
    { method: "POST", path: ENDPOINTS, query: "", status: 200 },
    { method: "GET", path: `${ENDPOINTS}/none`, query: "x=1", status: 404 },
  ]);
  expect(entries[0]).toMatchObject({ body: { name: "chat" }, identity: "admin@emulator.example" });
  expect(entries[1]!.seq).toBe(entries[0]!.seq + 1);
  expect(missing.headers.get("x-request-id")).toBe(entries[1]!.requestId);
  expect(missing.body.details).toEqual([
    {
      "@type": "type.googleapis.com/google.rpc.RequestInfo",
      request_id: entries[1]!.requestId,
      serving_data: "",
    },
  ]);
});

test("the journal never holds a secret, and keeps references readable", async () => {
  const { call, emulator } = await withEmulator();
  await call("POST", "/api/2.0/secrets/put", { scope: "llm", key: "x", string_value: "SECRET-1" });
  const model = (config: object): object => ({
    external_model: { name: "m", provider: "openai", task: "llm/v1/chat", ...config },
  });
  await call("POST", ENDPOINTS, {
    name: "chat",
    tags: [{ key: "k", value: "plain tag" }],
    config: {
      served_entities: [
        anthropic(),
        model({ openai_config: { openai_api_key_plaintext: "SECRET-2", openai_api_key: "SECRET-3" } }),
        model({ custom_provider_config: { api_key_auth: { key: "x-key", value: "SECRET-4" } } }),
        model({ custom_provider_config: { bearer_token_auth: { token_plaintext: "SECRET-5" } } }),
        model({ google_cloud_vertex_ai_config: { private_key: "SECRET-6" } }),
      ],
    },
  });
  await call("PUT", `${ENDPOINTS}/chat/config`, '{"openai_api_key_plaintext": "SECRET-7"');
  const text = JSON.stringify(emulator.journal.entries());
  expect(text).not.toContain("SECRET");
  expect(text).not.toContain(emulator.token);
  expect(text).toContain("{{secrets/llm/anthropic}}");
  expect(text).toContain("plain tag");
});

test("the journal never holds a secret of a provider service or of Unity Catalog, however it was sent", async () => {
  const { call, emulator } = await withEmulator();
  const uc = "/api/2.1/unity-catalog";
  const direct = (fields: object): object => ({ config: { custom: { direct: fields } } });
  for (const body of [
    direct({ api_key: { plaintext: "SECRET-1" } }),
    direct({ api_key: "SECRET-2" }),
    direct({ api_key: { plain_text: "SECRET-3" } }),
    direct({ api_key: ["SECRET-4"] }),
    direct({ header_auth: { api_key_name: "x-key", api_key_value: { plaintext: "SECRET-5" } } }),
    direct({ entra_service_principal: { client_id: "id", client_secret: { plaintext: "SECRET-6" } } }),
    direct({ aws_access_key: { access_key_id: "AKIA", secret_access_key: { plaintext: "SECRET-7" } } }),
    direct({ api_key: { secret_reference: { name: "secrets/main.ai.readable" } } }),
  ]) {
    await call("POST", `${uc}/model-provider-services`, body);
  }
  const secret = { catalog_name: "main", schema_name: "ai", name: "key", value: "SECRET-8" };
  const created = await call("POST", `${uc}/secrets`, secret);
  expect(created.status).toBe(200);
  expect(created.text).not.toContain("SECRET");
  await call("PATCH", `${uc}/secrets/main.ai.key?update_mask=value`, { value: "SECRET-9" });
  await call("GET", `${uc}/secrets/main.ai.key?include_value=true`);
  const text = JSON.stringify(emulator.journal.entries());
  expect(text).not.toContain("SECRET");
  for (const shown of ["secrets/main.ai.readable", "x-key", "AKIA"]) expect(text).toContain(shown);
});

test("a status fault answers with code, message and Retry-After, as often as the rule says", async () => {
  const { call, emulator } = await withEmulator();
  emulator.addFault({
    method: "GET",
    path: `${ENDPOINTS}*`,
    after: 1,
    times: 2,
    action: { kind: "status", status: 429, retryAfter: 7, message: "slow down" },
  });
  const statuses = [];
  for (let i = 0; i < 4; i++) statuses.push((await call("GET", ENDPOINTS)).status);
  expect(statuses).toEqual([200, 429, 429, 200]);
  emulator.addFault({ action: { kind: "status", status: 503, retryAfter: 3 } });
  const answer = await call("GET", ENDPOINTS);
  expect(answer.headers.get("retry-after")).toBe("3");
  expect(answer.body).toMatchObject({ error_code: "TEMPORARILY_UNAVAILABLE" });
  expect(emulator.journal.entries().at(-1)).toMatchObject({ status: 503, fault: "fault-2:status" });
});

test("a status fault can answer with what a proxy answers", async () => {
  const { call, emulator } = await withEmulator();
  emulator.addFault({ action: { kind: "status", status: 502, body: "<html><pre>Bad gateway</pre></html>" } });
  const answer = await call("GET", ENDPOINTS);
  expect(answer.headers.get("content-type")).toContain("text/html");
  expect(answer.text).toBe("<html><pre>Bad gateway</pre></html>");
});

test("a limit on requests answers 429 with Retry-After until the second is over", async () => {
  const { call, emulator } = await withEmulator({ switches: { requestsPerSecond: 0 } });
  const refused = await call("GET", ENDPOINTS);
  expect(refused).toMatchObject({ status: 429, body: { error_code: "REQUEST_LIMIT_EXCEEDED" } });
  expect(refused.headers.get("retry-after")).toBe("1");
  emulator.set({ requestsPerSecond: 3 });
  const first = Math.floor(Date.now() / 1000);
  const answers = await Promise.all(Array.from({ length: 30 }, () => call("GET", ENDPOINTS)));
  const seconds = Math.floor(Date.now() / 1000) - first + 1;
  const passed = answers.filter(({ status }) => status === 200).length;
  expect(passed).toBeLessThanOrEqual(3 * seconds);
  emulator.advance(1000);
  expect((await call("GET", ENDPOINTS)).status).toBe(200);
});

test("a link to the user interface says that there is none here", async () => {
  const { call, emulator } = await withEmulator();
  await call("POST", ENDPOINTS, { name: "chat" });
  const page = await fetch(`${emulator.url}/ml/endpoints/chat`);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain("no user interface");
  expect((await fetch(`${emulator.url}/ml/endpoints/none`)).status).toBe(404);
});

test("a lost reply leaves the request carried out and the client without an answer", async () => {
  const { call, emulator } = await withEmulator();
  emulator.addFault({ method: "POST", path: ENDPOINTS, action: { kind: "lose-reply" } });
  await expect(call("POST", ENDPOINTS, { name: "chat" })).rejects.toThrow(/fetch failed/);
  expect(emulator.journal.entries()[0]).toMatchObject({ status: null, fault: "fault-1:lose-reply" });
  const again = await call("POST", ENDPOINTS, { name: "chat" });
  expect(again).toMatchObject({ status: 409, body: { error_code: "RESOURCE_ALREADY_EXISTS" } });
});

test("a cut connection leaves nothing behind", async () => {
  const { call, emulator } = await withEmulator();
  emulator.addFault({ method: "POST", path: ENDPOINTS, action: { kind: "cut" } });
  await expect(call("POST", ENDPOINTS, { name: "chat" })).rejects.toThrow(/fetch failed/);
  expect((await call("GET", `${ENDPOINTS}/chat`)).status).toBe(404);
});

test("a delay holds the answer back and lets it through", async () => {
  const { call, emulator } = await withEmulator();
  emulator.addFault({ action: { kind: "delay", ms: 120 } });
  const started = performance.now();
  expect((await call("GET", ENDPOINTS)).status).toBe(200);
  expect(performance.now() - started).toBeGreaterThanOrEqual(110);
});

test("a probability befalls about that share of requests, the same ones for the same seed", async () => {
  const run = async (seed: number): Promise<number[]> => {
    const { call, emulator } = await withEmulator({ switches: { seed } });
    emulator.addFault({ times: 1000, probability: 0.3, action: { kind: "status", status: 500 } });
    const statuses = [];
    for (let i = 0; i < 60; i++) statuses.push((await call("GET", ENDPOINTS)).status);
    return statuses;
  };
  const first = await run(7);
  expect(first.filter((status) => status === 500).length).toBeGreaterThan(8);
  expect(first.filter((status) => status === 500).length).toBeLessThan(30);
  expect(await run(7)).toEqual(first);
  expect(await run(8)).not.toEqual(first);
});

test("misspelt rules and switches are refused with what is allowed", async () => {
  const { emulator } = await withEmulator();
  expect(() => emulator.addFault({ acton: { kind: "cut" } } as never)).toThrow(
    /unknown fault field acton; allowed: /,
  );
  expect(() => emulator.addFault({ action: { kind: "drop" } } as never)).toThrow(
    /allowed: status, delay, lose-reply, cut/,
  );
  expect(() => emulator.set({ updateDelay: 1 } as never)).toThrow(
    /unknown switch updateDelay; allowed: updateDelayMs/,
  );
  expect(() => emulator.set({ nameTakenStatus: 500 } as never)).toThrow(
    /nameTakenStatus is 500; allowed: 409, 400/,
  );
  await expect(startEmulator({ switches: { seed: "1" } as never })).rejects.toThrow(
    /seed is "1"; allowed: number/,
  );
});

test("the same controls work over HTTP without signing in", async () => {
  const { emulator, call } = await withEmulator({ switches: { updateDelayMs: 60_000 } });
  const control = async (method: string, path: string, body?: unknown): Promise<any> => {
    const response = await fetch(`${emulator.url}/_emulator${path}`, {
      method,
      ...(body !== undefined && {
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    });
    return { status: response.status, body: await response.json() };
  };
  expect((await control("POST", "/faults", { action: { kind: "status", status: 418 } })).body.id).toBe(
    "fault-1",
  );
  expect(
    (await call("POST", ENDPOINTS, { name: "chat", config: { served_entities: [openai()] } })).status,
  ).toBe(418);
  await call("POST", ENDPOINTS, { name: "chat", config: { served_entities: [openai()] } });
  await control("POST", "/clock", { advance_ms: 60_000 });
  expect((await call("GET", `${ENDPOINTS}/chat`)).body.state.ready).toBe("READY");
  expect((await control("GET", "/journal")).body).toHaveLength(3);
  await control("DELETE", "/journal");
  expect(emulator.journal.entries()).toEqual([]);
  expect((await control("PUT", "/switches", { nameTakenStatus: 400 })).body.nameTakenStatus).toBe(400);
  expect((await call("POST", ENDPOINTS, { name: "chat" })).status).toBe(400);
  expect(await control("PUT", "/switches", { nope: 1 })).toMatchObject({ status: 400 });
  const idToken = await fetch(`${emulator.url}/_emulator/github-id-token?audience=acme`, {
    headers: { authorization: "bearer request-token" },
  });
  const { value } = (await idToken.json()) as { value: string };
  expect(JSON.parse(Buffer.from(value.split(".")[1]!, "base64url").toString())).toMatchObject({
    iss: "https://token.actions.githubusercontent.com",
    aud: "acme",
  });
  await control("POST", "/reset");
  expect((await control("GET", "/switches")).body).toMatchObject({
    updateDelayMs: 60_000,
    nameTakenStatus: 409,
  });
  expect((await call("GET", `${ENDPOINTS}/chat`)).status).toBe(404);
});

test("requests without a valid token are refused as real servers do", async () => {
  const { call, emulator } = await withEmulator();
  const none = await fetch(emulator.url + ENDPOINTS);
  expect(none.status).toBe(401);
  const wrong = await call("GET", ENDPOINTS, undefined, "dapi-wrong");
  expect(wrong.status).toBe(403);
  expect(wrong.body.message).toMatch(/^Invalid access token\./);
  expect(emulator.journal.entries().map(({ identity }) => identity)).toEqual([null, null]);
});

test("a path that is no API says so", async () => {
  const { call } = await withEmulator();
  expect((await call("GET", "/api/2.0/nothing")).body).toMatchObject({
    error_code: "ENDPOINT_NOT_FOUND",
    message: "No API found for 'GET /api/2.0/nothing'",
  });
});

test("the Date header can be off, and latency is felt", async () => {
  const { call } = await withEmulator({ switches: { dateSkewMs: 3_600_000, requestLatencyMs: 60 } });
  const started = performance.now();
  const { headers } = await call("GET", ENDPOINTS);
  expect(performance.now() - started).toBeGreaterThanOrEqual(55);
  expect(Date.parse(headers.get("date")!) - Date.now()).toBeGreaterThan(3_500_000);
});
