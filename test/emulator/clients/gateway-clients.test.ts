import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { expect, test } from "vitest";
import { to, withProviders } from "../unity-catalog/with-gateway";
import { routing, toOpenai, type ServicesClient } from "../unity-catalog/with-services";
import { PYTHON_TIMEOUT_MS, runPython } from "./with-python";

const HELLO = "Hello from gpt-5.4 (openai, served as gpt). You said: Hi";

/** `main.ai.chat` on OpenAI, one on Gemini, one on Anthropic, and one that lets nobody through. */
async function withServices(): Promise<ServicesClient> {
  const client = await withProviders();
  const limit = {
    key: "RATE_LIMIT_KEY_USER_DEFAULT",
    renewal_period: "RATE_LIMIT_RENEWAL_PERIOD_MINUTE",
    requests: 0,
  };
  for (const [id, config] of [
    ["gemini-pro", routing(to("g", "main.ai.gemini", "gemini-3-pro"))],
    ["claude", routing(to("c", "main.ai.anthropic", "claude-sonnet-4-6"))],
    ["denied", { ...routing(toOpenai("gpt")), rate_limits: [limit] }],
  ] as const) {
    expect((await client.createService(id, config)).body.message).toBeUndefined();
  }
  return client;
}

test(
  "the OpenAI and Google clients for Python ask model services as published",
  async (context) => {
    const { emulator } = await withServices();
    expect(await runPython("gateway-clients.py", emulator, context)).toEqual({
      chat: HELLO,
      stream: HELLO,
      response: HELLO,
      embedding: 1024,
      direct: "Hello from gpt-5.4-mini (openai, served as gpt-5.4-mini). You said: Hi",
      unlisted: "Model 'gpt-9' is not among the targets of model provider service 'main.ai.openai'.",
      denied: true,
      gemini: ["Hello from gemini-3-pro (gemini-enterprise, served as g). You said: Hi", true],
      gemini_stream: "Hello from gemini-3-pro (gemini-enterprise, served as g). You said: Hi",
    });
  },
  PYTHON_TIMEOUT_MS,
);

test("the OpenAI client for JavaScript asks a model service, in one piece and as a stream", async () => {
  const { emulator } = await withServices();
  const client = new OpenAI({
    baseURL: `${emulator.url}/ai-gateway/mlflow/v1`,
    apiKey: emulator.token,
    maxRetries: 0,
  });
  const request = { model: "main.ai.chat", messages: [{ role: "user" as const, content: "Hi" }] };
  const answer = await client.chat.completions.create(request);
  expect(answer.choices[0]!.message.content).toBe(HELLO);
  let streamed = "";
  for await (const chunk of await client.chat.completions.create({ ...request, stream: true })) {
    streamed += chunk.choices[0]?.delta.content ?? "";
  }
  expect(streamed).toBe(HELLO);
  await expect(client.chat.completions.create({ ...request, model: "main.ai.denied" })).rejects.toMatchObject(
    {
      status: 429,
    },
  );
  await expect(client.chat.completions.create({ ...request, model: "main.ai.none" })).rejects.toMatchObject({
    status: 404,
  });
});

test("the Anthropic client asks a model service through Anthropic's own API", async () => {
  const { emulator } = await withServices();
  const client = new Anthropic({
    baseURL: `${emulator.url}/ai-gateway/anthropic`,
    authToken: emulator.token,
    apiKey: null,
    maxRetries: 0,
  });
  const request = {
    model: "main.ai.claude",
    max_tokens: 100,
    messages: [{ role: "user" as const, content: "Hi" }],
  };
  const answer = await client.messages.create(request);
  expect(answer.content).toMatchObject([
    { type: "text", text: expect.stringContaining("claude-sonnet-4-6") },
  ]);
  expect(await client.messages.stream(request).finalText()).toBe(
    "Hello from claude-sonnet-4-6 (anthropic, served as c). You said: Hi",
  );
  expect((await client.messages.countTokens(request)).input_tokens).toBeGreaterThan(0);
});
