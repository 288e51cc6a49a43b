import { expect, test } from "vitest";
import { CHAT, say, textOf, to, UNIFIED, withProviders } from "./with-gateway";
import { routing, withChatService, withServices } from "./with-services";

test("a model service answers by its full name, in any case, through every unified API that it supports", async () => {
  const { call } = await withChatService();
  const chat = await call("POST", UNIFIED, say("Hi", "Main.AI.chat"));
  expect(chat.status).toBe(200);
  expect(textOf(chat)).toBe("Hello from gpt-5.4 (openai, served as gpt). You said: Hi");
  const responses = await call("POST", "/ai-gateway/mlflow/v1/responses", { model: CHAT, input: "Hi" });
  expect(responses.body.output[0].content[0].text).toContain("gpt-5.4");
  const native = await call("POST", "/ai-gateway/openai/v1/chat/completions", say("Hi"));
  expect(textOf(native)).toBe(textOf(chat));
  const refused = await call("POST", "/ai-gateway/anthropic/v1/messages", { ...say("Hi"), max_tokens: 9 });
  expect(refused).toMatchObject({ status: 400, body: { error_code: "BAD_REQUEST" } });
  expect(refused.body.message).toBe(
    "'main.ai.chat' does not support anthropic/v1/messages. Supported: openai/v1/chat/completions, " +
      "openai/v1/responses, mlflow/v1/chat/completions, mlflow/v1/responses.",
  );
});

test("the unified API translates for every provider, native ones are for their own", async () => {
  const { call, createService } = await withProviders();
  await createService("claude", routing(to("c", "main.ai.anthropic", "claude-sonnet-4-6")));
  await createService("gemini-pro", routing(to("g", "main.ai.gemini", "gemini-3-pro")));
  expect(textOf(await call("POST", UNIFIED, say("Hi", "main.ai.claude")))).toContain(
    "claude-sonnet-4-6 (anthropic",
  );
  expect(textOf(await call("POST", UNIFIED, say("Hi", "main.ai.gemini-pro")))).toContain(
    "gemini-3-pro (gemini",
  );
  const message = await call("POST", "/ai-gateway/anthropic/v1/messages", {
    ...say("Hi", "main.ai.claude"),
    max_tokens: 99,
  });
  expect(message.body).toMatchObject({
    type: "message",
    model: "claude-sonnet-4-6",
    stop_reason: "end_turn",
  });
  const count = await call(
    "POST",
    "/ai-gateway/anthropic/v1/messages/count_tokens",
    say("Hi", "main.ai.claude"),
  );
  expect(count.body.input_tokens).toBeGreaterThan(0);
  const path = "/ai-gateway/gemini/v1beta/models/main.ai.gemini-pro";
  const contents = [{ role: "user", parts: [{ text: "Hi" }] }];
  const generated = await call("POST", `${path}:generateContent`, {
    contents,
    systemInstruction: { parts: [{ text: "Be brief" }] },
    generationConfig: { maxOutputTokens: 3, temperature: 0 },
  });
  expect(generated.body).toMatchObject({
    candidates: [
      { content: { role: "model", parts: [{ text: "Hello from " }] }, finishReason: "MAX_TOKENS" },
    ],
    usageMetadata: { candidatesTokenCount: 3 },
    modelVersion: "gemini-3-pro",
  });
  const streamed = await call("POST", `${path}:streamGenerateContent?alt=sse`, { contents });
  expect(streamed.headers.get("content-type")).toBe("text/event-stream");
  const chunks = streamed.text
    .split("\n\n")
    .filter(Boolean)
    .map((event) => JSON.parse(event.slice("data: ".length)));
  const text = chunks.flatMap((chunk) => chunk.candidates[0]?.content.parts[0].text ?? "").join("");
  expect(text).toBe("Hello from gemini-3-pro (gemini-enterprise, served as g). You said: Hi");
  expect(chunks.at(-1).usageMetadata.totalTokenCount).toBeGreaterThan(0);
  expect((await call("POST", `${path}:streamGenerateContent`, { contents })).body).toHaveLength(
    chunks.length,
  );
  expect((await call("POST", `${path}:embedContent`, {})).status).toBe(404);
});

test("a Gemini model calls functions, and goes on from their results", async () => {
  const { call, createService } = await withProviders();
  await createService("gemini-pro", routing(to("g", "main.ai.gemini", "gemini-3-pro")));
  const path = "/ai-gateway/gemini/v1beta/models/main.ai.gemini-pro:generateContent";
  const parameters = { type: "OBJECT", properties: { city: { type: "STRING" } }, required: ["city"] };
  const ask = {
    contents: [{ role: "user", parts: [{ text: "How warm is Paris?" }] }],
    tools: [{ functionDeclarations: [{ name: "weather", description: "The weather", parameters }] }],
    toolConfig: { functionCallingConfig: { mode: "ANY", allowedFunctionNames: ["weather"] } },
  };
  const called = await call("POST", path, ask);
  const [part] = called.body.candidates[0].content.parts;
  expect(part.functionCall).toMatchObject({ name: "weather", args: { city: expect.any(String) } });
  const answered = await call("POST", path, {
    ...ask,
    toolConfig: undefined,
    contents: [
      ...ask.contents,
      called.body.candidates[0].content,
      {
        role: "user",
        parts: [{ functionResponse: { id: part.functionCall.id, name: "weather", response: { c: 21 } } }],
      },
    ],
  });
  expect(answered.body.candidates[0].content.parts[0].text).toContain('{"c":21}');
});

