import { describe, expect, test } from "vitest";
import type { Fields } from "../../provider/schema/plain-object";
import { gpt, key, serving } from "./programs";
import { benchForTest, type Bench } from "./with-lifecycle";

const SHARED = { allowAttachedModels: true, ...serving(gpt()) };

const attached = (more: Fields = {}): Fields => ({
  endpoint: "assistant",
  servedModelName: "extra",
  provider: "openai",
  name: "gpt-5.4",
  task: "llm/v1/chat",
  openaiConfig: { openaiApiKey: key("openai") },
  ...more,
});

/** A workspace with an endpoint that others may attach models to. */
async function sharedBench(options: Parameters<typeof benchForTest>[0] = {}): Promise<Bench> {
  const bench = await benchForTest(options);
  await bench.endpoint("assistant").up(SHARED);
  bench.writes();
  return bench;
}

/** Names of the served models, with the provider's name of each. */
async function served(bench: Bench): Promise<Record<string, string>> {
  const { config } = await bench.byHand("GET", "/api/2.0/serving-endpoints/assistant");
  const entities = config.served_entities as { name: string; external_model: { name: string } }[];
  return Object.fromEntries(entities.map(({ name, external_model }) => [name, external_model.name]));
}

describe("an attached model", () => {
  test("is attached, changed in place, read without drift and taken away, one config update each", async () => {
    const bench = await sharedBench();
    const model = bench.model("extra");
    expect(await model.up(attached())).toBe("create");
    expect(model.outputs).toMatchObject({
      servedModelName: "extra",
      invocationUrl: `${bench.emulator.url}/serving-endpoints/assistant/served-models/extra/invocations`,
      openaiBaseUrl: `${bench.emulator.url}/serving-endpoints`,
      configVersion: 2,
    });
    expect(await model.up(attached())).toBe("same");
    expect(await model.refresh()).toBe(true);
    expect(model.diff(attached()).changes).toBe(false);
    expect(await model.up(attached({ name: "gpt-5.4-mini" }))).toBe("update");
    expect(await served(bench)).toEqual({ gpt: "gpt-5.4", extra: "gpt-5.4-mini" });
    await model.destroy();
    expect(await served(bench)).toEqual({ gpt: "gpt-5.4" });
    expect(bench.writes()).toEqual(Array.from({ length: 3 }, () => "PUT …/assistant/config"));
  });

  test("changes its provider in place, settings and all", async () => {
    const bench = await sharedBench();
    const model = bench.model("extra");
    await model.up(attached());
    const { openaiConfig: _, ...rest } = attached({ provider: "anthropic", name: "claude-sonnet-4-6" });
    const claude = { ...rest, anthropicConfig: { anthropicApiKey: key("anthropic") } };
    expect(await model.up(claude)).toBe("update");
    expect(await served(bench)).toMatchObject({ extra: "claude-sonnet-4-6" });
    expect(model.diff(claude).changes).toBe(false);
  });

  test("is sent again when its credentialsVersion changes, and not for settings of this provider", async () => {
    const bench = await sharedBench();
    const model = bench.model("extra");
    await model.up(attached());
    bench.writes();
    expect(await model.up(attached({ credentialsVersion: 2 }))).toBe("update");
    expect(bench.writes()).toEqual(["PUT …/assistant/config"]);
    expect(await model.up(attached({ credentialsVersion: 2, timeouts: { update: "5m" } }))).toBe("update");
    expect(bench.writes()).toEqual([]);
  });

  test("that another stack attached under the same name is left alone, unless it is adopted", async () => {
    const bench = await sharedBench();
    await bench.model("theirs").up(attached());
    const ours = bench.model("ours");
    bench.writes();
    await expect(ours.up(attached())).rejects.toThrow('already serves a model named "extra"');
    // What was refused once is refused again: nothing of ours was ever sent.
    await expect(ours.up(attached())).rejects.toThrow('already serves a model named "extra"');
    expect(bench.writes()).toEqual([]);
    expect(await ours.up(attached({ adopt: true, name: "gpt-5.4-mini" }))).toBe("create");
    expect(await served(bench)).toMatchObject({ extra: "gpt-5.4-mini" });
  });

  test("whose run was killed after it was sent is taken up by the next run", async () => {
    const bench = await sharedBench();
    const killed = bench.model("extra");
    await killed.up(attached());
    const again = bench.model("extra");
    expect(await again.up(attached())).toBe("create");
    expect(bench.writes()).toEqual(["PUT …/assistant/config"]);
  });

  test("whose reply is lost is sent once", async () => {
    const bench = await sharedBench();
    bench.emulator.addFault({
      method: "PUT",
      path: "/api/2.0/serving-endpoints/assistant/config",
      action: { kind: "lose-reply" },
    });
    await bench.model("extra").up(attached());
    expect(bench.writes()).toEqual(["PUT …/assistant/config"]);
    expect(Object.keys(await served(bench))).toContain("extra");
  });

  test("that the server cannot roll out leaves the endpoint and the state as they were", async () => {
    const bench = await sharedBench();
    bench.emulator.set({ failNextUpdate: { state: "UPDATE_FAILED", message: "the key was refused" } });
    const model = bench.model("extra");
    await expect(model.up(attached())).rejects.toThrow("the key was refused");
    expect(model.state).toBeUndefined();
    expect(await served(bench)).toEqual({ gpt: "gpt-5.4" });
    expect(await model.up(attached())).toBe("create");
  });

  test("is kept when the time is over, and waited for by the next run", async () => {
    const bench = await sharedBench();
    bench.emulator.set({ updateDelayMs: 60_000 });
    const model = bench.model("extra");
    await expect(model.up(attached({ timeouts: { create: "10s" } }))).rejects.toThrow("is still updating");
    expect(model.state).toMatchObject({ id: "assistant/extra", failed: true });
    bench.writes();
    expect(await model.up(attached({ timeouts: { create: "10s" } }))).toBe("update");
    expect(bench.writes()).toEqual([]);
    expect(Object.keys(await served(bench))).toContain("extra");
  });

  test("that does not answer when it is verified is kept, with the upstream's reason", async () => {
    const bench = await sharedBench();
    bench.emulator.set({ brokenModels: { "gpt-5.4": { status: 401, message: "the key was revoked" } } });
    const model = bench.model("extra");
    await expect(model.up(attached({ verify: true }))).rejects.toThrow("extra does not answer");
    expect(model.state).toMatchObject({ id: "assistant/extra", failed: true });
    bench.emulator.set({ brokenModels: {} });
    expect(await model.up(attached({ verify: true }))).toBe("update");
    expect(model.diff(attached({ verify: true })).changes).toBe(false);
  });

  test("is gone with its endpoint", async () => {
    const bench = await sharedBench();
    const model = bench.model("extra");
    await model.up(attached());
    await bench.byHand("DELETE", "/api/2.0/serving-endpoints/assistant");
    const { state } = model;
    expect(await model.refresh()).toBe(false);
    model.state = state;
    await model.destroy();
    expect(model.state).toBeUndefined();
  });

  test("needs an endpoint that exists", async () => {
    const bench = await benchForTest();
    await expect(bench.model("extra").up(attached())).rejects.toThrow('There is no endpoint "assistant"');
  });
});

