import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { CHAT, say, withChat } from "./with-chat";
import { anthropic } from "./with-emulator";

const ajv = addFormats(new Ajv2020({ strict: false }));

const weather = {
  type: "object",
  properties: {
    city: { type: "string", minLength: 2 },
    unit: { type: "string", enum: ["celsius", "fahrenheit"] },
    days: { type: "integer", minimum: 2000 },
    when: { type: "string", format: "date-time" },
  },
  required: ["city", "unit", "days"],
  additionalProperties: false,
};
const fn = (name: string, parameters: object = weather, description = ""): object => ({
  type: "function",
  function: { name, description, parameters },
});
const clock = fn("get_time", { type: "object", properties: { zone: { type: "string" } } });
const tools = [fn("get_weather"), clock];

const called = (answer: any): string[] =>
  answer.body.choices[0].message.tool_calls?.map((call: any) => call.function.name) ?? [];

describe("tools", () => {
  test("are called with arguments that their schema allows", async () => {
    const { call } = await withChat();
    const answer = await call("POST", CHAT, say("the weather in Paris?", { tools }));
    const [choice] = answer.body.choices;
    expect(choice).toMatchObject({
      finish_reason: "tool_calls",
      message: { role: "assistant", content: null },
    });
    expect(choice.message.tool_calls).toEqual([
      { id: expect.stringMatching(/^call_/), type: "function", function: expect.any(Object) },
    ]);
    const { name, arguments: given } = choice.message.tool_calls[0].function;
    expect(name).toBe("get_weather");
    expect(ajv.validate(weather, JSON.parse(given))).toBe(true);
    const { prompt_tokens: prompt, completion_tokens: completion, total_tokens } = answer.body.usage;
    expect(prompt + completion).toBe(total_tokens);
    expect(completion).toBeGreaterThan(5);
  });

  test("are chosen by tool_choice: a named one, any, none", async () => {
    const { call } = await withChat();
    const ask = async (tool_choice: unknown, over: object = {}) =>
      called(await call("POST", CHAT, say("weather", { tools, tool_choice, ...over })));
    expect(await ask({ type: "function", function: { name: "get_time" } })).toEqual(["get_time"]);
    expect(await ask("required")).toEqual(["get_weather"]);
    expect(await ask("auto")).toEqual(["get_weather"]);
    expect(await ask("none")).toEqual([]);
  });

  test("are called at the same time unless the request forbids it", async () => {
    const { call } = await withChat();
    const ask = async (over: object) => called(await call("POST", CHAT, say("hello", { tools, ...over })));
    expect(await ask({})).toEqual(["get_weather", "get_time"]);
    expect(await ask({ parallel_tool_calls: false })).toEqual(["get_weather"]);
    expect(await ask({ parallel_tool_calls: true, tools: [clock] })).toEqual(["get_time", "get_time"]);
  });

  test("are followed by a text about their results", async () => {
    const { call } = await withChat();
    const first = await call("POST", CHAT, say("weather", { tools }));
    const { message } = first.body.choices[0];
    const messages = [
      { role: "user", content: "weather" },
      message,
      { role: "tool", tool_call_id: message.tool_calls[0].id, content: "21 degrees" },
    ];
    const answer = await call("POST", CHAT, { messages, tools, tool_choice: "auto" });
    expect(answer.body.choices[0]).toMatchObject({
      finish_reason: "stop",
      message: { content: "Hello from gpt-4o (openai, served as gpt). The tool said: 21 degrees" },
    });
    const stray = [{ role: "tool", tool_call_id: "call_other", content: "x" }];
    expect((await call("POST", CHAT, { messages: stray })).status).toBe(400);
  });

  test("stream as deltas that add up to the same calls", async () => {
    const { call } = await withChat();
    const whole = await call("POST", CHAT, say("hello", { tools }));
    const streamed = await call("POST", CHAT, say("hello", { tools, stream: true }));
    const calls: any[] = [];
    let finish: string | null = null;
    for (const event of streamed.text.trim().split("\n\n").slice(0, -1)) {
      const [choice] = JSON.parse(event.slice("data: ".length)).choices;
      finish = choice.finish_reason ?? finish;
      for (const { index, ...delta } of choice.delta.tool_calls ?? []) {
        if (delta.id) calls[index] = delta;
        else calls[index].function.arguments += delta.function.arguments;
      }
    }
    expect(finish).toBe("tool_calls");
    expect(calls).toEqual(whole.body.choices[0].message.tool_calls);
  });

  test.each([
    [
      "a named function that is not listed",
      { tool_choice: { type: "function", function: { name: "nope" } } },
      "nope",
    ],
    ["a choice that is none", { tool_choice: "sometimes" }, "tool_choice must be"],
    ["a choice without tools", { tools: undefined, tool_choice: "required" }, "only allowed when tools"],
    ["a tool that is no function", { tools: [{ type: "shell" }] }, "tools[0].type"],
    ["a function without a name", { tools: [{ type: "function", function: {} }] }, "tools[0].function.name"],
    ["null for a tool", { tools: [null] }, "tools[0] must be an object"],
    ["parameters that are no schema", { tools: [fn("f", "x" as never)] }, "JSON Schema"],
    [
      "a schema that nothing satisfies",
      {
        tools: [
          fn("f", {
            type: "object",
            properties: { a: { allOf: [{ type: "string" }, { type: "number" }] } },
            required: ["a"],
          }),
        ],
        tool_choice: "required",
      },
      "Invalid schema for function 'f'",
    ],
  ])("are refused for %s", async (_title, over, message) => {
    const { call } = await withChat();
    const answer = await call("POST", CHAT, say("x", { tools, ...over }));
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      error_code: "INVALID_PARAMETER_VALUE",
      message: expect.stringContaining(message),
    });
  });
});

