import { describe, expect, test } from "vitest";
import type { EmulatorOptions } from "../../emulator/index";
import { anthropic, custom, openai, split, withEmulator, type Client } from "./with-emulator";

const ENDPOINTS = "/api/2.0/serving-endpoints";
const CHAT = "/serving-endpoints/chat/invocations";

const say = (content: string, over: object = {}): object => ({
  messages: [{ role: "user", content }],
  ...over,
});

async function withChat(
  entities: unknown[] = [openai()],
  over: { traffic?: unknown; ai_gateway?: unknown; options?: EmulatorOptions } = {},
): Promise<Client> {
  const client = await withEmulator(over.options);
  const created = await client.call("POST", ENDPOINTS, {
    name: "chat",
    ...(over.ai_gateway !== undefined && { ai_gateway: over.ai_gateway }),
    config: {
      served_entities: entities,
      ...(over.traffic !== undefined && { traffic_config: over.traffic }),
    },
  });
  expect(created.body.message).toBeUndefined();
  await client.settled("chat");
  return client;
}

const model = (provider: string, task: string, name: string, config: object): Record<string, unknown> => ({
  name: "one",
  external_model: { name, provider, task, ...config },
});

const KEY = "{{secrets/llm/openai}}";

describe("an answer", () => {
  test("to a chat has the OpenAI form, says which model gave it, and counts tokens", async () => {
    const { call } = await withChat();
    const answer = await call("POST", CHAT, say("Hi there"));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("served-model-name")).toBe("gpt");
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^chatcmpl-/),
      object: "chat.completion",
      created: expect.any(Number),
      model: "gpt-4o",
      choices: [
        {
          index: 0,
          message: {
            role: "assistant",
            content: "Hello from gpt-4o (openai, served as gpt). You said: Hi there",
          },
          finish_reason: "stop",
        },
      ],
      usage: { prompt_tokens: 3, completion_tokens: 16, total_tokens: 19 },
    });
  });

  test("to a prompt is a text completion", async () => {
    const entity = model("openai", "llm/v1/completions", "babbage-002", {
      openai_config: { openai_api_key: KEY },
    });
    const { call } = await withChat([entity]);
    const answer = await call("POST", CHAT, { prompt: "Once upon", n: 2, max_tokens: 3 });
    expect(answer.body.object).toBe("text_completion");
    expect(answer.body.choices).toHaveLength(2);
    expect(answer.body.choices[0]).toMatchObject({ text: "Hello from ", finish_reason: "length" });
  });

  test("to embeddings is a list of vectors, the same for the same text", async () => {
    const entity = model("openai", "llm/v1/embeddings", "text-embedding-3-small", {
      openai_config: { openai_api_key: KEY },
    });
    const { call } = await withChat([entity]);
    const { body } = await call("POST", CHAT, { input: ["a", "b", "a"] });
    const [a, b, again] = body.data.map((one: any) => one.embedding);
    expect(body).toMatchObject({
      object: "list",
      model: "text-embedding-3-small",
      data: [{ object: "embedding", index: 0 }, {}, {}],
    });
    expect(a).toHaveLength(1536);
    expect(a).toEqual(again);
    expect(a).not.toEqual(b);
    expect(Math.hypot(...a)).toBeCloseTo(1, 5);
    const packed = await call("POST", CHAT, { input: "a", encoding_format: "base64", dimensions: 4 });
    expect(Buffer.from(packed.body.data[0].embedding, "base64")).toHaveLength(16);
  });

  test("of a custom model is its predictions", async () => {
    const { call } = await withChat([custom()]);
    const { body } = await call("POST", CHAT, { dataframe_split: { columns: ["x"], data: [[1]] } });
    expect(body.predictions).toHaveLength(1);
    expect((await call("POST", CHAT, say("x"))).status).toBe(400);
  });

  test("streams as server-sent events that end in DONE", async () => {
    const { call } = await withChat();
    const answer = await call(
      "POST",
      CHAT,
      say("Hi", { stream: true, stream_options: { include_usage: true } }),
    );
    expect(answer.headers.get("content-type")).toBe("text/event-stream");
    const events = answer.text.trim().split("\n\n");
    expect(events.at(-1)).toBe("data: [DONE]");
    const chunks = events.slice(0, -1).map((event) => JSON.parse(event.slice("data: ".length)));
    expect(chunks.every((chunk) => chunk.object === "chat.completion.chunk")).toBe(true);
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("")).toBe(
      "Hello from gpt-4o (openai, served as gpt). You said: Hi",
    );
    expect(chunks.at(-2).choices[0].finish_reason).toBe("stop");
    expect(chunks.at(-1).usage.prompt_tokens).toBe(1);
  });

  test("comes from the path of the OpenAI client as well, by the endpoint's name as model", async () => {
    const { call } = await withChat();
    const answer = await call("POST", "/serving-endpoints/chat/completions", say("Hi", { model: "chat" }));
    expect(answer.body.choices[0].message.content).toContain("gpt-4o");
    expect(
      (await call("POST", "/serving-endpoints/chat/completions", say("Hi", { model: "none" }))).body
        .error_code,
    ).toBe("RESOURCE_DOES_NOT_EXIST");
    expect((await call("POST", "/serving-endpoints/chat/completions", say("Hi"))).status).toBe(400);
    expect(
      (await call("POST", "/serving-endpoints/embeddings", { model: "chat", input: "x" })).body.message,
    ).toContain("does not support embeddings requests");
  });
});

