import Anthropic, {
  AuthenticationError,
  BadRequestError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
} from "@anthropic-ai/sdk";
import { zodOutputFormat } from "@anthropic-ai/sdk/helpers/zod";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { withWorkspace } from "./with-workspace";

async function withAnthropic() {
  const client = await withWorkspace();
  const { url, token } = client.emulator;
  const baseURL = `${url}/serving-endpoints/anthropic`;
  return { ...client, anthropic: new Anthropic({ authToken: token, apiKey: null, baseURL, maxRetries: 0 }) };
}

const user = (content: string) => [{ role: "user" as const, content }];
const base = { model: "claude", max_tokens: 100 };
const tools = ["get_weather", "get_time"].map((name) => ({
  name,
  input_schema: { type: "object" as const, properties: { city: { type: "string" } }, required: ["city"] },
}));

describe("@anthropic-ai/sdk", () => {
  test("sends a message and gets a message", async () => {
    const { anthropic } = await withAnthropic();
    const message = await anthropic.messages.create({ ...base, system: "Be brief", messages: user("Hi") });
    expect(message).toMatchObject({
      id: expect.stringMatching(/^msg_/),
      type: "message",
      role: "assistant",
      model: "claude-sonnet-4-5",
      content: [
        { type: "text", text: "Hello from claude-sonnet-4-5 (anthropic, served as claude). You said: Hi" },
      ],
      stop_reason: "end_turn",
      stop_sequence: null,
      usage: { input_tokens: expect.any(Number), output_tokens: expect.any(Number) },
    });
    const cut = await anthropic.messages.create({ ...base, max_tokens: 3, messages: user("Hi") });
    expect(cut.stop_reason).toBe("max_tokens");
    const stopped = await anthropic.messages.create({
      ...base,
      messages: user("Hi"),
      stop_sequences: ["said"],
    });
    expect(stopped).toMatchObject({ stop_reason: "stop_sequence", stop_sequence: "said" });
  });

  test("counts tokens as messages do", async () => {
    const { anthropic } = await withAnthropic();
    const request = { model: "claude", system: "Be brief", messages: user("Hi"), tools };
    const { input_tokens } = await anthropic.messages.countTokens(request);
    const message = await anthropic.messages.create({ ...base, ...request });
    expect(message.usage.input_tokens).toBe(input_tokens);
  });

  test("streams by Anthropic's events", async () => {
    const { anthropic } = await withAnthropic();
    const stream = anthropic.messages.stream({ ...base, messages: user("Hi") });
    const types: string[] = [];
    stream.on("streamEvent", ({ type }) => types.push(type));
    const final = await stream.finalMessage();
    expect(final.content).toMatchObject([{ type: "text", text: expect.stringContaining("You said: Hi") }]);
    expect(final.usage.output_tokens).toBeGreaterThan(5);
    expect([...new Set(types)]).toEqual([
      "message_start",
      "content_block_start",
      "content_block_delta",
      "content_block_stop",
      "message_delta",
      "message_stop",
    ]);
  });

  test.each([false, true])("uses tools and reads their results (streamed: %s)", async (stream) => {
    const { anthropic } = await withAnthropic();
    const messages: Anthropic.MessageParam[] = user("weather and time");
    const ask = async () =>
      stream
        ? anthropic.messages.stream({ ...base, messages, tools }).finalMessage()
        : anthropic.messages.create({ ...base, messages, tools });
    const first = await ask();
    expect(first.stop_reason).toBe("tool_use");
    const uses = first.content.filter((block) => block.type === "tool_use");
    expect(uses.map(({ name, input }) => [name, input])).toEqual([
      ["get_weather", { city: "city" }],
      ["get_time", { city: "city" }],
    ]);
    messages.push({ role: "assistant", content: first.content });
    const results = uses.map(({ id }) => ({
      type: "tool_result" as const,
      tool_use_id: id,
      content: "sunny",
    }));
    messages.push({ role: "user", content: [...results, { type: "text", text: "Go on" }] });
    const second = await ask();
    expect(second.content).toMatchObject([{ text: expect.stringContaining("The tool said: sunny; sunny") }]);
  });

  test("chooses tools: any, one, none, one at a time", async () => {
    const { anthropic } = await withAnthropic();
    const ask = async (tool_choice: Anthropic.ToolChoice) => {
      const { content } = await anthropic.messages.create({
        ...base,
        messages: user("x"),
        tools,
        tool_choice,
      });
      return content.flatMap((block) => (block.type === "tool_use" ? [block.name] : []));
    };
    expect(await ask({ type: "any", disable_parallel_tool_use: true })).toEqual(["get_weather"]);
    expect(await ask({ type: "tool", name: "get_time" })).toEqual(["get_time"]);
    expect(await ask({ type: "none" })).toEqual([]);
    await expect(ask({ type: "tool", name: "nope" })).rejects.toThrow(BadRequestError);
  });

  test("runs tools in a thread that the server holds, in one piece and as a stream", async () => {
    const { anthropic } = await withAnthropic();
    const asked: unknown[] = [];
    const runnable = tools.slice(0, 1).map((tool) => ({
      ...tool,
      description: "The weather of a city",
      parse: (input: unknown) => input,
      run: (input: unknown) => {
        asked.push(input);
        return "sunny";
      },
    }));
    const request = { ...base, messages: user("the weather"), tools: runnable };
    const text = "Hello from claude-sonnet-4-5 (anthropic, served as claude). The tool said: sunny";
    const message = await anthropic.beta.messages.toolRunner(request);
    expect(message.content).toMatchObject([{ type: "text", text }]);
    const streamed = anthropic.beta.messages.toolRunner({ ...request, stream: true });
    for await (const turn of streamed) await turn.finalMessage();
    expect((await streamed.done()).content).toMatchObject([{ type: "text", text }]);
    expect(asked).toEqual([{ city: "city" }, { city: "city" }]);
  });

  test("goes on from no thread of somebody else's, and from none that there is not", async () => {
    const { anthropic, emulator, call } = await withAnthropic();
    emulator.addIdentity({ userName: "eve@example.com", tokens: ["token-eve"], admin: true });
    const path = "/serving-endpoints/anthropic/v1/messages";
    const first = await call("POST", path, { ...base, messages: user("Hi"), thread: { type: "create" } });
    const thread = { type: "continue", previous_message_id: first.body.id };
    const more = { ...base, messages: user("More"), thread };
    const next = await call("POST", path, more);
    expect(next.body.usage.input_tokens).toBeGreaterThan(first.body.usage.input_tokens);
    expect((await call("POST", path, more, "token-eve")).status).toBe(400);
    const unthreaded = await anthropic.messages.create({ ...base, messages: user("Hi") });
    const none = { ...more, thread: { ...thread, previous_message_id: unthreaded.id } };
    expect((await call("POST", path, none)).body.message).toContain("not found");
  });

  test("parses structured outputs", async () => {
    const { anthropic } = await withAnthropic();
    const Plan = z.object({ title: z.string(), steps: z.array(z.string()) });
    const output_config = { format: zodOutputFormat(Plan) };
    const message = await anthropic.messages.parse({ ...base, messages: user("plan"), output_config });
    expect(Plan.parse(message.parsed_output)).toEqual(message.parsed_output);
  });

  test("throws the class of each refusal", async () => {
    const { anthropic, emulator } = await withAnthropic();
    const ask = (over: object, by = anthropic) =>
      expect(by.messages.create({ ...base, messages: user("x"), ...over })).rejects;
    await ask({ model: "none" }).toThrow(NotFoundError);
    await ask({}, anthropic.withOptions({ authToken: "wrong" })).toThrow(PermissionDeniedError);
    emulator.set({ invalidTokenStatus: 401 });
    await ask({}, anthropic.withOptions({ authToken: "wrong" })).toThrow(AuthenticationError);
    await ask({ max_tokens: undefined }).toThrow("max_tokens: Field required");
    await ask({ messages: [{ role: "system", content: "x" }] }).toThrow(BadRequestError);
    await ask({ model: "gpt" }).toThrow("does not support messages requests");
    await ask({ model: "limited" }).toThrow(RateLimitError);
  });
});
