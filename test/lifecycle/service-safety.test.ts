import { expect, test } from "vitest";
import { benchForTest, type Bench } from "./with-lifecycle";
import { assistant, CATALOG, hosted, openai, to } from "./services";

const PROVIDERS = `${CATALOG}/model-provider-services`;
const SERVICES = `${CATALOG}/model-services`;

const countOf = (bench: Bench, wanted: string, at: string): number =>
  bench.emulator.journal.entries().filter(({ method, path }) => method === wanted && path === at).length;

const FAULTS = {
  "a lost reply": { kind: "lose-reply" },
  "a cut connection": { kind: "cut" },
  "a 500": { kind: "status", status: 500 },
  "a 503 after the commit": { kind: "status", status: 503, commit: true },
  "a 524 after the commit": { kind: "status", status: 524, commit: true },
  "a web page after the commit": { kind: "status", status: 200, body: "<html>sign in</html>", commit: true },
  "an empty object after the commit": { kind: "status", status: 200, body: "{}", commit: true },
  "a redirect": { kind: "status", status: 302, location: "https://login.example.com" },
  "half an answer": { kind: "truncate" },
} as const;

test.each(Object.entries(FAULTS))(
  "a create that meets %s makes one service, and knows it",
  async (_, action) => {
    const bench = await benchForTest();
    const service = bench.providerService("openai");
    bench.emulator.addFault({ method: "POST", path: PROVIDERS, action });
    await service.up(openai());
    expect(service.outputs["createTime"]).toBeDefined();
    await service.refresh();
    expect(service.diff(openai()).changes).toBe(false);
  },
);

test.each(Object.entries(FAULTS))(
  "an update that meets %s is done when the server shows it",
  async (_, action) => {
    const bench = await benchForTest();
    const service = bench.modelService("assistant");
    await service.up(assistant({ destinations: [hosted("own")] }));
    const news = assistant({ destinations: [hosted("own")] }, {}, { comment: "second" });
    bench.emulator.addFault({ method: "PATCH", path: `${SERVICES}/main.ai.assistant`, action });
    await service.up(news);
    expect((await bench.byHand("GET", `${SERVICES}/main.ai.assistant`)).comment).toBe("second");
    expect(await service.up(news)).toBe("same");
  },
);

test.each(Object.entries(FAULTS))("a changed key that meets %s arrives", async (_, action) => {
  const bench = await benchForTest();
  const service = bench.providerService("openai");
  await service.up(openai());
  const { etag } = service.outputs;
  const keyOf = (plaintext: string) => openai({ openai: { direct: { apiKey: { plaintext } } } });
  bench.emulator.addFault({ method: "PATCH", path: `${PROVIDERS}/main.ai.openai`, action });
  await service.up(keyOf("upstream-other"));
  expect(service.outputs["etag"]).not.toBe(etag);
  expect(await service.up(keyOf("upstream-other"))).toBe("same");
});

test.each(Object.entries(FAULTS))("a delete that meets %s leaves nothing", async (_, action) => {
  const bench = await benchForTest();
  const service = bench.modelService("assistant");
  await service.up(assistant({ destinations: [hosted("own")] }));
  bench.emulator.addFault({ method: "DELETE", path: `${SERVICES}/main.ai.assistant`, action });
  await service.destroy();
  await expect(bench.byHand("GET", `${SERVICES}/main.ai.assistant`)).rejects.toThrow("404");
});

test.each(Object.entries(FAULTS))("grants that meet %s are given", async (_, action) => {
  const bench = await benchForTest();
  const service = bench.modelService("assistant");
  const path = `${CATALOG}/permissions/model_service/main.ai.assistant`;
  bench.emulator.addFault({ method: "PATCH", path, action });
  await service.up(
    assistant(
      { destinations: [hosted("own")] },
      {},
      { grants: [{ principal: "users", privileges: ["EXECUTE"] }] },
    ),
  );
  expect((await bench.byHand("GET", path)).privilege_assignments).toHaveLength(1);
});