describe("a response format", () => {
  const schema = {
    type: "object",
    properties: {
      title: { type: "string" },
      steps: { type: "array", items: { $ref: "#/$defs/step" }, minItems: 1 },
      owner: { anyOf: [{ type: "string", format: "email" }, { type: "null" }] },
    },
    required: ["title", "steps", "owner"],
    additionalProperties: false,
    $defs: {
      step: {
        type: "object",
        properties: { text: { type: "string" }, code: { type: "string", pattern: "^[A-Z]{3}-\\d{4}$" } },
        required: ["text", "code"],
        additionalProperties: false,
      },
    },
  };
  const content = (answer: any): any => JSON.parse(answer.body.choices[0].message.content);

  test.each([
    ["OpenAI", undefined],
    ["Anthropic", [anthropic()]],
  ])("by a schema gives JSON that validates, from %s", async (_provider, entities) => {
    const { call } = await withChat(entities);
    const response_format = { type: "json_schema", json_schema: { name: "plan", schema, strict: true } };
    const answer = await call("POST", CHAT, say("plan", { response_format }));
    expect(ajv.validate(schema, content(answer)), JSON.stringify(ajv.errors)).toBe(true);
  });

  test("of JSON without a schema is an object, by a schema in the prompt where there is one", async () => {
    const { call } = await withChat();
    const response_format = { type: "json_object" };
    expect(content(await call("POST", CHAT, say("Hi", { response_format })))).toEqual({
      answer: "Hello from gpt-4o (openai, served as gpt). You said: Hi",
    });
    const told = `JSON schema:\n${JSON.stringify(schema)}\nYou MUST answer with a JSON object that matches it.`;
    expect(ajv.validate(schema, content(await call("POST", CHAT, say(told, { response_format }))))).toBe(
      true,
    );
  });

  test.each([
    [{ type: "yaml" }, "response_format.type"],
    ["json", "response_format must be an object"],
    [{ type: "json_schema" }, "response_format.json_schema is required"],
    [{ type: "json_schema", json_schema: { name: "x", schema: "y" } }, "must be a JSON Schema"],
    [{ type: "json_schema", json_schema: { name: "x", schema: { type: "nonsense" } } }, "Invalid schema"],
  ])("that is none, %j, is refused", async (response_format, message) => {
    const { call } = await withChat();
    const answer = await call("POST", CHAT, say("x", { response_format }));
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(message) } });
  });
});

describe("a call of a tool without its result", () => {
  const user = { role: "user", content: "weather" };
  const turn = {
    role: "assistant",
    content: null,
    tool_calls: ["call_a", "call_b"].map((id) => ({
      id,
      type: "function",
      function: { name: "get_time", arguments: "{}" },
    })),
  };
  const result = (id: string): object => ({ role: "tool", tool_call_id: id, content: "noon" });

  test.for([
    ["none of two", [user, turn, user], "call_a, call_b"],
    ["one of two", [user, turn, result("call_b"), user, result("call_a")], "call_a"],
    ["at the end", [user, turn], "call_a, call_b"],
  ] as const)("is refused in a chat, with what is missing: %s", async ([, messages, missing]) => {
    const { call } = await withChat();
    const answer = await call("POST", CHAT, { messages, tools });
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain(`these have none: ${missing}.`);
    const whole = [user, turn, result("call_a"), result("call_b"), user];
    expect((await call("POST", CHAT, { messages: whole, tools })).status).toBe(200);
  });

  test("is refused by the Messages API and the Responses API too", async () => {
    const { call } = await withChat([anthropic()]);
    const use = { type: "tool_use", id: "toolu_a", name: "get_time", input: {} };
    const messages = [user, { role: "assistant", content: [use] }, user];
    const path = "/serving-endpoints/anthropic/v1/messages";
    const refused = await call("POST", path, { model: "chat", max_tokens: 9, messages });
    expect([refused.status, refused.body.message]).toEqual([400, expect.stringContaining("toolu_a")]);

    const openai = await withChat();
    const respond = (over: object) =>
      openai.call("POST", "/serving-endpoints/responses", { model: "chat", ...over });
    const flat = [{ type: "function", name: "get_time", parameters: {} }];
    const { body } = await respond({ input: "time?", tools: flat, tool_choice: "required" });
    const next = await respond({ previous_response_id: body.id, input: "and now?" });
    expect([next.status, next.body.message]).toEqual([
      400,
      `No tool output found for function call ${body.output[0].call_id}.`,
    ]);
  });
});
