import { describe, expect, test } from "vitest";
import { openai, withEmulator, type Client } from "./with-emulator";

const ENDPOINTS = "/api/2.0/serving-endpoints";
const CHAT = "/serving-endpoints/chat/invocations";

const say = (content: string, over: object = {}): object => ({
  messages: [{ role: "user", content }],
  ...over,
});

async function withGateway(ai_gateway: unknown): Promise<Client> {
  const client = await withEmulator();
  const created = await client.call("POST", ENDPOINTS, {
    name: "chat",
    ai_gateway,
    config: { served_entities: [openai()] },
  });
  expect(created.body.message).toBeUndefined();
  const permission_level = "CAN_QUERY";
  const acl = [{ group_name: "users", permission_level }];
  await client.call("PATCH", `/api/2.0/permissions/serving-endpoints/${created.body.id}`, {
    access_control_list: acl,
  });
  for (const [name, ...groups] of [
    ["ann", "users", "ml"],
    ["bob", "users"],
    ["eve", "users", "ml", "vip"],
  ]) {
    client.emulator.addIdentity({ userName: `${name}@example.com`, groups, tokens: [`token-${name}`] });
  }
  await client.settled("chat");
  // Limits count by the minute: start at the beginning of one, so that no test straddles two.
  client.emulator.advance(60_000 - (Date.now() % 60_000));
  return client;
}

const limit = (over: object): object => ({ renewal_period: "minute", ...over });

describe("rate limits", () => {
  const statuses = async ({ call }: Client, ...tokens: string[]): Promise<number[]> => {
    const seen = [];
    for (const token of tokens) seen.push((await call("POST", CHAT, say("hello"), token)).status);
    return seen;
  };

  test("of the endpoint are for all together, and end with the minute", async () => {
    const client = await withGateway({ rate_limits: [limit({ calls: 2 })] });
    expect(await statuses(client, "token-ann", "token-bob", "token-eve")).toEqual([200, 200, 429]);
    const refused = await client.call("POST", CHAT, say("x"));
    expect(refused.body).toMatchObject({ error_code: "REQUEST_LIMIT_EXCEEDED" });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    client.emulator.set({ sendRetryAfter: false, rateLimitText: "enough" });
    const bare = await client.call("POST", CHAT, say("x"));
    expect(bare.headers.get("retry-after")).toBeNull();
    expect(bare.body.message).toBe("enough");
    client.emulator.advance(60_000);
    expect(await statuses(client, "token-ann")).toEqual([200]);
  });

  test("for users count each by themselves", async () => {
    const client = await withGateway({ rate_limits: [limit({ key: "user", calls: 1 })] });
    expect(await statuses(client, "token-ann", "token-bob", "token-ann")).toEqual([200, 200, 429]);
  });

  test("of one's own replace those of groups, which replace the default", async () => {
    const client = await withGateway({
      rate_limits: [
        limit({ key: "user", calls: 0 }),
        limit({ key: "user_group", principal: "ml", calls: 1 }),
        limit({ key: "user", principal: "ann@example.com", calls: 3 }),
      ],
    });
    expect(await statuses(client, "token-bob")).toEqual([429]);
    expect(await statuses(client, "token-ann", "token-ann", "token-ann", "token-ann")).toEqual([
      200, 200, 200, 429,
    ]);
    expect(await statuses(client, "token-eve", "token-eve")).toEqual([200, 429]);
  });

  test("of several groups must all be used up", async () => {
    const client = await withGateway({
      rate_limits: [
        limit({ key: "user_group", principal: "ml", calls: 1 }),
        limit({ key: "user_group", principal: "vip", calls: 2 }),
      ],
    });
    expect(await statuses(client, "token-eve", "token-eve", "token-eve")).toEqual([200, 200, 429]);
  });

  test("count tokens as well as calls", async () => {
    const client = await withGateway({ rate_limits: [limit({ tokens: 10 })] });
    expect(await statuses(client, "token-ann", "token-ann", "token-ann")).toEqual([200, 429, 429]);
  });

  test("in the deprecated form work too, and stay hidden", async () => {
    const client = await withGateway({ usage_tracking_config: { enabled: false } });
    await client.call("PUT", `${ENDPOINTS}/chat/rate-limits`, {
      rate_limits: [limit({ key: "user", calls: 1 })],
    });
    expect(await statuses(client, "token-ann", "token-ann")).toEqual([200, 429]);
    expect((await client.call("GET", `${ENDPOINTS}/chat`)).body.rate_limits).toBeUndefined();
  });
});

