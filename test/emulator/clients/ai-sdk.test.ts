import { createDatabricksProvider } from "@databricks/ai-sdk-provider";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, embedMany, generateText, Output, stepCountIs, streamText, tool } from "ai";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { withWorkspace } from "./with-workspace";

async function withAi(supportsStructuredOutputs = true) {
  const client = await withWorkspace();
  const { url, token } = client.emulator;
  const baseURL = `${url}/serving-endpoints`;
  const ai = createOpenAICompatible({
    name: "databricks",
    apiKey: token,
    baseURL,
    supportsStructuredOutputs,
    includeUsage: true,
  });
  return { ...client, ai };
}

const tools = {
  get_weather: tool({
    description: "Weather of a city",
    inputSchema: z.object({ city: z.string(), unit: z.enum(["celsius", "fahrenheit"]) }),
    execute: async ({ unit }) => `21 ${unit}`,
  }),
};
const Plan = z.object({
  title: z.string(),
  steps: z.array(z.object({ text: z.string(), minutes: z.number() })),
});

describe("ai with @ai-sdk/openai-compatible", () => {
  test("generates and streams text, with usage", async () => {
    const { ai } = await withAi();
    const { text, usage, finishReason } = await generateText({ model: ai("gpt"), prompt: "Hi" });
    expect(text).toBe("Hello from gpt-4o (openai, served as gpt). You said: Hi");
    expect(usage.totalTokens).toBe(usage.inputTokens! + usage.outputTokens!);
    expect(finishReason).toBe("stop");
    const streamed = streamText({ model: ai("claude"), prompt: "Hi" });
    const parts: string[] = [];
    for await (const part of streamed.textStream) parts.push(part);
    expect(parts.length).toBeGreaterThan(5);
    expect((await streamed.usage).totalTokens).toBeGreaterThan(10);
  });

  test("runs tools until the model answers, streamed as well", async () => {
    const { ai } = await withAi();
    const request = { model: ai("gpt"), tools, prompt: "the weather?", stopWhen: stepCountIs(5) };
    const { text, steps } = await generateText(request);
    expect(steps).toHaveLength(2);
    expect(text).toMatch(/The tool said: .*21 (celsius|fahrenheit)/);
    const streamed = streamText(request);
    await streamed.consumeStream();
    expect(await streamed.text).toBe(text);
  });

  test("generates objects by a schema, or by a prompt that tells it", async () => {
    globalThis.AI_SDK_LOG_WARNINGS = false;
    const output = Output.object({ schema: Plan });
    const told = `Answer with JSON that matches ${JSON.stringify(z.toJSONSchema(Plan))}`;
    const bySchema = await generateText({ model: (await withAi()).ai("gpt"), prompt: "plan", output });
    expect(Plan.parse(bySchema.output)).toEqual(bySchema.output);
    const byPrompt = await generateText({ model: (await withAi(false)).ai("gpt"), prompt: told, output });
    expect(Plan.parse(byPrompt.output)).toEqual(byPrompt.output);
  });

  test("completes and embeds", async () => {
    const { ai } = await withAi();
    const { text } = await generateText({ model: ai.completionModel("complete"), prompt: "Once" });
    expect(text).toContain("Hello from gpt-3.5-turbo-instruct");
    const { embeddings, usage } = await embedMany({
      model: ai.textEmbeddingModel("embed"),
      values: ["a", "b"],
    });
    expect(embeddings.map(({ length }) => length)).toEqual([1536, 1536]);
    expect(usage.tokens).toBeGreaterThan(0);
  });

  test("throws refusals with their status and body", async () => {
    const { ai } = await withAi();
    const ask = async (name: string) =>
      generateText({ model: ai(name), prompt: "x", maxRetries: 0 }).then(
        () => expect.unreachable(),
        (error: unknown) => error as APICallError,
      );
    expect(await ask("none")).toMatchObject({ statusCode: 404, isRetryable: false });
    const limited = await ask("limited");
    expect(APICallError.isInstance(limited)).toBe(true);
    expect(limited).toMatchObject({ statusCode: 429, isRetryable: true });
    expect(limited.responseBody).toContain("REQUEST_LIMIT_EXCEEDED");
  });
});

describe("ai with @databricks/ai-sdk-provider", () => {
  async function withDatabricks() {
    const client = await withWorkspace();
    const { url, token } = client.emulator;
    const headers = { Authorization: `Bearer ${token}` };
    return createDatabricksProvider({ baseURL: `${url}/serving-endpoints`, headers });
  }

  test.for(["chatCompletions", "responses"] as const)(
    "generates, streams and runs tools by %s",
    async (api) => {
      const model = (await withDatabricks())[api]("gpt");
      const hello = "Hello from gpt-4o (openai, served as gpt). You said: Hi";
      expect((await generateText({ model, prompt: "Hi" })).text).toBe(hello);
      expect(await streamText({ model, prompt: "Hi" }).text).toBe(hello);
      const steps = { prompt: "the weather", tools, stopWhen: stepCountIs(3) };
      expect((await generateText({ model, ...steps })).text).toContain("The tool said: 21");
      expect(await streamText({ model, ...steps }).text).toContain("The tool said: 21");
    },
  );
});