describe("traffic", () => {
  const ask = async (call: Client["call"], times: number): Promise<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (let i = 0; i < times; i++) {
      const served = (await call("POST", CHAT, say("x"))).headers.get("served-model-name")!;
      counts[served] = (counts[served] ?? 0) + 1;
    }
    return counts;
  };

  test("is split as the routes say, the same way for the same seed", async () => {
    const run = async () => {
      const { call } = await withChat([openai(), anthropic()], {
        traffic: split(["gpt", 80], ["claude", 20]),
      });
      return ask(call, 100);
    };
    const counts = await run();
    expect(counts.gpt).toBeGreaterThan(65);
    expect(counts.claude).toBeGreaterThan(8);
    expect(await run()).toEqual(counts);
  });

  test("never reaches an entity with 0 %, which its own path does", async () => {
    const { call } = await withChat([openai(), anthropic()], { traffic: split(["gpt", 0], ["claude", 100]) });
    expect(await ask(call, 30)).toEqual({ claude: 30 });
    const own = await call("POST", "/serving-endpoints/chat/served-models/gpt/invocations", say("x"));
    expect(own.headers.get("served-model-name")).toBe("gpt");
    const none = await call("POST", "/serving-endpoints/chat/served-models/none/invocations", say("x"));
    expect(none.status).toBe(404);
  });

  test("falls back in list order on 429 and 5xx when the gateway says so, and not on a client's mistake", async () => {
    const fallback = { fallback_config: { enabled: true } };
    const { call, emulator } = await withChat([openai("b"), anthropic("c"), openai("a", "gpt-4o-mini")], {
      traffic: split(["b", 100], ["c", 0], ["a", 0]),
      ai_gateway: fallback,
    });
    const served = async (): Promise<string | null> =>
      (await call("POST", CHAT, say("x"))).headers.get("served-model-name");
    emulator.set({ brokenModels: { "gpt-4o": { status: 503, message: "overloaded" } } });
    expect(await served()).toBe("c");
    emulator.set({ fallbackOrder: "by-name", brokenModels: { "chat/b": { status: 429, message: "slow" } } });
    expect(await served()).toBe("c");
    emulator.set({
      brokenModels: { "chat/b": { status: 500, message: "x" }, "chat/c": { status: 502, message: "last" } },
    });
    expect(await served()).toBe("a");
    emulator.set({ brokenModels: { "gpt-4o": { status: 400, message: "bad request" } } });
    expect((await call("POST", CHAT, say("x"))).status).toBe(400);
    await call("PUT", `${ENDPOINTS}/chat/ai-gateway`, {});
    emulator.set({ brokenModels: { "gpt-4o": { status: 503, message: "overloaded" } } });
    expect((await call("POST", CHAT, say("x"))).status).toBe(503);
  });

  test("answers the last error when every entity fails", async () => {
    const { call, emulator } = await withChat([openai(), anthropic()], {
      traffic: split(["gpt", 100], ["claude", 0]),
      ai_gateway: { fallback_config: { enabled: true } },
    });
    emulator.set({
      brokenModels: {
        "chat/gpt": { status: 503, message: "first" },
        "chat/claude": { status: 529, message: "second" },
      },
    });
    const answer = await call("POST", CHAT, say("x"));
    expect(answer.status).toBe(529);
    expect(answer.body.message).toContain("second");
  });
});

