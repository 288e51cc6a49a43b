import { describe, expect, test } from "vitest";
import { CHAT, say, withChat } from "./with-chat";
import { anthropic, openai, split, type Client } from "./with-emulator";

const ENDPOINTS = "/api/2.0/serving-endpoints";

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
