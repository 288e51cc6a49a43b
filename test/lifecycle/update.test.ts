import { expect, test } from "vitest";
import { fraud, gpt, serving } from "./programs";
import { benchForTest } from "./with-lifecycle";

const CONFIG = "/api/2.0/serving-endpoints/assistant/config";
const byOpenai = (model: string) => ({
  served_entities: [
    {
      name: "gpt",
      external_model: {
        provider: "openai",
        name: model,
        task: "llm/v1/chat",
        openai_config: { openai_api_key: "{{secrets/keys/openai}}" },
      },
    },
  ],
});

test("an update waits for one that is already running, and is not lost", async () => {
  const bench = await benchForTest({ switches: { updateDelayMs: 30_000 } });
  const endpoint = bench.endpoint("assistant");
  await endpoint.up(serving(gpt()));
  await bench.byHand("PUT", CONFIG, byOpenai("gpt-4o"));
  bench.writes();
  expect(await endpoint.up(serving(gpt("gpt", "gpt-5.4-mini")))).toBe("update");
  expect(bench.writes()).toEqual(["PUT …/assistant/config", "PUT …/assistant/config"]);
  expect(bench.reports).toContain("progress: another update of this endpoint is running: waiting for it");
  expect((await bench.byHand("GET", "/api/2.0/serving-endpoints/assistant")).config).toMatchObject({
    config_version: 3,
    served_entities: [{ external_model: { name: "gpt-5.4-mini" } }],
  });
});

test("an update that another one keeps from being sent in time is not taken for sent", async () => {
  const bench = await benchForTest({ switches: { updateDelayMs: 120_000 } });
  const endpoint = bench.endpoint("assistant");
  await endpoint.up(serving(gpt()));
  await bench.byHand("PUT", CONFIG, byOpenai("gpt-4o"));
  const news = { ...serving(gpt("gpt", "gpt-5.4-mini")), timeouts: { update: "60s" } };
  await expect(endpoint.up(news)).rejects.toThrow(
    /Another update .* was running, so that this one was not sent.*still updating after/,
  );
  bench.writes();
  bench.emulator.advance(120_000);
  bench.emulator.set({ updateDelayMs: 100 });
  await endpoint.up(news);
  expect(bench.writes()).toEqual(["PUT …/assistant/config"]);
});

test("the same holds for an endpoint that others attach models to", async () => {
  const bench = await benchForTest({ switches: { updateDelayMs: 120_000 } });
  const endpoint = bench.endpoint("assistant");
  const news = (model: string) => ({
    ...serving(gpt("gpt", model)),
    allowAttachedModels: true,
    timeouts: { update: "60s" },
  });
  await endpoint.up(news("gpt-5.4"));
  await bench.byHand("PUT", CONFIG, byOpenai("gpt-4o"));
  bench.writes();
  await expect(endpoint.up(news("gpt-5.4-mini"))).rejects.toThrow(/so that this one was not sent/);
  expect(bench.writes()).toEqual([]);
  bench.emulator.advance(120_000);
  bench.emulator.set({ updateDelayMs: 100 });
  expect(await endpoint.up(news("gpt-5.4-mini"))).toBe("update");
  expect(bench.writes()).toEqual(["PUT …/assistant/config"]);
  expect(await endpoint.up(news("gpt-5.4-mini"))).toBe("same");
});

test("a server that says it has settled and refuses all the same is asked ever more slowly, until the deadline", async () => {
  const bench = await benchForTest();
  const endpoint = bench.endpoint("assistant");
  await endpoint.up(serving(gpt()));
  bench.emulator.addFault({
    method: "PUT",
    path: CONFIG,
    times: 1000,
    action: { kind: "status", status: 409, errorCode: "RESOURCE_CONFLICT", message: "busy" },
  });
  bench.writes();
  await expect(endpoint.up(serving(gpt("gpt", "gpt-5.4-mini")))).rejects.toThrow("busy");
  expect(bench.writes().length).toBeLessThan(140);
  bench.emulator.clearFaults();
  await endpoint.up(serving(gpt("gpt", "gpt-5.4-mini")));
  expect(bench.writes()).toEqual(["PUT …/assistant/config"]);
});

