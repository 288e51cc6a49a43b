import { describe, expect, test } from "vitest";
import { servingEndpointLifecycle } from "../../provider/lifecycle/endpoint/serving-endpoint-lifecycle";
import { UNKNOWN } from "../../provider/schema/unknown";
import { claude, fraud, gpt, serving, split } from "./programs";
import { benchForTest } from "./with-lifecycle";

const AT = "/api/2.0/serving-endpoints/assistant";

describe("what is no drift", () => {
  test.each([true, false])("fields that the API added after us (sent: %s)", async (unknownExtraFields) => {
    const bench = await benchForTest({ switches: { unknownExtraFields } });
    const endpoint = bench.endpoint("assistant");
    const news = split([gpt(), 50], [claude(), 50]);
    await endpoint.up(news);
    await endpoint.refresh();
    expect(await endpoint.up(news)).toBe("same");
    expect(JSON.stringify(endpoint.outputs)).not.toContain("creator_kind");
  });

  test("another order of entities, routes, tags, limits and permissions", async () => {
    const bench = await benchForTest();
    const endpoint = bench.endpoint("assistant");
    const limits = [
      { calls: 5, key: "user", renewalPeriod: "minute" },
      { calls: 9, renewalPeriod: "minute" },
    ];
    const news = (turned: boolean) => {
      const turn = <T>(items: T[]) => (turned ? [...items].reverse() : items);
      return {
        config: {
          servedEntities: turn([gpt("zeta"), claude("alpha")]),
          trafficConfig: {
            routes: turn([
              { servedModelName: "zeta", trafficPercentage: 30 },
              { servedEntityName: "alpha", trafficPercentage: 70 },
            ]),
          },
        },
        tags: turn([{ key: "z", value: "1" }, { key: "a" }]),
        aiGateway: { rateLimits: turn(limits) },
        accessControlList: turn([
          { groupName: "users", permissionLevel: "CAN_QUERY" },
          { userName: "ann@example.com", permissionLevel: "CAN_VIEW" },
        ]),
      };
    };
    await endpoint.up(news(false));
    expect(await endpoint.up(news(true))).toBe("same");
    await endpoint.refresh();
    expect(await endpoint.up(news(false))).toBe("same");
    expect(await endpoint.up(news(true))).toBe("same");
  });

  test("empty values that the server answers for what is unset, and unset ones for what is empty", async () => {
    const bench = await benchForTest();
    const endpoint = bench.endpoint("assistant");
    const news = {
      ...serving(gpt()),
      tags: [{ key: "a", value: "" }],
      description: "",
      emailNotifications: {},
    };
    await endpoint.up(news);
    await endpoint.refresh();
    expect(await endpoint.up(news)).toBe("same");
  });

  test("the older names of fields, beside the newer ones in state", async () => {
    const bench = await benchForTest();
    const endpoint = bench.endpoint("fraud");
    await endpoint.up({
      config: {
        servedModels: [{ modelName: "main.models.fraud", modelVersion: "3", scaleToZeroEnabled: false }],
      },
      emailNotifications: { onUpdateFailures: ["a@example.com"] },
    });
    const newer = { ...serving(fraud()), emailNotifications: { onUpdateFailure: ["a@example.com"] } };
    expect(await endpoint.up(newer)).toBe("same");
    await endpoint.refresh();
    expect(await endpoint.up(newer)).toBe("same");
  });
});

describe("what is drift, and is repaired by the one call that it needs", () => {
  test.each([
    [
      "a tag that was added",
      "PATCH",
      "/tags",
      { add_tags: [{ key: "b", value: "1" }] },
      "PATCH …/assistant/tags",
    ],
    ["a tag that was taken away", "PATCH", "/tags", { delete_tags: ["a"] }, "PATCH …/assistant/tags"],
    [
      "a gateway that was switched on",
      "PUT",
      "/ai-gateway",
      { usage_tracking_config: { enabled: true } },
      "PUT …/assistant/ai-gateway",
    ],
    [
      "notifications of somebody else",
      "PATCH",
      "/notifications",
      { email_notifications: { on_update_failure: ["x@example.com"] } },
      "PATCH …/assistant/notifications",
    ],
    [
      "an entity and a split that were added",
      "PUT",
      "/config",
      {
        served_entities: ["gpt", "other"].map((name) => ({
          name,
          external_model: {
            provider: "openai",
            name: "gpt-5.4",
            task: "llm/v1/chat",
            openai_config: { openai_api_key: "{{secrets/keys/openai}}" },
          },
        })),
        traffic_config: {
          routes: [
            { served_entity_name: "gpt", traffic_percentage: 10 },
            { served_entity_name: "other", traffic_percentage: 90 },
          ],
        },
      },
      "PUT …/assistant/config",
    ],
  ] as const)("%s", async (_, method, section, body, repair) => {
    const bench = await benchForTest();
    const endpoint = bench.endpoint("assistant");
    const news = { ...serving(gpt()), tags: [{ key: "a", value: "1" }] };
    await endpoint.up(news);
    await bench.byHand(method, `${AT}${section}`, body);
    bench.emulator.advance(10_000);
    await endpoint.refresh();
    bench.writes();
    expect(await endpoint.up(news)).toBe("update");
    expect(bench.writes()).toEqual([repair]);
    await endpoint.refresh();
    expect(await endpoint.up(news)).toBe("same");
  });

  test("telemetry that was switched off, though the API hides its tables", async () => {
    const bench = await benchForTest();
    const endpoint = bench.endpoint("assistant");
    const news = { ...serving(fraud()), telemetryConfig: { tableNames: { logsTable: "main.logs.fraud" } } };
    await endpoint.up(news);
    bench.emulator.advance(10_000);
    await bench.byHand("PATCH", `${AT}/telemetry-config`, {});
    bench.emulator.advance(10_000);
    await endpoint.refresh();
    bench.writes();
    expect(await endpoint.up(news)).toBe("update");
    expect(bench.writes()).toEqual(["PATCH …/assistant/telemetry-config"]);
  });

  test("an endpoint that is gone", async () => {
    const bench = await benchForTest();
    const endpoint = bench.endpoint("assistant");
    await endpoint.up(serving(gpt()));
    await bench.byHand("DELETE", AT);
    expect(await endpoint.refresh()).toBe(false);
    expect(await endpoint.up(serving(gpt()))).toBe("create");
  });
});