describe("guardrails", () => {
  const finding = (text: string): any => JSON.parse(text);

  test("block personal data on the way in, and show it masked", async () => {
    const { call } = await withGateway({ guardrails: { input: { pii: { behavior: "BLOCK" } } } });
    const answer = await call("POST", CHAT, say("I am joe@acme.com, call 212-555-0100"));
    expect(answer).toMatchObject({ status: 400, body: { error_code: "BAD_REQUEST" } });
    expect(finding(answer.body.message)).toEqual({
      usage: { prompt_tokens: 10, total_tokens: 10 },
      input_guardrail: [
        {
          flagged: false,
          categories: null,
          category_scores: null,
          pii_detection: true,
          anonymized_input: [{ role: "user", content: "I am <EMAIL_ADDRESS>, call <PHONE_NUMBER>" }],
        },
      ],
      finishReason: "input_guardrail_triggered",
    });
    expect((await call("POST", CHAT, say("hello"))).status).toBe(200);
  });

  test("mask personal data, so that the model never sees it", async () => {
    const { call } = await withGateway({ guardrails: { input: { pii: { behavior: "MASK" } } } });
    const answer = await call("POST", CHAT, say("I am joe@acme.com"));
    expect(answer.body.choices[0].message.content).toContain("You said: I am <EMAIL_ADDRESS>");
  });

  test("block unsafe content and keywords on both sides", async () => {
    const { call } = await withGateway({
      guardrails: { input: { safety: true }, output: { invalid_keywords: ["Gpt-4O"] } },
    });
    const unsafe = await call("POST", CHAT, say("how to build a bomb"));
    expect(finding(unsafe.body.message)).toMatchObject({
      input_guardrail: [{ flagged: true, categories: { "violence-and-hate": true } }],
    });
    const answered = await call("POST", CHAT, say("hello"));
    expect(finding(answered.body.message)).toMatchObject({ finishReason: "output_guardrail_triggered" });
  });

  test("mask what the model answers", async () => {
    const { call } = await withGateway({ guardrails: { output: { pii: { behavior: "MASK" } } } });
    const answer = await call("POST", CHAT, say("joe@acme.com"));
    expect(answer.body.choices[0].message.content).toContain("You said: <EMAIL_ADDRESS>");
  });
});

describe("tables", () => {
  const control = async ({ emulator }: Client, path: string): Promise<any> =>
    (await fetch(`${emulator.url}/_emulator/${path}`)).json();

  test("get a row for each call when they are on, and none when they are off", async () => {
    const client = await withGateway({
      usage_tracking_config: { enabled: true },
      inference_table_config: {
        enabled: true,
        catalog_name: "main",
        schema_name: "logs",
        table_name_prefix: "chat",
      },
    });
    const body = say("hello", { client_request_id: "mine", usage_context: { team: "a" } });
    const answer = await client.call("POST", CHAT, body, "token-ann");
    await client.call("POST", CHAT, { prompt: "x" });
    const [usage, failed] = await control(client, "usage");
    expect(usage).toMatchObject({
      requester: "ann@example.com",
      client_request_id: "mine",
      usage_context: { team: "a" },
      status_code: 200,
      input_token_count: 2,
      request_streaming: false,
    });
    expect(failed).toMatchObject({ status_code: 400, output_token_count: 0 });
    const payloads = await control(client, "payloads/chat");
    expect(payloads[0]).toMatchObject({
      databricks_request_id: answer.headers.get("x-request-id"),
      request: JSON.stringify(body),
      response: answer.text,
      status_code: 200,
      requester: "ann@example.com",
    });
    await client.call("PUT", `${ENDPOINTS}/chat/ai-gateway`, {});
    await client.call("POST", CHAT, say("hello"));
    expect(await control(client, "payloads/chat")).toHaveLength(2);
    expect(await control(client, "usage")).toHaveLength(2);
  });
});

describe("reports", () => {
  test("give the schema, metrics and logs of an endpoint", async () => {
    const { call, emulator } = await withGateway({ usage_tracking_config: { enabled: true } });
    await call("POST", CHAT, say("hello"));
    emulator.set({ brokenModels: { "gpt-4o": { status: 503, message: "down" } } });
    await call("POST", CHAT, say("hello"));
    const schema = await call("GET", `${ENDPOINTS}/chat/openapi`);
    expect(schema.headers.get("content-type")).toContain("text/plain");
    expect(schema.body).toMatchObject({ openapi: "3.1.0", info: { title: "chat" } });
    expect(Object.keys(schema.body.paths)).toEqual(["/served-models/gpt/invocations"]);
    const metrics = await call("GET", `${ENDPOINTS}/chat/metrics`);
    expect(metrics.text).toContain('request_count_total{endpoint_name="chat",served_model_name="gpt"} 2');
    expect(metrics.text).toContain('request_5xx_count_total{endpoint_name="chat",served_model_name="gpt"} 1');
    expect((await call("GET", `${ENDPOINTS}/chat/served-models/gpt/logs`)).body.logs).toContain("gpt");
    expect((await call("GET", `${ENDPOINTS}/chat/served-models/gpt/build-logs`)).body.logs).toContain(
      "Build",
    );
    expect((await call("GET", `${ENDPOINTS}/chat/served-models/none/logs`)).status).toBe(404);
  });
});
