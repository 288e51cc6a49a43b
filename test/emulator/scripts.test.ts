import { describe, expect, test } from "vitest";
import { CHAT, say, withChat } from "./with-chat";
import { anthropic, openai, split } from "./with-emulator";

const text = (answer: any): string => answer.body.choices[0].message.content;

describe("a script", () => {
  test("answers for an endpoint, as often as it says, the latest first", async () => {
    const { call, emulator } = await withChat();
    emulator.addScript({ endpoint: "chat", answer: { text: "always" } });
    emulator.addScript({ endpoint: "chat", times: 1, answer: { text: "once" } });
    emulator.addScript({ endpoint: "other", answer: { text: "never" } });
    expect(text(await call("POST", CHAT, say("x")))).toBe("once");
    const answer = await call("POST", CHAT, say("x", { max_tokens: 1 }));
    expect(answer.body).toMatchObject({
      choices: [{ message: { content: "alw" } }],
      usage: { completion_tokens: 1 },
    });
    emulator.clearScripts();
    expect(text(await call("POST", CHAT, say("x")))).toContain("Hello from");
  });

  test("matches by model, served entity, task and a part of the last text", async () => {
    const { call, emulator } = await withChat([openai(), anthropic()], {
      traffic: split(["gpt", 0], ["claude", 100]),
    });
    emulator.addScript({ model: "gpt-4o", answer: { text: "gpt" } });
    emulator.addScript({ task: "embeddings", answer: { text: "embedded" } });
    emulator.addScript({ servedEntity: "claude", contains: "capital", answer: { text: "Paris" } });
    expect(text(await call("POST", CHAT, say("the capital of France?")))).toBe("Paris");
    expect(text(await call("POST", CHAT, say("hello")))).toContain("claude");
    const own = await call("POST", "/serving-endpoints/chat/served-models/gpt/invocations", say("x"));
    expect(text(own)).toBe("gpt");
  });

  test("calls tools, whether or not the request has them, and streams", async () => {
    const { call, emulator } = await withChat();
    emulator.addScript({ answer: { toolCalls: [{ name: "buy", arguments: { shares: 3 } }] } });
    const [choice] = (await call("POST", CHAT, say("x"))).body.choices;
    expect(choice.finish_reason).toBe("tool_calls");
    expect(choice.message.tool_calls[0].function).toEqual({ name: "buy", arguments: '{"shares":3}' });
    expect((await call("POST", CHAT, say("x", { stream: true }))).text).toContain('"name":"buy"');
  });

  test("fails, so that fallback goes on", async () => {
    const { call, emulator } = await withChat([openai(), anthropic()], {
      traffic: split(["gpt", 100], ["claude", 0]),
      ai_gateway: { fallback_config: { enabled: true } },
    });
    emulator.addScript({
      model: "gpt-4o",
      times: 1,
      answer: { error: { status: 503, message: "overloaded" } },
    });
    expect((await call("POST", CHAT, say("x"))).headers.get("served-model-name")).toBe("claude");
    expect((await call("POST", CHAT, say("x"))).headers.get("served-model-name")).toBe("gpt");
    emulator.addScript({ answer: { error: { status: 400, message: "too long" } } });
    expect((await call("POST", CHAT, say("x"))).body.message).toContain("too long");
  });

  test("is a function of the request, in the library's form", async () => {
    const { call, emulator } = await withChat();
    emulator.addScript({
      respond: async ({ texts, model, tools }) =>
        texts.at(-1) === "skip" ? undefined : { text: `${model} ${tools.length} ${texts.join("|")}` },
    });
    expect(text(await call("POST", CHAT, say("one")))).toBe("gpt-4o 0 one");
    expect(text(await call("POST", CHAT, say("skip")))).toContain("Hello from");
  });

  test("makes an answer late", async () => {
    const { call, emulator } = await withChat();
    emulator.addScript({ latencyMs: 80 });
    const before = performance.now();
    expect(text(await call("POST", CHAT, say("x")))).toContain("Hello from");
    expect(performance.now() - before).toBeGreaterThan(75);
  });

  test("comes by the control route too, and a wrong one is refused", async () => {
    const { call } = await withChat();
    const set = async (script: unknown) => call("POST", "/_emulator/scripts", script);
    expect(await set({ endpoint: "chat", answer: { text: "scripted" } })).toMatchObject({
      body: { id: "script-1" },
    });
    expect(text(await call("POST", CHAT, say("x")))).toBe("scripted");
    await call("DELETE", "/_emulator/scripts");
    expect(text(await call("POST", CHAT, say("x")))).toContain("Hello from");
    for (const [script, message] of [
      [{ endpiont: "chat" }, "unknown script field endpiont"],
      [{ answer: { txt: "x" } }, "unknown script answer.txt"],
      [{ answer: { error: { status: 200, message: "x" } } }, "answer.error"],
      [{ times: -1 }, "script times is -1"],
      [{ respond: "x" }, "script respond"],
      [null, "not an object"],
    ] as const) {
      expect(await set(script)).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining(message) },
      });
    }
  });
});