test("a Gemini model is asked by either version of its API, in either case of its names, and counts tokens", async () => {
  const { call, createService } = await withProviders();
  await createService("gemini-pro", routing(to("g", "main.ai.gemini", "gemini-3-pro")));
  const path = "/ai-gateway/gemini/v1/models/main.ai.gemini-pro";
  const contents = [{ role: "user", parts: [{ text: "the weather in Paris" }] }];
  const parameters_json_schema = {
    type: "object",
    properties: { the_city: { type: "string" } },
    required: ["the_city"],
  };
  const tools = [{ function_declarations: [{ name: "get_weather", parameters_json_schema }] }];
  const asked = { contents, tools, generation_config: { max_output_tokens: 50 } };
  const { body } = await call("POST", `${path}:generateContent`, asked);
  const [{ functionCall }] = body.candidates[0].content.parts;
  expect(functionCall).toMatchObject({ name: "get_weather", args: { the_city: "the_city" } });
  const { totalTokens } = (await call("POST", `${path}:countTokens`, { contents })).body;
  expect(totalTokens).toBe(
    (await call("POST", `${path}:generateContent`, { contents })).body.usageMetadata.promptTokenCount,
  );
  expect(
    (await call("POST", "/ai-gateway/gemini/v1/models/main.ai.none:countTokens", { contents })).status,
  ).toBe(404);
});

test("Databricks' own models answer everybody by a bare name, and by both of their full ones", async () => {
  const { call } = await withServices();
  for (const name of [
    "databricks-claude-opus-4-6",
    "system.ai.claude-opus-4-6",
    "system.ai.databricks-claude-opus-4-6",
  ]) {
    const answer = await call("POST", UNIFIED, say("Hi", name), "ann");
    expect(textOf(answer)).toBe(
      "Hello from system.ai.databricks-claude-opus-4-6 (databricks, served as claude-opus-4-6). You said: Hi",
    );
  }
  const vectors = await call("POST", "/ai-gateway/mlflow/v1/embeddings", {
    model: "databricks-gte-large-en",
    input: ["a", "b"],
  });
  expect(vectors.body.data).toHaveLength(2);
});

test.each([
  [undefined, 400, "Missing required parameter: 'model'"],
  ["gpt-5.4", 404, "Model service 'gpt-5.4' does not exist."],
  ["main.ai.none", 404, "Model service 'main.ai.none' does not exist."],
  ["main.ai.openai", 404, "Model service 'main.ai.openai' does not exist."],
  ["databricks-none", 404, "Model service 'system.ai.databricks-none' does not exist."],
])("no model service answers as %s", async (model, status, message) => {
  const { call } = await withChatService();
  expect(await call("POST", UNIFIED, { ...say("Hi"), model })).toMatchObject({ status, body: { message } });
});

test("who asks needs EXECUTE and the way to it, and nothing on what is behind", async () => {
  const { call, grant } = await withChatService();
  const ask = async () => (await call("POST", UNIFIED, say("Hi"), "ann")).body.message;
  expect(await ask()).toBe("User does not have USE SCHEMA on Schema 'main.ai'.");
  await grant("schema", "main.ai", "ann@example.com", "USE_SCHEMA");
  expect(await ask()).toBe("User does not have EXECUTE on Model service 'main.ai.chat'.");
  await grant("model_service", CHAT, "ann@example.com", "EXECUTE");
  expect(await ask()).toBeUndefined();
  expect((await call("POST", UNIFIED, say("Hi"), "no-token")).status).toBe(403);
});

test("a stream ends with its usage counted", async () => {
  const { call, emulator } = await withChatService();
  const streamed = await call("POST", UNIFIED, say("Hi", CHAT, { stream: true }));
  expect(streamed.text).toContain('"delta":{"role":"assistant"');
  expect(streamed.text.trimEnd().endsWith("data: [DONE]")).toBe(true);
  const response = await fetch(`${emulator.url}/_emulator/service-metrics/main.ai.chat`);
  const [metrics] = (await response.json()) as any[];
  expect(metrics).toMatchObject({ destination: "gpt", requests: 1, tokens: expect.any(Number) });
  expect(metrics.tokens).toBeGreaterThan(0);
});