describe("upstream", () => {
  const cases: [string, Record<string, unknown>, number][] = [
    ["a model that OpenAI does not serve", openai("x", "claude-3-haiku-20240307"), 404],
    [
      "a model of Anthropic for embeddings",
      model("anthropic", "llm/v1/embeddings", "claude-2.1", { anthropic_config: { anthropic_api_key: KEY } }),
      404,
    ],
    [
      "a chat model asked for completions",
      model("openai", "llm/v1/completions", "gpt-4o", { openai_config: { openai_api_key: KEY } }),
      404,
    ],
    [
      "an OpenAI model at Cohere",
      model("cohere", "llm/v1/chat", "gpt-4o", { cohere_config: { cohere_api_key: KEY } }),
      404,
    ],
    [
      "a Cohere model under Anthropic at Bedrock",
      model("amazon-bedrock", "llm/v1/chat", "command-r-v1:0", {
        amazon_bedrock_config: {
          aws_region: "us-east-1",
          bedrock_provider: "anthropic",
          instance_profile_arn: "arn:x",
        },
      }),
      400,
    ],
  ];

  test.each(cases)(
    "%s is accepted at creation and fails when it is queried",
    async (_title, entity, status) => {
      const { call } = await withChat([entity]);
      const ready = await call("GET", `${ENDPOINTS}/chat`);
      expect(ready.body.state.ready).toBe("READY");
      const { task } = (entity as any).external_model;
      const body = task.endsWith("chat")
        ? say("x")
        : task.endsWith("embeddings")
          ? { input: "x" }
          : { prompt: "x" };
      const answer = await call("POST", CHAT, body);
      expect(answer.status).toBe(status);
      expect(JSON.parse(answer.body.message)).toMatchObject({
        external_model_provider: (entity as any).external_model.provider,
        external_model_error: expect.any(Object),
      });
    },
  );

  const served: [string, Record<string, unknown>][] = [
    ["fine-tuned OpenAI models", openai("x", "ft:gpt-4o-mini:acme::abc")],
    ["newer OpenAI models", openai("x", "gpt-5-mini")],
    ["newer Anthropic models", anthropic("x", "claude-opus-4-6")],
    [
      "fine-tuned Cohere models",
      model("cohere", "llm/v1/chat", "acme-support-ft", { cohere_config: { cohere_api_key: KEY } }),
    ],
    [
      "Bedrock names with vendor and region",
      model("amazon-bedrock", "llm/v1/chat", "us.anthropic.claude-sonnet-4-5-v1:0", {
        amazon_bedrock_config: {
          aws_region: "us-east-1",
          bedrock_provider: "Anthropic",
          instance_profile_arn: "arn:x",
        },
      }),
    ],
    [
      "Gemini at Vertex AI",
      model("google-cloud-vertex-ai", "llm/v1/chat", "gemini-2.5-flash", {
        google_cloud_vertex_ai_config: { project_id: "p", region: "us-central1", private_key: KEY },
      }),
    ],
    [
      "anything behind a custom provider",
      model("custom", "llm/v1/chat", "my-model", {
        custom_provider_config: {
          custom_provider_url: "https://llm.example/v1",
          bearer_token_auth: { token: KEY },
        },
      }),
    ],
  ];

  test.each(served)("%s answer", async (_title, entity) => {
    const { call } = await withChat([entity]);
    expect((await call("POST", CHAT, say("x"))).status).toBe(200);
  });

  test("a key that was rotated works again only after the config was sent again", async () => {
    const { call, emulator, settled } = await withChat();
    await call("POST", "/api/2.0/secrets/put", { scope: "llm", key: "openai", string_value: "sk-new" });
    emulator.set({ revokedKeys: ["sk-fake-openai"] });
    const stale = await call("POST", CHAT, say("x"));
    expect(stale).toMatchObject({ status: 401, body: { error_code: "UNAUTHENTICATED" } });
    expect(stale.body.message).toContain("Incorrect API key");
    await call("PUT", `${ENDPOINTS}/chat/config`, { served_entities: [openai()] });
    await settled("chat");
    expect((await call("POST", CHAT, say("x"))).status).toBe(200);
  });

  test("an endpoint of the same workspace has to exist to be an upstream", async () => {
    const client = await withEmulator();
    const entity = model("databricks-model-serving", "llm/v1/chat", "inner", {
      databricks_model_serving_config: {
        databricks_workspace_url: client.emulator.url,
        databricks_api_token: KEY,
      },
    });
    await client.call("POST", ENDPOINTS, { name: "chat", config: { served_entities: [entity] } });
    await client.settled("chat");
    expect((await client.call("POST", CHAT, say("x"))).status).toBe(404);
    await client.call("POST", ENDPOINTS, { name: "inner" });
    expect((await client.call("POST", CHAT, say("x"))).status).toBe(200);
  });

  test("a provider that cannot stream refuses to", async () => {
    const entity = model("google-cloud-vertex-ai", "llm/v1/chat", "gemini-pro", {
      google_cloud_vertex_ai_config: { project_id: "p", region: "r", private_key: KEY },
    });
    const { call } = await withChat([entity]);
    expect((await call("POST", CHAT, say("x", { stream: true }))).status).toBe(400);
  });
});

