import { describe, expect, test } from "vitest";
import { differences } from "../../provider/schema/differences";
import { CALL_ORDER, planChanges, planEndpoint } from "../../provider/plan/plan-endpoint";
import type { Fields } from "../../provider/schema/plain-object";
import { servingEndpoint } from "../../provider/resources/serving-endpoint";
import { claude, fraud, gpt, serving, split } from "../lifecycle/programs";

const paths = (olds: Fields, news: Fields): string[] =>
  differences(servingEndpoint.inputs, olds, news).map(({ path }) => path);

const openaiWithKey = (openaiApiKeyPlaintext: string) => ({
  name: "gpt",
  externalModel: {
    provider: "openai",
    name: "gpt-5.4",
    task: "llm/v1/chat",
    openaiConfig: { openaiApiKeyPlaintext },
  },
});

describe("differences", () => {
  test.each<[string, Fields, Fields, string[]]>([
    [
      "a field deep inside an entity, by the entity's name",
      serving(gpt()),
      serving(gpt("gpt", "o3")),
      ["config.servedEntities[gpt].externalModel.name"],
    ],
    ["an entity that is added", serving(gpt()), serving(claude(), gpt()), ["config.servedEntities[claude]"]],
    [
      "an entity that becomes one of another provider",
      serving(gpt("a")),
      serving(claude("a")),
      ["config.servedEntities[a].externalModel"],
    ],
    [
      "a share",
      split([gpt(), 60], [claude(), 40]),
      split([claude(), 30], [gpt(), 70]),
      [
        "config.trafficConfig.routes[gpt].trafficPercentage",
        "config.trafficConfig.routes[claude].trafficPercentage",
      ],
    ],
    [
      "a tag's value",
      { tags: [{ key: "a", value: "1" }] },
      { tags: [{ key: "b" }, { key: "a", value: "2" }] },
      ["tags[a].value", "tags[b]"],
    ],
    [
      "unset, empty and false, which are three things",
      { tags: [], description: "", routeOptimized: false },
      {},
      ["tags", "description", "routeOptimized"],
    ],
    [
      "zero and unset",
      { aiGateway: { rateLimits: [{ calls: 0, renewalPeriod: "minute" }] } },
      { aiGateway: { rateLimits: [{ renewalPeriod: "minute" }] } },
      ["aiGateway.rateLimits"],
    ],
    [
      "a variable, without its value",
      serving(fraud({ name: "f", environmentVars: { A: "1" } })),
      serving(fraud({ name: "f", environmentVars: { A: "2" } })),
      ["config.servedEntities[f].environmentVars"],
    ],
    [
      "a credential, without its value",
      serving(openaiWithKey("1")),
      serving(openaiWithKey("2")),
      ["config.servedEntities[gpt].externalModel.openaiConfig.openaiApiKeyPlaintext"],
    ],
    [
      "a grant by whom it is for",
      { accessControlList: [{ userName: "a", permissionLevel: "CAN_VIEW" }] },
      { accessControlList: [{ groupName: "a", permissionLevel: "CAN_VIEW" }] },
      ["accessControlList[userName a]", "accessControlList[groupName a]"],
    ],
  ])("names %s", (_, olds, news, expected) => {
    expect(paths(olds, news)).toEqual(expected);
  });
});

describe("a plan", () => {
  test("has the calls that the differences need, in the one order, each once and with its reasons", () => {
    const news = {
      ...serving(gpt("gpt", "o3")),
      credentialsVersion: 2,
      tags: [{ key: "a" }],
      aiGateway: { usageTrackingConfig: { enabled: true } },
      rateLimits: [{ calls: 1, renewalPeriod: "minute" as const }],
      accessControlList: [],
      emailNotifications: { onUpdateFailure: ["a@example.com"] },
      telemetryConfig: {},
    };
    const plan = planEndpoint({ ...serving(gpt()), credentialsVersion: 1 }, news);
    expect(plan.calls.map(({ call }) => call)).toEqual(CALL_ORDER);
    expect(plan.calls.find(({ call }) => call === "putConfig")).toEqual({
      call: "putConfig",
      settles: ["config", "credentialsVersion"],
      because: ["config.servedEntities[gpt].externalModel.name", "credentialsVersion"],
    });
    expect(plan.replacements).toEqual([]);
  });

  test("of no difference is nothing to do", () => {
    const plan = planEndpoint({ ...serving(gpt()), state: { configUpdate: "NOT_UPDATING" } }, serving(gpt()));
    expect(plan).toEqual({ replacements: [], calls: [], recorded: [], failed: undefined, unsettled: false });
    expect(planChanges(plan)).toBe(false);
  });

  test("records what steers this provider, and sends nothing for it", () => {
    const plan = planEndpoint({}, { adopt: true, timeouts: { create: "1m" }, preflight: false });
    expect(plan).toMatchObject({ calls: [], recorded: ["adopt", "timeouts", "preflight"] });
    expect(planChanges(plan)).toBe(true);
  });

  test("waits for an update that an earlier run began", () => {
    const plan = planEndpoint({ ...serving(gpt()), state: { configUpdate: "IN_PROGRESS" } }, serving(gpt()));
    expect(plan).toMatchObject({ calls: [], unsettled: true });
    expect(planChanges(plan)).toBe(true);
  });

  test.each(["UPDATE_FAILED", "UPDATE_CANCELED"])(
    "sends a config again whose update ended as %s",
    (configUpdate) => {
      const plan = planEndpoint({ ...serving(gpt()), state: { configUpdate } }, serving(gpt()));
      expect(plan.calls).toEqual([
        { call: "putConfig", settles: ["config"], because: [`the last update ended as ${configUpdate}`] },
      ]);
      expect(plan.failed).toBe(configUpdate);
      expect(planEndpoint({ state: { configUpdate } }, {}).calls).toEqual([]);
    },
  );

  test.each<[string, Fields, Fields, boolean]>([
    ["external to custom", serving(gpt()), serving(fraud()), true],
    ["custom to external", serving(fraud()), serving(gpt()), true],
    ["nothing to external", {}, serving(gpt()), true],
    ["nothing to custom", {}, serving(fraud()), false],
    ["external to nothing", serving(gpt()), {}, true],
    ["external to external", serving(gpt()), serving(claude()), false],
    ["a failed external one to external", { endpointType: "EXTERNAL_MODEL" }, serving(gpt()), false],
  ])("knows whether the kind of the endpoint changes: %s", (_, olds, news, replaces) => {
    expect(planEndpoint(olds, news).replacements.map(({ input }) => input)).toEqual(
      replaces ? ["config"] : [],
    );
  });
});