test("a name that somebody else's service has is refused, taken over with adopt, and shown by get", async () => {
  const bench = await benchForTest();
  await bench.providerService("theirs").up(openai({ forwardHeaders: true }));
  const service = bench.providerService("openai");
  await expect(service.up(openai())).rejects.toThrow("already exists");
  expect(service.state).toBeUndefined();
  await service.up({ ...openai(), adopt: true });
  expect(await bench.byHand("GET", `${PROVIDERS}/main.ai.openai`)).not.toHaveProperty(
    "config.forward_headers",
  );
  const anthropic = openai({ providerType: "ANTHROPIC", openai: undefined, anthropic: { relayed: {} } });
  await expect(bench.providerService("other").up({ ...anthropic, adopt: true })).rejects.toThrow(
    "config.providerType: the API cannot change the provider of a service",
  );
});

test("a name that a service of the other kind has is refused, with the reason", async () => {
  const bench = await benchForTest();
  await bench.providerService("openai").up(openai());
  const service = bench.modelService("openai");
  const inputs = { ...assistant({ destinations: [hosted("own")] }), modelServiceId: "openai" };
  await expect(service.up(inputs)).rejects.toThrow("is taken on http://127.0.0.1:" as string);
  await expect(service.up(inputs)).rejects.toThrow("the two kinds of services share the names of a schema");
});

test("what somebody changed beside an update stays, and the update is made once more", async () => {
  const bench = await benchForTest();
  const service = bench.modelService("assistant");
  await service.up(assistant({ destinations: [hosted("own")] }));
  const path = `${SERVICES}/main.ai.assistant`;
  await bench.byHand("PATCH", `${path}?update_mask=config.rate_limits`, {
    config: {
      rate_limits: [
        { key: "RATE_LIMIT_KEY_SERVICE", renewal_period: "RATE_LIMIT_RENEWAL_PERIOD_MINUTE", requests: 5 },
      ],
    },
  });
  await service.up(assistant({ destinations: [hosted("own")] }, {}, { comment: "ours" }));
  const { comment, config } = await bench.byHand("GET", path);
  expect([comment, config.rate_limits[0].requests]).toEqual(["ours", 5]);
  expect(bench.reports.join("\n")).toContain(
    "admin@emulator.example changed config.rateLimits meanwhile, which stays.",
  );
});

test("where somebody changed the same, nothing is sent, and who and what is said", async () => {
  const bench = await benchForTest();
  const service = bench.modelService("assistant");
  await service.up(assistant({ destinations: [hosted("own")] }, {}, { comment: "first" }));
  const path = `${SERVICES}/main.ai.assistant`;
  await bench.byHand("PATCH", `${path}?update_mask=comment`, { comment: "theirs" });
  const news = assistant({ destinations: [hosted("own")] }, {}, { comment: "ours" });
  await expect(service.up(news)).rejects.toThrow(
    /Nothing was sent: admin@emulator.example changed comment of "main.ai.assistant"/,
  );
  await service.refresh();
  await service.up(news);
  expect((await bench.byHand("GET", path)).comment).toBe("ours");
});

test("a change between the look and the update is noticed by its version, and merged", async () => {
  const bench = await benchForTest();
  const service = bench.modelService("assistant");
  await service.up(assistant({ destinations: [hosted("own")] }));
  const path = `${SERVICES}/main.ai.assistant`;
  // The update waits while somebody else is faster.
  bench.emulator.addFault({ method: "PATCH", path, action: { kind: "delay", ms: 300 } });
  const update = service.up(assistant({ destinations: [hosted("own")] }, {}, { comment: "ours" }));
  await expect.poll(() => countOf(bench, "GET", path)).toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await bench.byHand("PATCH", `${path}?update_mask=config.rate_limits`, {
    config: {
      rate_limits: [
        { key: "RATE_LIMIT_KEY_SERVICE", renewal_period: "RATE_LIMIT_RENEWAL_PERIOD_MINUTE", requests: 5 },
      ],
    },
  });
  await update;
  const { comment, config } = await bench.byHand("GET", path);
  expect([comment, config.rate_limits[0].requests]).toEqual(["ours", 5]);
  expect(countOf(bench, "PATCH", path)).toBe(3);
});