describe("a bad request", () => {
  test("without input answers in the words of the model's side", async () => {
    const { call } = await withChat();
    const answer = await call("POST", CHAT, { prompt: "x" });
    expect(answer).toMatchObject({ status: 400 });
    expect(answer.body).toEqual({
      error: "Received error from openai",
      external_model_message: {
        error_code: "INVALID_PARAMETER_VALUE",
        message: "INVALID_PARAMETER_VALUE: Missing required chat parameter: 'messages'",
      },
    });
  });

  test("with a parameter out of range is refused; one with unknown fields is not", async () => {
    const { call } = await withChat();
    expect((await call("POST", CHAT, say("x", { temperature: 3 }))).body.message).toContain(
      "temperature must be a number between 0 and 2",
    );
    expect((await call("POST", CHAT, say("x", { n: 6 }))).status).toBe(400);
    expect((await call("POST", CHAT, say("x", { colour: "red", model: "other" }))).body.model).toBe("gpt-4o");
  });

  test("to an endpoint that never became ready says so", async () => {
    const { call } = await withEmulator({ switches: { updateDelayMs: 60_000 } });
    await call("POST", ENDPOINTS, { name: "chat", config: { served_entities: [openai()] } });
    expect((await call("POST", CHAT, say("x"))).body).toMatchObject({ error_code: "INVALID_STATE" });
  });

  test("of someone who may not query is refused", async () => {
    const { call, emulator } = await withChat();
    emulator.addIdentity({ userName: "bob@example.com", tokens: ["token-bob"] });
    expect((await call("POST", CHAT, say("x"), "token-bob")).body.message).toBe(
      "User does not have permission 'Query' on Endpoint chat",
    );
  });
});