test("a wait that takes longer than the timeout keeps what was sent, and the next run goes on waiting", async () => {
  const bench = await benchForTest({ switches: { updateDelayMs: 90_000 } });
  const endpoint = bench.endpoint("assistant");
  const news = (model: string) => ({
    ...serving(gpt("gpt", model)),
    timeouts: { create: "1m", update: "1m" },
  });
  await expect(endpoint.up(news("gpt-5.4"))).rejects.toThrow(/still updating after 60 s.*Nothing is lost/);
  expect(await endpoint.up(news("gpt-5.4"))).toBe("update");
  expect(bench.writes()).toEqual(["POST …"]);
  await expect(endpoint.up(news("gpt-5.4-mini"))).rejects.toThrow("still updating after 60 s");
  expect(await endpoint.up(news("gpt-5.4-mini"))).toBe("update");
  expect(bench.writes()).toEqual(["PUT …/assistant/config"]);
  expect(await endpoint.up(news("gpt-5.4-mini"))).toBe("same");
});

test("a config that the server took before it stopped answering is not sent again", async () => {
  const bench = await benchForTest({ switches: { updateDelayMs: 60_000 } });
  const endpoint = bench.endpoint("assistant");
  await endpoint.up(serving(gpt()));
  bench.emulator.addFault({
    method: "GET",
    path: "/api/2.0/serving-endpoints/assistant",
    after: 3,
    times: 100,
    action: { kind: "status", status: 503, message: "down for maintenance" },
  });
  const news = serving(gpt("gpt", "gpt-5.4-mini"));
  await expect(endpoint.up(news)).rejects.toThrow(/lost sight of it: GET .*down for maintenance/);
  bench.emulator.clearFaults();
  bench.writes();
  expect(await endpoint.up(news)).toBe("update");
  expect(bench.writes()).toEqual([]);
  expect(await endpoint.up(news)).toBe("same");
});

test("an update that ends badly after we stopped waiting for it is sent again", async () => {
  const bench = await benchForTest({ switches: { updateDelayMs: 90_000 } });
  const endpoint = bench.endpoint("assistant");
  const news = (model: string) => ({ ...serving(gpt("gpt", model)), timeouts: { update: "1m" } });
  await endpoint.up(news("gpt-5.4"));
  bench.emulator.set({ failNextUpdate: { state: "UPDATE_FAILED", message: "no such model" } });
  await expect(endpoint.up(news("gpt-9"))).rejects.toThrow("still updating");
  await expect(endpoint.up(news("gpt-9"))).rejects.toThrow(/an earlier run began.*no such model/);
  bench.writes();
  bench.emulator.set({ updateDelayMs: 100 });
  expect(await endpoint.up(news("gpt-9"))).toBe("update");
  expect(bench.writes()).toEqual(["PUT …/assistant/config"]);
});

test.each(["UPDATE_FAILED", "UPDATE_CANCELED"] as const)(
  "an update that ends as %s says why, keeps the old config in state, and is sent again",
  async (state) => {
    const bench = await benchForTest();
    const endpoint = bench.endpoint("assistant");
    await endpoint.up({ ...serving(gpt()), tags: [{ key: "a", value: "1" }] });
    bench.emulator.set({ failNextUpdate: { state, message: "the quota is used up" } });
    const news = { ...serving(gpt("gpt", "gpt-5.4-mini")), tags: [{ key: "a", value: "2" }] };
    await expect(endpoint.up(news)).rejects.toThrow(
      new RegExp(`\\(${state}\\): gpt: the quota is used up\\. What served before still serves`),
    );
    expect(endpoint.outputs).toMatchObject({
      tags: [{ key: "a", value: "2" }],
      config: { servedEntities: [{ externalModel: { name: "gpt-5.4" } }] },
      state: { configUpdate: state },
    });
    await endpoint.refresh();
    bench.writes();
    expect(await endpoint.up(news)).toBe("update");
    expect(bench.writes()).toEqual(["PUT …/assistant/config"]);
    expect(await endpoint.up(news)).toBe("same");
  },
);

test("an update that is still running at a refresh is waited for, and not sent a second time", async () => {
  const bench = await benchForTest({ switches: { updateDelayMs: 90_000 } });
  const endpoint = bench.endpoint("assistant");
  const news = (model: string) => ({ ...serving(gpt("gpt", model)), timeouts: { update: "1m" } });
  await endpoint.up(news("gpt-5.4"));
  await expect(endpoint.up(news("gpt-5.4-mini"))).rejects.toThrow("still updating");
  await endpoint.refresh();
  bench.writes();
  expect(await endpoint.up(news("gpt-5.4-mini"))).toBe("update");
  expect(bench.writes()).toEqual([]);
});

