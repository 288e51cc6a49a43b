import { networkInterfaces } from "node:os";
import { describe, expect, test } from "vitest";
import { startEmulator } from "../../../emulator/index";
import { startGateway } from "../../../emulator/live/start-gateway";
import { CHAT } from "../with-chat";
import { withEmulator, type Client } from "../with-emulator";
import { entraToken, googleToken, SECRETS, type LiveCase } from "./live-case";
import { liveCases } from "./providers";
import { events, standIn, type StandInAnswer, type StandInRequest } from "./stand-in";

type Answer = StandInAnswer | { status: number; json: object };

/** An emulator that calls providers, with the endpoint `chat` before a stand-in of this case's provider. */
async function withLive(
  { provider, task, model, hosts }: LiveCase,
  answer: (request: StandInRequest) => Answer,
): Promise<Client & { requests: StandInRequest[] }> {
  const far = await standIn((request) => {
    if (request.path === "/token") return googleToken(request);
    return request.path.endsWith("/oauth2/v2.0/token") ? entraToken(request) : answer(request);
  });
  const client = await withEmulator({
    live: { hosts: Object.fromEntries(hosts.map((host) => [host, far.url])) },
  });
  const served_entities = [{ name: "one", external_model: { provider, task, ...model } }];
  const created = await client.call("POST", "/api/2.0/serving-endpoints", {
    name: "chat",
    config: { served_entities },
  });
  expect(created.body.message).toBeUndefined();
  await client.settled("chat");
  return { ...client, requests: far.requests };
}

const QUERIES: Record<string, object> = {
  "llm/v1/chat": {
    messages: [
      { role: "system", content: "Be brief" },
      { role: "user", content: "Hi" },
    ],
    max_tokens: 50,
  },
  "llm/v1/completions": { prompt: "Once", max_tokens: 50 },
  "llm/v1/embeddings": { input: "Hi" },
};

test.each(Object.entries(liveCases))(
  "%s is asked in its own words, by its own sign-in, and answers in the workspace's",
  async (_title, one) => {
    const { call, requests, emulator } = await withLive(one, () => one.says);
    const answer = await call("POST", CHAT, QUERIES[one.task]);
    const asked = requests.at(-1)!;
    expect(asked).toMatchObject({ method: "POST", path: one.path, json: one.asks });
    expect(one.isSignedIn(asked)).toBe(true);
    const { choices, data, usage } = answer.body;
    expect(answer.status, answer.text).toBe(200);
    if (data) expect(data[0].embedding).toEqual([0.6, 0.8]);
    else expect(choices[0].message?.content ?? choices[0].text).toBe("Hello there");
    expect(usage.total_tokens).toBeGreaterThan(0);
    const journal = JSON.stringify(emulator.journal.entries());
    for (const secret of SECRETS) expect(journal + answer.text).not.toContain(secret);
  },
);

test.each(Object.entries(liveCases).filter(([, { streams }]) => streams !== undefined))(
  "%s streams",
  async (_title, one) => {
    const { call, requests } = await withLive(one, () => one.streams!.says);
    const query = { ...QUERIES[one.task], stream: true, stream_options: { include_usage: true } };
    const answer = await call("POST", CHAT, query);
    const asked = requests.at(-1)!;
    expect(asked).toMatchObject({ path: one.streams!.path ?? one.path });
    expect(one.isSignedIn(asked)).toBe(true);
    const chunks = answer.text
      .trim()
      .split("\n\n")
      .slice(0, -1)
      .map((event) => JSON.parse(event.slice("data: ".length)));
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("")).toBe("Hello there");
    expect(chunks.at(-1).usage).toMatchObject({ prompt_tokens: 7, completion_tokens: 2, total_tokens: 9 });
    expect(answer.text.trim().endsWith("data: [DONE]")).toBe(true);
  },
);

