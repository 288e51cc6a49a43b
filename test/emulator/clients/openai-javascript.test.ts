import OpenAI, {
  type APIError,
  AuthenticationError,
  BadRequestError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
} from "openai";
import { zodResponseFormat, zodTextFormat } from "openai/helpers/zod";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { withWorkspace } from "./with-workspace";

async function withOpenai(token?: string) {
  const client = await withWorkspace();
  const { url, token: admin } = client.emulator;
  const baseURL = `${url}/serving-endpoints`;
  return { ...client, openai: new OpenAI({ apiKey: token ?? admin, baseURL, maxRetries: 0 }) };
}

const user = (content: string) => [{ role: "user" as const, content }];
const tools = ["get_weather", "get_time"].map((name) => ({
  type: "function" as const,
  function: {
    name,
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
}));
const Plan = z.object({
  title: z.string(),
  steps: z.array(z.object({ text: z.string(), minutes: z.number().int() })),
});

describe("openai for JavaScript", () => {
  test("chats, with who answered in a header", async () => {
    const { openai } = await withOpenai();
    const { data, response } = await openai.chat.completions
      .create({ model: "gpt", messages: user("Hi"), n: 2, max_tokens: 5, logprobs: true, top_logprobs: 2 })
      .withResponse();
    expect(data.choices.map(({ finish_reason }) => finish_reason)).toEqual(["length", "length"]);
    expect(data.usage).toMatchObject({ completion_tokens: 10, total_tokens: data.usage!.prompt_tokens + 10 });
    const { content } = data.choices[0]!.logprobs!;
    expect(content!.map(({ token }) => token).join("")).toBe(data.choices[0]!.message.content);
    expect(content![0]!.top_logprobs).toHaveLength(2);
    expect(response.headers.get("served-model-name")).toBe("gpt");
  });

  test("streams, with the usage at the end", async () => {
    const { openai } = await withOpenai();
    const stream = openai.chat.completions.stream({
      model: "gpt",
      messages: user("Hi"),
      stream_options: { include_usage: true },
    });
    const deltas: string[] = [];
    stream.on("content", (delta) => deltas.push(delta));
    const final = await stream.finalChatCompletion();
    expect(deltas.length).toBeGreaterThan(5);
    expect(final.choices[0]!.message.content).toBe("Hello from gpt-4o (openai, served as gpt). You said: Hi");
    expect(final.usage!.total_tokens).toBeGreaterThan(10);
  });

  test("runs tools until the model answers, streamed as well", async () => {
    const { openai } = await withOpenai();
    const seen: unknown[] = [];
    const runnable = tools.map((tool) => ({
      ...tool,
      function: {
        ...tool.function,
        description: "",
        parse: JSON.parse,
        function: (given: object) => {
          seen.push(given);
          return "sunny";
        },
      },
    }));
    const request = { model: "gpt", messages: user("weather and time"), tools: runnable };
    const runner = openai.chat.completions.runTools(request);
    expect(await runner.finalContent()).toContain("The tool said: sunny; sunny");
    expect(seen).toEqual([{ city: "city" }, { city: "city" }]);
    expect(await openai.chat.completions.runTools({ ...request, stream: true }).finalContent()).toContain(
      "sunny",
    );
  });

  test("parses structured outputs", async () => {
    const { openai } = await withOpenai();
    const parsed = await openai.chat.completions.parse({
      model: "gpt",
      messages: user("plan"),
      response_format: zodResponseFormat(Plan, "plan"),
    });
    expect(Plan.parse(parsed.choices[0]!.message.parsed)).toEqual(parsed.choices[0]!.message.parsed);
  });

  test("completes prompts and embeds inputs, texts and token ids", async () => {
    const { openai } = await withOpenai();
    const complete = async (over: object) =>
      openai.completions.create({ model: "complete", prompt: ["a", "b"], ...over });
    expect((await complete({ n: 2, logprobs: 1, echo: true })).choices.map(({ index }) => index)).toEqual([
      0, 1, 2, 3,
    ]);
    expect((await complete({ prompt: "Once", echo: true, stop: "You" })).choices[0]).toMatchObject({
      text: "OnceHello from gpt-3.5-turbo-instruct (openai, served as complete). ",
      finish_reason: "stop",
    });
    const tokens = await complete({ prompt: [1, 2, 3, 4, 5] });
    expect(tokens.choices).toHaveLength(1);
    expect(tokens.usage!.prompt_tokens).toBe(5);
    let streamed = "";
    for await (const chunk of await openai.completions.create({
      model: "complete",
      prompt: "x",
      stream: true,
    }))
      streamed += chunk.choices[0]?.text ?? "";
    expect(streamed).toContain("You said: x");

    const embed = async (input: string | string[] | number[] | number[][], over: object = {}) =>
      openai.embeddings.create({ model: "embed", input, ...over });
    const { data, usage } = await embed(["a", "b"]);
    expect(data.map(({ embedding }) => embedding.length)).toEqual([1536, 1536]);
    expect(usage.total_tokens).toBe(usage.prompt_tokens);
    expect((await embed([1, 2, 3])).data).toHaveLength(1);
    expect(
      (await embed([[1, 2], [3]], { dimensions: 8, encoding_format: "float" })).data[1]!.embedding,
    ).toHaveLength(8);
  });

  test("responds, goes on from a response, and parses what it asked for", async () => {
    const { openai } = await withOpenai();
    const first = await openai.responses.create({ model: "gpt", input: "Hi", instructions: "Be brief" });
    expect(first).toMatchObject({ object: "response", status: "completed", instructions: "Be brief" });
    expect(first.output_text).toBe("Hello from gpt-4o (openai, served as gpt). You said: Hi");
    const second = await openai.responses.create({
      model: "gpt",
      input: "More",
      previous_response_id: first.id,
    });
    expect(second.usage!.input_tokens).toBeGreaterThan(first.usage!.output_tokens);
    expect(await openai.responses.retrieve(second.id)).toMatchObject({ previous_response_id: first.id });
    await openai.responses.delete(second.id);
    await expect(openai.responses.retrieve(second.id)).rejects.toThrow(NotFoundError);
    const parsed = await openai.responses.parse({
      model: "gpt",
      input: "plan",
      text: { format: zodTextFormat(Plan, "plan") },
    });
    expect(Plan.parse(parsed.output_parsed)).toEqual(parsed.output_parsed);
    const cut = await openai.responses.create({ model: "gpt", input: "Hi", max_output_tokens: 3 });
    expect(cut).toMatchObject({ status: "incomplete", incomplete_details: { reason: "max_output_tokens" } });
  });

  test("streams responses, with calls of functions and what comes of them", async () => {
    const { openai } = await withOpenai();
    const flat = tools.map(({ function: told }) => ({ type: "function" as const, ...told, strict: null }));
    const stream = openai.responses.stream({ model: "gpt", input: "the weather", tools: flat });
    const types = new Set<string>();
    stream.on("event", ({ type }) => types.add(type));
    const response = await stream.finalResponse();
    expect([...types]).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.function_call_arguments.delta",
      "response.function_call_arguments.done",
      "response.output_item.done",
      "response.completed",
    ]);
    const [item] = response.output;
    if (item?.type !== "function_call") throw new Error(`found ${item?.type}`);
    expect(JSON.parse(item.arguments)).toEqual({ city: "city" });
    const after = await openai.responses.create({
      model: "gpt",
      previous_response_id: response.id,
      input: [{ type: "function_call_output", call_id: item.call_id, output: "sunny" }],
      tools: flat,
    });
    expect(after.output_text).toContain("The tool said: sunny");
    let text = "";
    for await (const event of await openai.responses.create({ model: "gpt", input: "Hi", stream: true }))
      if (event.type === "response.output_text.delta") text += event.delta;
    expect(text).toContain("You said: Hi");
  });

  test("throws the class of each refusal", async () => {
    const { openai, emulator } = await withOpenai();
    const ask = async (model: string, over: object = {}, by = openai) =>
      by.chat.completions.create({ model, messages: user("x"), ...over }).then(
        () => expect.unreachable(),
        (error: unknown) => error as APIError,
      );
    const withToken = (apiKey: string) => openai.withOptions({ apiKey });
    expect(await ask("none")).toBeInstanceOf(NotFoundError);
    expect(await ask("gpt", {}, withToken("wrong"))).toBeInstanceOf(PermissionDeniedError);
    expect(await ask("gpt", {}, withToken("token-bob"))).toBeInstanceOf(PermissionDeniedError);
    emulator.set({ invalidTokenStatus: 401 });
    expect(await ask("gpt", {}, withToken("wrong"))).toBeInstanceOf(AuthenticationError);
    const limited = await ask("limited");
    expect(limited).toBeInstanceOf(RateLimitError);
    expect(Number(limited.headers!.get("retry-after"))).toBeGreaterThan(0);
    expect(await ask("gpt", { n: 1.5 })).toBeInstanceOf(BadRequestError);
    expect(await ask("embed")).toBeInstanceOf(BadRequestError);
    const refused = openai.responses.create({ model: "claude", input: "x" });
    await expect(refused).rejects.toThrow(BadRequestError);
  });
});