test("telemetry is sent after the config has settled", async () => {
  const bench = await benchForTest({ switches: { customUpdateDelayMs: 300_000 } });
  const endpoint = bench.endpoint("fraud");
  await endpoint.up(serving(fraud()));
  bench.writes();
  await endpoint.up({
    ...serving(fraud({ entityVersion: "4" })),
    telemetryConfig: { tableNames: { logsTable: "main.logs.fraud" } },
  });
  const entries = bench.emulator.journal.entries().filter(({ method }) => method !== "GET");
  expect(entries.map(({ path, status }) => `${path.split("/").at(-1)} ${status}`)).toEqual([
    "config 200",
    "telemetry-config 200",
  ]);
});

test("a failure in the middle keeps the sections that are done", async () => {
  const bench = await benchForTest();
  const endpoint = bench.endpoint("assistant");
  await endpoint.up(serving(gpt()));
  bench.emulator.addFault({
    method: "PUT",
    path: "/api/2.0/serving-endpoints/assistant/ai-gateway",
    action: { kind: "status", status: 400, errorCode: "INVALID_PARAMETER_VALUE", message: "not today" },
  });
  const news = {
    ...serving(gpt("gpt", "gpt-5.4-mini")),
    tags: [{ key: "a", value: "2" }],
    aiGateway: { usageTrackingConfig: { enabled: true } },
    emailNotifications: { onUpdateFailure: ["a@example.com"] },
  };
  await expect(endpoint.up(news)).rejects.toThrow(/Updating the AI gateway \(aiGateway\): PUT .* not today/);
  expect(bench.writes()).toEqual(["POST …", "PATCH …/assistant/tags", "PUT …/assistant/ai-gateway"]);
  await endpoint.up(news);
  expect(bench.writes()).toEqual([
    "PUT …/assistant/ai-gateway",
    "PUT …/assistant/config",
    "PATCH …/assistant/notifications",
  ]);
});

test("an update of an endpoint that is gone says so, and a delete of it is fine", async () => {
  const bench = await benchForTest();
  const endpoint = bench.endpoint("assistant");
  await endpoint.up(serving(gpt()));
  await bench.byHand("DELETE", "/api/2.0/serving-endpoints/assistant");
  await expect(endpoint.up(serving(gpt("gpt", "gpt-5.4-mini")))).rejects.toThrow(
    /Endpoint "assistant" does not exist any more; run `pulumi refresh`/,
  );
  await endpoint.destroy();
  expect(endpoint.state).toBeUndefined();
});

test("an update whose reply is lost is repeated, and what it asked for is there once", async () => {
  const bench = await benchForTest();
  const endpoint = bench.endpoint("assistant");
  await endpoint.up({ ...serving(gpt()), tags: [{ key: "old", value: "1" }] });
  for (const method of ["PATCH", "PUT"]) {
    bench.emulator.addFault({
      method,
      path: "/api/2.0/serving-endpoints/assistant/*",
      action: { kind: "lose-reply" },
    });
  }
  const news = { ...serving(gpt("gpt", "gpt-5.4-mini")), tags: [{ key: "new", value: "1" }] };
  expect(await endpoint.up(news)).toBe("update");
  await endpoint.refresh();
  expect(await endpoint.up(news)).toBe("same");
});

test("a changed credentialsVersion sends the config once, and what else steers this provider sends nothing", async () => {
  const bench = await benchForTest();
  const endpoint = bench.endpoint("assistant");
  await endpoint.up({ ...serving(gpt()), credentialsVersion: 1 });
  bench.writes();
  expect(await endpoint.up({ ...serving(gpt()), credentialsVersion: "2026-11-22" })).toBe("update");
  expect(bench.writes()).toEqual(["PUT …/assistant/config"]);
  await endpoint.refresh();
  const steering = { timeouts: { update: "90s" }, preflight: false, adopt: true };
  const news = { ...serving(gpt()), credentialsVersion: "2026-11-22", ...steering };
  expect(await endpoint.up(news)).toBe("update");
  expect(bench.writes()).toEqual([]);
  expect(await endpoint.up(news)).toBe("same");
});

test("verify fails with the upstream's words and keeps the endpoint, and asks again in the next run", async () => {
  const bench = await benchForTest({
    switches: { brokenModels: { "gpt-5.4": { status: 403, message: "the key was revoked" } } },
  });
  const endpoint = bench.endpoint("assistant");
  const news = { ...serving(gpt()), verify: true };
  await expect(endpoint.up(news)).rejects.toThrow(/Verifying: gpt does not answer: .*the key was revoked/);
  expect(endpoint.outputs).toMatchObject({ state: { ready: "READY" } });
  bench.emulator.set({ brokenModels: {} });
  bench.writes();
  expect(await endpoint.up(news)).toBe("update");
  expect(bench.writes()).toEqual(["POST /serving-endpoints/assistant/served-models/gpt/invocations"]);
  expect(await endpoint.up(news)).toBe("same");
});