describe("calling providers", () => {
  const claude = liveCases.Anthropic!;
  const tools = [
    {
      type: "function",
      function: {
        name: "get_weather",
        parameters: { type: "object", properties: { city: { type: "string" } } },
      },
    },
  ];
  const use = { type: "tool_use", id: "toolu_1", name: "get_weather", input: { city: "Paris" } };

  test("carries tools to and fro", async () => {
    const { call, requests } = await withLive(claude, () => ({
      ...(claude.says as object),
      content: [use],
      stop_reason: "tool_use",
    }));
    const first = await call("POST", CHAT, { ...QUERIES["llm/v1/chat"], tools, tool_choice: "required" });
    expect(requests[0]!.json).toMatchObject({
      tools: [{ name: "get_weather" }],
      tool_choice: { type: "any" },
    });
    const { message, finish_reason } = first.body.choices[0];
    expect(finish_reason).toBe("tool_calls");
    expect(JSON.parse(message.tool_calls[0].function.arguments)).toEqual({ city: "Paris" });
    const messages = [
      { role: "user", content: "Hi" },
      message,
      { role: "tool", tool_call_id: "toolu_1", content: "sunny" },
    ];
    await call("POST", CHAT, { messages, tools });
    expect(requests[1]!.json.messages.at(-1)).toMatchObject({
      role: "user",
      content: [{ type: "tool_result", tool_use_id: "toolu_1", content: "sunny" }],
    });
  });

  test("answers Anthropic's own API too, streamed with tools", async () => {
    const { call } = await withLive(claude, () =>
      events(
        {
          type: "message_start",
          message: {
            id: "m",
            type: "message",
            role: "assistant",
            model: "m",
            content: [],
            usage: { input_tokens: 7, output_tokens: 0 },
          },
        },
        { type: "content_block_start", index: 0, content_block: { ...use, input: {} } },
        {
          type: "content_block_delta",
          index: 0,
          delta: { type: "input_json_delta", partial_json: '{"city":' },
        },
        {
          type: "content_block_delta",
          index: 0,
          delta: { type: "input_json_delta", partial_json: '"Paris"}' },
        },
        { type: "content_block_stop", index: 0 },
        { type: "message_delta", delta: { stop_reason: "tool_use" }, usage: { output_tokens: 2 } },
        { type: "message_stop" },
      ),
    );
    const { text } = await call("POST", "/serving-endpoints/anthropic/v1/messages", {
      model: "chat",
      max_tokens: 50,
      messages: [{ role: "user", content: "Hi" }],
      tools: [{ name: "get_weather", input_schema: { type: "object" } }],
      stream: true,
    });
    expect(text).toContain('"name":"get_weather"');
    expect(
      [...text.matchAll(/"partial_json":"((?:\\.|[^"])*)"/g)]
        .map(([, part]) => JSON.parse(`"${part}"`))
        .join(""),
    ).toBe('{"city":"Paris"}');
    expect(text).toContain('"stop_reason":"tool_use"');
  });

  test("hands on a provider's refusal, without the key", async () => {
    const { call } = await withLive(claude, () => ({
      status: 401,
      json: { type: "error", error: { type: "authentication_error", message: "invalid x-api-key" } },
    }));
    const answer = await call("POST", CHAT, QUERIES["llm/v1/chat"]);
    expect(answer).toMatchObject({ status: 401, body: { error_code: "UNAUTHENTICATED" } });
    expect(JSON.parse(answer.body.message)).toMatchObject({ external_model_provider: "anthropic" });
    expect(answer.body.message).toContain("invalid x-api-key");
    expect(answer.text).not.toContain(SECRETS[0]);
  });

  test("takes the key from the secret scope as it was when the configuration was sent", async () => {
    const anthropic_config = { anthropic_api_key: "{{secrets/llm/anthropic}}" };
    const one = { ...claude, model: { name: "claude-sonnet-4-5", anthropic_config } };
    const { call, requests } = await withLive(one, () => claude.says);
    await call("POST", "/api/2.0/secrets/put", {
      scope: "llm",
      key: "anthropic",
      string_value: "sk-rotated",
    });
    await call("POST", CHAT, QUERIES["llm/v1/chat"]);
    expect(requests[0]!.headers["x-api-key"]).toBe("sk-fake-anthropic");
  });

  test("embeds several texts where the provider takes one a request", async () => {
    const titan = liveCases["Titan at Amazon Bedrock"]!;
    const { call, requests } = await withLive(titan, () => titan.says);
    const { body } = await call("POST", CHAT, { input: ["a", "b"] });
    expect(body.data).toHaveLength(2);
    expect(body.usage.total_tokens).toBe(14);
    expect(requests.map(({ json }) => json.inputText).sort()).toEqual(["a", "b"]);
  });

  test("says what only a workspace can do", async () => {
    const { model } = liveCases["Titan at Amazon Bedrock"]!;
    const amazon_bedrock_config = {
      aws_region: "eu-west-1",
      bedrock_provider: "amazon",
      instance_profile_arn: "arn:x",
    };
    const one = { ...liveCases["Titan at Amazon Bedrock"]!, model: { ...model, amazon_bedrock_config } };
    const { call } = await withLive(one, () => ({}));
    const answer = await call("POST", CHAT, { input: "a" });
    expect(answer.status).toBe(401);
    expect(answer.body.message).toContain("Only a workspace can sign in as arn:x");
  });

  test("falls back from a provider that fails, and from one that cannot be reached", async () => {
    const far = await standIn(() => liveCases.OpenAI!.says);
    const client = await withEmulator({
      live: { hosts: { "api.anthropic.com": "http://127.0.0.1:9", "api.openai.com": far.url } },
    });
    const entity = (name: string, { provider, task, model }: LiveCase): object => ({
      name,
      external_model: { provider, task, ...model },
    });
    await client.call("POST", "/api/2.0/serving-endpoints", {
      name: "chat",
      ai_gateway: { fallback_config: { enabled: true } },
      config: {
        served_entities: [entity("claude", claude), entity("gpt", liveCases.OpenAI!)],
        traffic_config: {
          routes: [
            { served_entity_name: "claude", traffic_percentage: 100 },
            { served_entity_name: "gpt", traffic_percentage: 0 },
          ],
        },
      },
    });
    await client.settled("chat");
    const answer = await client.call("POST", CHAT, QUERIES["llm/v1/chat"]);
    expect(answer.headers.get("served-model-name")).toBe("gpt");
  });

  test("reaches nobody else's address: the gateway listens on loopback alone", async () => {
    const gateway = await startGateway();
    expect(gateway.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const { port } = new URL(gateway.url);
    const others = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    for (const { address, family, internal } of others) {
      if (internal || family !== "IPv4") continue;
      await expect(fetch(`http://${address}:${port}/`)).rejects.toThrow();
    }
    gateway.close();
    await expect
      .poll(async () =>
        fetch(gateway.url).then(
          () => "up",
          () => "down",
        ),
      )
      .toBe("down");
  });

  test("closes with the emulator", async () => {
    const emulator = await startEmulator({ live: true });
    await emulator.close();
  });
});