test("a run after a kill finds the service that the killed one made", async () => {
  const bench = await benchForTest();
  const inputs = assistant({ destinations: [hosted("own")] });
  const killed = bench.modelService("assistant");
  await killed.up(inputs);
  // What the killed run noted stays, and its state was never written.
  const createTime = killed.outputs["createTime"];
  bench.newRun();
  const again = bench.modelService("assistant");
  await again.up(inputs);
  expect(again.outputs["createTime"]).toBe(createTime);
  expect(countOf(bench, "POST", SERVICES)).toBe(2);
});

test("no outputs, report or error of a provider service holds its key", async () => {
  const bench = await benchForTest();
  const key = "K3y-that-must-not-show";
  const service = bench.providerService("openai");
  const inputs = openai({ openai: { direct: { apiKey: { plaintext: key } } } });
  bench.emulator.addFault({
    method: "POST",
    path: PROVIDERS,
    action: { kind: "status", status: 400, errorCode: "INVALID_PARAMETER_VALUE", message: `bad key ${key}` },
  });
  const error = await service.up(inputs).catch((failure: unknown) => String(failure));
  await service.up(inputs);
  const { secretValues, ...open } = service.outputs;
  expect(secretValues).toEqual({ "config.openai.direct.apiKey.plaintext": key });
  expect(JSON.stringify([error, open, bench.reports, bench.emulator.journal.entries()])).not.toContain(key);
});

test("verify asks the model service, and each destination and fallback in turn", async () => {
  const bench = await benchForTest();
  const provider = bench.providerService("openai");
  await provider.up({ ...openai(), verify: true });
  const service = bench.modelService("assistant");
  const inputs = assistant(
    { destinations: [to("gpt")], fallback: { destinations: [to("older", "gpt-4o"), hosted("own")] } },
    {},
    { verify: true },
  );
  bench.emulator.journal.clear();
  await service.up(inputs);
  const asked = bench.emulator.journal
    .entries()
    .flatMap(({ path, body }) =>
      path.startsWith("/ai-gateway/") ? [`${path} ${String((body as { model?: string }).model)}`] : [],
    );
  expect(asked).toEqual([
    "/ai-gateway/mlflow/v1/chat/completions main.ai.assistant",
    "/ai-gateway/openai/v1/chat/completions gpt-5.4",
    "/ai-gateway/openai/v1/chat/completions gpt-4o",
    "/ai-gateway/mlflow/v1/chat/completions system.ai.databricks-gpt-oss-120b",
  ]);
  expect(await service.up(inputs)).toBe("same");
});

test.each(["{}", ""])(
  "an answer of %j to a change of grants is no proof that they are given",
  async (body) => {
    const bench = await benchForTest();
    const service = bench.modelService("assistant");
    const path = `${CATALOG}/permissions/model_service/main.ai.assistant`;
    bench.emulator.addFault({ method: "PATCH", path, action: { kind: "status", status: 200, body } });
    const grants = [{ principal: "users", privileges: ["EXECUTE"] }];
    await service.up(assistant({ destinations: [hosted("own")] }, {}, { grants }));
    expect((await bench.byHand("GET", path)).privilege_assignments).toHaveLength(1);
  },
);

test.each(["{}", ""])("an answer of %j to a delete is no proof that the service is gone", async (body) => {
  const bench = await benchForTest();
  const service = bench.modelService("assistant");
  await service.up(assistant({ destinations: [hosted("own")] }));
  const action = { kind: "status", status: 200, body } as const;
  bench.emulator.addFault({ method: "DELETE", path: `${SERVICES}/main.ai.assistant`, action });
  await service.destroy();
  await expect(bench.byHand("GET", `${SERVICES}/main.ai.assistant`)).rejects.toThrow("404");
});
