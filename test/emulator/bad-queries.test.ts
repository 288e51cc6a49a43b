import { beforeAll, describe, expect, test } from "vitest";
import { startEmulator } from "../../emulator/index";
import { endpoints } from "./clients/with-workspace";
import { say } from "./with-chat";

const call = { id: "a", type: "function", function: { name: "f", arguments: "{}" } };
const messages = (...list: unknown[]): object => ({ messages: list });
const user = { role: "user", content: "x" };
const claude = { model: "claude", max_tokens: 9, messages: [user] };

const CASES: [path: string, title: string, body: unknown][] = [
  ...(
    [
      ["no JSON", "{"],
      ["an array", []],
      ["a number", 7],
      ["messages that are no array", { messages: "x" }],
      ["messages of an object", { messages: {} }],
      ["a null message", messages(null)],
      ["a text for a message", messages("x")],
      ["a message of nothing", messages({})],
      ["a role that is none", messages({ role: "zzz", content: "x" })],
      ["a number for a role", messages({ role: 7, content: "x" })],
      ["a message without content", messages({ role: "user" })],
      ["null content", messages({ role: "user", content: null })],
      ["a number for content", messages({ role: "user", content: 7 })],
      ["no parts", messages({ role: "user", content: [] })],
      ["a null part", messages({ role: "user", content: [null] })],
      ["a part of an unknown kind", messages({ role: "user", content: [{ type: "zzz" }] })],
      ["a text part without text", messages({ role: "user", content: [{ type: "text" }] })],
      ["a number for a name", messages({ ...user, name: 7 })],
      ["tool calls that are no array", messages({ role: "assistant", content: null, tool_calls: {} })],
      ["a null tool call", messages({ role: "assistant", content: null, tool_calls: [null] })],
      ["a result without a call", messages(user, { role: "tool", content: "x", tool_call_id: "a" })],
      [
        "a result without an id",
        messages({ role: "assistant", tool_calls: [call] }, { role: "tool", content: "x" }),
      ],
      ["n of one and a half", say("x", { n: 1.5 })],
      ["n of none", say("x", { n: 0 })],
      ["n as a text", say("x", { n: "2" })],
      ["stream as a text", say("x", { stream: "true" })],
      ["stream options without a stream", say("x", { stream_options: { include_usage: true } })],
      ["stream options as a text", say("x", { stream_options: "x" })],
      ["include_usage as a text", say("x", { stream: true, stream_options: { include_usage: "x" } })],
      ["half a token", say("x", { max_tokens: 0.5 })],
      ["no tokens", say("x", { max_tokens: 0 })],
      ["tokens as a text", say("x", { max_tokens: "many" })],
      ["a temperature as a text", say("x", { temperature: "hot" })],
      ["a top_p above one", say("x", { top_p: 2 })],
      ["a penalty out of range", say("x", { frequency_penalty: 3 })],
      ["logprobs as a number", say("x", { logprobs: 3 })],
      ["top_logprobs alone", say("x", { top_logprobs: 3 })],
      ["stop as a number", say("x", { stop: 7 })],
      ["stop with a number", say("x", { stop: ["a", 7] })],
      ["logit_bias as an array", say("x", { logit_bias: [1] })],
      ["a usage context that is no map of texts", say("x", { usage_context: { a: 1 } })],
      ["a request id that is no text", say("x", { client_request_id: 7 })],
      ["extra params that are no map", say("x", { extra_params: [] })],
      ["extra params out of range", say("x", { extra_params: { n: "9" } })],
    ] as [string, unknown][]
  ).map(([title, body]): [string, string, unknown] => ["/gpt/invocations", title, body]),
  ["/complete/invocations", "no prompt at all", { prompt: [] }],
  ["/complete/invocations", "a null prompt", { prompt: [null] }],
  ["/complete/invocations", "an object for a prompt", { prompt: {} }],
  ["/complete/invocations", "half a token id", { prompt: [1.5] }],
  ["/complete/invocations", "too many logprobs", { prompt: "x", logprobs: 6 }],
  ["/embed/invocations", "no input", { input: [] }],
  ["/embed/invocations", "texts and ids at once", { input: ["x", 1] }],
  ["/embed/invocations", "a stream", { input: "x", stream: true }],
  ["/embed/invocations", "an unknown encoding", { input: "x", encoding_format: "hex" }],
  ["/embed/invocations", "no dimensions", { input: "x", dimensions: 0 }],
  ["/fraud/invocations", "nothing to score", {}],
  ["/fraud/invocations", "two forms at once", { instances: [1], inputs: [1] }],
  ["/fraud/invocations", "a row too short", { dataframe_split: { columns: ["a", "b"], data: [[1]] } }],
  ["/fraud/invocations", "rows that are none", { dataframe_split: { data: [1] } }],
  ["/fraud/invocations", "records that are none", { dataframe_records: [1] }],
  ["/fraud/invocations", "tensors of two lengths", { inputs: { a: [1], b: [1, 2] } }],
  ["/chat/completions", "a number for a model", { ...say("x"), model: 7 }],
  ["/responses", "no input", { model: "gpt" }],
  ["/responses", "a null item", { model: "gpt", input: [null] }],
  ["/responses", "a role that is none", { model: "gpt", input: [{ role: "zzz", content: "x" }] }],
  ["/responses", "an item of an unknown kind", { model: "gpt", input: [{ type: "zzz" }] }],
  [
    "/responses",
    "an output without a call",
    { model: "gpt", input: [{ type: "function_call_output", call_id: "a", output: "x" }] },
  ],
  [
    "/responses",
    "an earlier response that is none",
    { model: "gpt", input: "x", previous_response_id: "resp_0" },
  ],
  ["/responses", "a tool of an unknown kind", { model: "gpt", input: "x", tools: [{ type: "zzz" }] }],
  ["/responses", "no tokens", { model: "gpt", input: "x", max_output_tokens: 0 }],
  ["/anthropic/v1/messages", "no limit", { ...claude, max_tokens: undefined }],
  ["/anthropic/v1/messages", "a role that is none", { ...claude, messages: [{ role: "zzz", content: "x" }] }],
  ["/anthropic/v1/messages", "a null message", { ...claude, messages: [null] }],
  [
    "/anthropic/v1/messages",
    "a block of an unknown kind",
    { ...claude, messages: [{ role: "user", content: [{ type: "zzz" }] }] },
  ],
  [
    "/anthropic/v1/messages",
    "a result without a use",
    { ...claude, messages: [{ role: "user", content: [{ type: "tool_result", tool_use_id: "a" }] }] },
  ],
  ["/anthropic/v1/messages", "a tool without a schema", { ...claude, tools: [{ name: "f" }] }],
  ["/anthropic/v1/messages", "a system of a number", { ...claude, system: 7 }],
  ["/anthropic/v1/messages", "a temperature above one", { ...claude, temperature: 1.5 }],
  ["/anthropic/v1/messages/count_tokens", "a null message", { ...claude, messages: [null] }],
];

describe("a query with", () => {
  let post: (path: string, body: unknown) => Promise<Response>;
  beforeAll(async () => {
    const emulator = await startEmulator({ switches: { resolveSecrets: false } });
    post = async (path, body) =>
      fetch(emulator.url + path, {
        method: "POST",
        headers: { authorization: `Bearer ${emulator.token}`, "content-type": "application/json" },
        body: typeof body === "string" ? body : JSON.stringify(body),
      });
    for (const [name, served] of Object.entries(endpoints)) {
      await post("/api/2.0/serving-endpoints", { name, config: { served_entities: [served] } });
    }
    emulator.advance(600_000);
    return () => emulator.close();
  });

  test.each(CASES)("at %s, %s, is a 400 in the API's shape", async (path, _title, body) => {
    const answer = await post(`/serving-endpoints${path}`, body);
    const told = (await answer.json()) as any;
    expect([answer.status, told]).toEqual([400, expect.any(Object)]);
    const error = told.external_model_message ?? told;
    expect(error).toMatchObject({
      error_code: expect.stringMatching(/^(INVALID_PARAMETER_VALUE|MALFORMED_REQUEST)$/),
      message: expect.stringMatching(/\w/),
    });
  });
});