describe("reading an endpoint that is not managed", () => {
  test("answers all that there is, and nothing of its permissions", async () => {
    const bench = await benchForTest();
    await bench.endpoint("assistant").up({ ...serving(gpt()), description: "for support" });
    bench.emulator.journal.clear();
    const found = await servingEndpointLifecycle.read("assistant", {}, bench.operation("urn:get"));
    expect(found?.outputs).toMatchObject({
      name: "assistant",
      description: "for support",
      config: { servedEntities: [{ name: "gpt" }] },
      endpointId: expect.stringMatching(/^[0-9a-f]{32}$/),
      creator: "admin@emulator.example",
    });
    expect(bench.emulator.journal.entries()).toHaveLength(1);
  });

  test("answers an endpoint without config, and says of a missing one that it is missing", async () => {
    const bench = await benchForTest();
    await bench.byHand("POST", "/api/2.0/serving-endpoints", { name: "bare" });
    const bare = await servingEndpointLifecycle.read("bare", {}, bench.operation("urn:get"));
    expect(bare?.outputs).toMatchObject({ name: "bare", state: { ready: "NOT_READY" } });
    expect(await servingEndpointLifecycle.read("none", {}, bench.operation("urn:get"))).toBeUndefined();
  });

  test("is not done where something that is not the API answers 404", async () => {
    const bench = await benchForTest();
    const endpoint = bench.endpoint("assistant");
    await endpoint.up(serving(gpt()));
    bench.emulator.addFault({
      method: "GET",
      action: { kind: "status", status: 404, body: "<html>no such site</html>" },
    });
    await expect(endpoint.refresh()).rejects.toThrow("does not look like a Databricks workspace");
    expect(endpoint.state).toBeDefined();
  });
});

describe("replacement", () => {
  const base = { ...serving(fraud()), description: "one" };
  test.each([
    ["description", { ...base, description: "two" }, true],
    ["name", { ...base, name: "other" }, false],
    ["routeOptimized", { ...base, routeOptimized: true }, true],
    ["budgetPolicyId", { ...base, budgetPolicyId: "b" }, true],
    ["config", { ...serving(gpt()), description: "one" }, true],
    ["config", { description: "one" }, true],
  ] as const)(
    "a change of %s replaces, deleting first where the name stays",
    async (input, news, deletesFirst) => {
      const bench = await benchForTest();
      const endpoint = bench.endpoint("assistant");
      await endpoint.up(base);
      const diff = endpoint.diff(news);
      expect(diff.replaces.map((replacement) => replacement.input)).toEqual([input]);
      expect(diff.deleteBeforeReplace).toBe(deletesFirst);
      expect(diff.replaces[0]?.reason).toMatch(/\w{3,} /);
    },
  );

  test("an inference table that moves replaces the endpoint; one that is added or switched off does not", async () => {
    const bench = await benchForTest();
    const endpoint = bench.endpoint("assistant");
    const capture = (autoCaptureConfig: object) => ({
      config: { servedEntities: [fraud()], autoCaptureConfig },
    });
    await endpoint.up(serving(fraud()));
    expect(endpoint.diff(capture({ catalogName: "main", schemaName: "a" })).replaces).toEqual([]);
    await endpoint.up(capture({ catalogName: "main", schemaName: "a" }));
    expect(endpoint.diff(capture({ catalogName: "main", schemaName: "a", enabled: false })).replaces).toEqual(
      [],
    );
    expect(endpoint.diff(capture({ catalogName: "main", schemaName: "b" })).replaces).toMatchObject([
      { input: "config", path: "config.autoCaptureConfig.schemaName" },
    ]);
  });

  test("a config that is not known yet is an update, not a replacement", async () => {
    const bench = await benchForTest();
    const endpoint = bench.endpoint("assistant");
    await endpoint.up(serving(gpt()));
    for (const config of [UNKNOWN, { servedEntities: UNKNOWN }, { servedEntities: [UNKNOWN] }]) {
      expect(endpoint.diff({ config })).toMatchObject({ changes: true, replaces: [] });
    }
  });
});