describe("a traffic split", () => {
  const routes = (extra: number): Fields => ({
    endpoint: "assistant",
    routes: [
      { servedModelName: "gpt", trafficPercentage: 100 - extra },
      { servedModelName: "extra", trafficPercentage: extra },
    ],
  });

  test("is drift when a route is changed by hand, and is repaired", async () => {
    const bench = await sharedBench();
    await bench.model("extra").up(attached());
    const split = bench.split("split");
    await split.up(routes(20));
    const theirs = bench.split("theirs");
    await theirs.up(routes(70));
    await split.refresh();
    expect(split.diff(routes(20)).changes).toBe(true);
    await split.up(routes(20));
    await split.refresh();
    expect(split.diff(routes(20)).changes).toBe(false);
  });

  test("that names a model which is not served is refused before anything is sent", async () => {
    const bench = await sharedBench();
    await expect(bench.split("split").up(routes(20))).rejects.toThrow(
      'serves no model "extra"; it serves "gpt"',
    );
    expect(bench.writes()).toEqual([]);
  });

  test("goes without a request, and traffic stays as it is", async () => {
    const bench = await sharedBench();
    await bench.model("extra").up(attached());
    const split = bench.split("split");
    await split.up(routes(20));
    bench.writes();
    await split.destroy();
    expect(bench.writes()).toEqual([]);
  });
});

describe("a preview of an attached model", () => {
  test("finds a name that is taken, another task, a full endpoint, a missing secret and a key that would be lost", async () => {
    const bench = await sharedBench();
    await bench.model("theirs").up(attached());
    const model = bench.model("ours");
    expect(await model.preflight(attached())).toEqual([
      expect.stringContaining('already serves a model named "extra"'),
    ]);
    expect(await model.preflight(attached({ adopt: true }))).toEqual([]);
    expect(
      await model.preflight(
        attached({ servedModelName: "b", name: "text-embedding-3-small", task: "llm/v1/embeddings" }),
      ),
    ).toEqual([expect.stringContaining("all external models of an endpoint have one task")]);
    expect(
      await model.preflight(attached({ servedModelName: "b", openaiConfig: { openaiApiKey: key("opnai") } })),
    ).toEqual([expect.stringContaining('did you mean "openai"?')]);
    for (let index = 0; index < 8; index++) {
      await bench.model(`m${index}`).up(attached({ servedModelName: `m${index}` }));
    }
    expect(await model.preflight(attached({ servedModelName: "b" }))).toEqual([
      expect.stringContaining("serves 10 models, and can serve 10 at most"),
    ]);
    expect(await model.preflight(attached({ endpoint: "made-in-the-same-run" }))).toEqual([]);

    const plain = gpt("plain");
    const plaintext = {
      ...(plain["externalModel"] as Fields),
      openaiConfig: { openaiApiKeyPlaintext: "hunter2" },
    };
    await bench.endpoint("private").up(serving({ ...plain, externalModel: plaintext }));
    expect(await model.preflight(attached({ endpoint: "private" }))).toEqual([
      expect.stringContaining('serves "plain" with a plaintext credential'),
    ]);
  });
});

describe("a preview of an endpoint", () => {
  test("finds that the caller may not change it", async () => {
    const token = "dapi-viewer";
    const bench = await benchForTest({ signInAs: token });
    bench.emulator.addIdentity({ userName: "viewer@example.com", tokens: [token] });
    await bench.byHand("POST", "/api/2.0/serving-endpoints", { name: "assistant" });
    const { id } = await bench.byHand("GET", "/api/2.0/serving-endpoints/assistant");
    await bench.byHand("PATCH", `/api/2.0/permissions/serving-endpoints/${id}`, {
      access_control_list: [{ user_name: "viewer@example.com", permission_level: "CAN_VIEW" }],
    });
    const endpoint = bench.endpoint("assistant");
    endpoint.state = {
      id: "assistant",
      failed: false,
      inputs: { name: "assistant" },
      outputs: { name: "assistant" },
    };
    expect(await endpoint.preflight({ tags: [{ key: "a", value: "b" }] })).toEqual([
      expect.stringContaining('found the right CAN_VIEW on endpoint "assistant"; allowed: CAN_MANAGE'),
    ]);
  });
});
