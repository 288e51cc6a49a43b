import { describe, expect, test } from "vitest";
import { CHAT, model, say, withChat } from "./with-chat";
import { custom, openai, withEmulator } from "./with-emulator";

const ENDPOINTS = "/api/2.0/serving-endpoints";
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
      (await call("POST", "/serving-endpoints/v1/chat/completions", say("Hi", { model: "chat" }))).status,
    ).toBe(200);
    expect(
      (await call("POST", "/serving-endpoints/embeddings", { model: "chat", input: "x" })).body.message,
    ).toContain("does not support embeddings requests");
  });
});

describe("a bad request", () => {
  test("without input answers in the words of the model's side", async () => {
    const { call } = await withChat();
    const answer = await call("POST", CHAT, { prompt: "x" });
    expect(answer).toMatchObject({ status: 400 });
    expect(answer.body).toEqual({
      error_code: "INVALID_PARAMETER_VALUE",
      message: "Missing required chat parameter: 'messages'",
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
