import { afterAll, beforeAll, expect, test } from "vitest";
import { startEmulator, type Emulator, type JournalEntry } from "../../emulator/index";
import { claude, gpt, gptByHand } from "./harness/programs";
import type { Outcome, StateResource } from "./harness/pulumi-stack";
import { byHand, fillSecrets, openStack } from "./harness/with-stack";

/**
 * Faults that users of other tools for these endpoints have reported, each as a test. All are looked for in one life of
 * one stack: created, left alone, refreshed, changed twice, and meddled with by hand.
 *
 * @see https://github.com/databricks/terraform-provider-databricks/issues?q=model_serving
 */

const PLAINTEXT = "hunter-plaintext-1";

/** Names are those of the endpoints that show the fault, or not. */
const program = (stage: 1 | 2 | 3): string => {
  const pick = <T>(...values: [T, T, T]): T => values[stage - 1] as T;
  const make = (name: string, args: string) =>
    `new s.ServingEndpoint("${name}", { name: "${name}", ${args} });\n`;
  const one = `config: { servedEntities: [${gpt()}] }`;
  const custom = (version: number, more: string) =>
    `config: { servedEntities: [{ entityName: "main.models.fraud", entityVersion: "${version}", scaleToZeroEnabled: false, ${more} }] }`;
  const inOrder = (items: string[]) => pick(items, [...items].reverse(), items).join(", ");
  return [
    make(
      "tagged",
      `${one}, tags: [${pick('{ key: "a", value: "1" }', '{ key: "a", value: "2" }', '{ key: "b" }')}]`,
    ),
    make(
      "ordered",
      `config: { servedEntities: [${inOrder([gpt("zeta"), claude("alpha")])}], trafficConfig: { routes: [${inOrder(
        [
          '{ servedModelName: "zeta", trafficPercentage: 30 }',
          '{ servedModelName: "alpha", trafficPercentage: 70 }',
        ],
      )}] } }, tags: [${inOrder(['{ key: "z", value: "1" }', '{ key: "a", value: "2" }'])}]`,
    ),
    make(
      "plaintext",
      `config: { servedEntities: [{ externalModel: { provider: "openai", name: "gpt-5.4", task: "llm/v1/chat",
         openaiConfig: { openaiApiKeyPlaintext: pulumi.secret("${PLAINTEXT}") } } }] }`,
    ),
    make("defaults", `${one}, aiGateway: { rateLimits: [{ calls: 10, renewalPeriod: "minute" }] }`),
    make("compute", custom(3, 'environmentVars: { camelCase: "1", snake_case: "2", UPPER_CASE: "3" }')),
    make(
      "gateway",
      one +
        pick(
          ", aiGateway: { usageTrackingConfig: { enabled: true }, rateLimits: [{ calls: 10, renewalPeriod: 'minute' }] }",
          ", aiGateway: { usageTrackingConfig: { enabled: false }, rateLimits: [{ calls: 20, renewalPeriod: 'minute' }], guardrails: { input: { safety: true } } }",
          "",
        ),
    ),
    make(
      "notified",
      one +
        pick(
          ', emailNotifications: { onUpdateFailure: ["a@example.com"] }',
          ', emailNotifications: { onUpdateFailure: ["b@example.com"], onUpdateSuccess: ["c@example.com"] }',
          "",
        ),
    ),
    make("described", `${one}, description: "${pick("one", "two", "two")}"`),
    make("budgeted", `${one}, budgetPolicyId: "${pick("b-1", "b-2", "b-2")}"`),
    make("bare", `tags: [{ key: "a", value: "${stage}" }]`),
    make("granted", `${one}, accessControlList: [{ groupName: "users", permissionLevel: "CAN_QUERY" }]`),
    make(
      "telemetry",
      custom(pick(1, 2, 2), "") +
        pick("", ', telemetryConfig: { tableNames: { logsTable: "main.logs.t" } }', ""),
    ),
  ].join("");
};

interface Step {
  readonly outcome: Outcome;
  readonly requests: readonly JournalEntry[];
  readonly resources: readonly StateResource[];
  readonly state: string;
}

const steps = {} as Record<
  | "create"
  | "again"
  | "refresh"
  | "previewed"
  | "changed"
  | "refreshed"
  | "recreated"
  | "repaired"
  | "last"
  | "end",
  Step
>;
let emulator: Emulator;
let stack: ReturnType<typeof openStack>;

beforeAll(async () => {
  // Long enough that a call that does not wait for an update meets it.
  emulator = await startEmulator({
    switches: { customUpdateDelayMs: 1500, updateDelayMs: 300, unknownRequestFields: "refuse" },
  });
  await fillSecrets(emulator);
  stack = openStack(program(1), emulator);
  const step = async (name: keyof typeof steps, run: () => Promise<Outcome>) => {
    emulator.journal.clear();
    const outcome = await run();
    const requests = emulator.journal.entries();
    steps[name] = { outcome, requests, resources: stack.resources(), state: stack.stateText() };
  };
  await step("create", () => stack.up());
  await step("again", () => stack.up());
  await step("refresh", () => stack.refresh("--expect-no-changes"));
  stack.write(program(2));
  await step("previewed", () => stack.preview());
  await step("changed", () => stack.up());
  await step("refreshed", () => stack.refresh("--expect-no-changes"));
  await byHand(emulator, "DELETE", "/api/2.0/serving-endpoints/granted");
  await byHand(emulator, "POST", "/api/2.0/serving-endpoints", {
    name: "granted",
    config: {
      served_entities: [gptByHand()],
    },
  });
  await step("recreated", () => stack.refresh());
  await step("repaired", () => stack.up());
  stack.write(program(3));
  await step("last", () => stack.up());
  await step("end", () => stack.refresh("--expect-no-changes"));
}, 300_000);

afterAll(async () => {
  stack.dispose();
  await emulator.close();
});

/** What a step changed of an endpoint: method and last part of the path. */
const writesOf = (step: keyof typeof steps, endpoint: string): string[] =>
  steps[step].requests
    .filter(({ method, path }) => method !== "GET" && path.split("/")[4] === endpoint)
    .map(({ method, path }) => `${method} ${path.split("/")[5] ?? ""}`.trim());

const bodyOf = (step: keyof typeof steps, endpoint: string, section: string): any =>
  steps[step].requests.find(
    ({ method, path }) => method !== "GET" && path.endsWith(`/${endpoint}/${section}`),
  )?.body;

/** The part of a preview that is about one resource. */
const previewOf = (endpoint: string): string => {
  const blocks = steps.previewed.outcome.output.split(/(?=\n +[~+-]+ ?pulumi-nodejs:dynamic)/);
  return blocks.find((block) => block.includes(`[id=${endpoint}]`)) ?? "";
};

test("everything is created, by one request for each endpoint that needs no more", () => {
  expect(steps.create.outcome.output).toContain("+ 13 created");
  const posts = steps.create.requests
    .filter(({ method }) => method === "POST")
    .map(({ body }) => (body as any).name);
  expect(posts.sort()).toEqual(steps.create.resources.map(({ id }) => id).sort());
  const others = steps.create.requests.filter(({ method }) => method !== "POST" && method !== "GET");
  expect(others.map(({ path }) => path.split("/")[3])).toEqual(["permissions"]);
});

test("nothing changed means nothing to do, and not a single request", () => {
  expect(steps.again.outcome.output).toContain("13 unchanged");
  expect(steps.again.requests).toEqual([]);
});

test.each(["refresh", "refreshed", "end"] as const)("a refresh finds no drift (%s)", (step) => {
  expect(steps[step].outcome.output).not.toContain("updated");
  expect(steps[step].outcome.code).toBe(0);
});

test("tags change more than once", () => {
  expect(bodyOf("changed", "tagged", "tags")).toEqual({ add_tags: [{ key: "a", value: "2" }] });
  expect(bodyOf("last", "tagged", "tags")).toEqual({ add_tags: [{ key: "b" }], delete_tags: ["a"] });
});

test("the order of entities, routes and tags is no difference", () => {
  expect(previewOf("ordered")).toBe("");
  expect(writesOf("changed", "ordered")).toEqual([]);
});

test("a plaintext key is no drift, and is in no preview and in no state", () => {
  for (const { outcome, state } of Object.values(steps)) {
    expect(outcome.output).not.toContain(PLAINTEXT);
    expect(state).not.toContain(PLAINTEXT);
  }
  expect(previewOf("plaintext")).toBe("");
  expect(writesOf("changed", "plaintext")).toEqual([]);
});

test("a default traffic config, workload size or key of a gateway limit is no drift", async () => {
  for (const endpoint of ["defaults", "compute"]) {
    expect(previewOf(endpoint)).toBe("");
    expect(writesOf("changed", endpoint)).toEqual([]);
  }
  const live = (await byHand(emulator, "GET", "/api/2.0/serving-endpoints/compute")) as any;
  expect(live.config.served_entities[0]).toMatchObject({ workload_size: "Small", workload_type: "CPU" });
  const limited = (await byHand(emulator, "GET", "/api/2.0/serving-endpoints/defaults")) as any;
  expect(limited.ai_gateway.rate_limits[0].key).toBe("endpoint");
});

test("every sub-block of a gateway updates, and the gateway can be removed", async () => {
  expect(bodyOf("changed", "gateway", "ai-gateway")).toEqual({
    guardrails: { input: { safety: true } },
    rate_limits: [{ calls: 20, renewal_period: "minute" }],
    usage_tracking_config: { enabled: false },
  });
  expect(bodyOf("last", "gateway", "ai-gateway")).toEqual({});
  const live = (await byHand(emulator, "GET", "/api/2.0/serving-endpoints/gateway")) as any;
  expect(live.ai_gateway).toBeUndefined();
});

test("a change of notifications is sent, and so is their removal", () => {
  expect(bodyOf("changed", "notified", "notifications")).toEqual({
    email_notifications: { on_update_success: ["c@example.com"], on_update_failure: ["b@example.com"] },
  });
  expect(bodyOf("last", "notified", "notifications")).toEqual({
    email_notifications: { on_update_success: [], on_update_failure: [] },
  });
});

test("a change of description or budget policy is not dropped: it replaces, and the preview says why", () => {
  for (const [endpoint, input] of [
    ["described", "description"],
    ["budgeted", "budgetPolicyId"],
  ] as const) {
    expect(steps.previewed.outcome.output).toContain(
      `replaces because of ${input}: no call of the API updates`,
    );
    expect(writesOf("changed", endpoint)).toEqual(["DELETE"]);
    expect(steps.changed.requests.filter(({ body }) => (body as any)?.name === endpoint)).toHaveLength(1);
  }
});

test("an endpoint without config lives like any other", () => {
  expect(writesOf("changed", "bare")).toEqual(["PATCH tags"]);
  expect(writesOf("last", "bare")).toEqual(["PATCH tags"]);
});

test("the names of environment variables are sent as they are written", () => {
  const created = steps.create.requests.find(({ body }) => (body as any)?.name === "compute")?.body as any;
  // The journal hides their values.
  const variables = Object.keys(created.config.served_entities[0].environment_vars);
  expect(variables.toSorted()).toEqual(["UPPER_CASE", "camelCase", "snake_case"]);
});

test("telemetry is not sent while an update runs", () => {
  expect(writesOf("changed", "telemetry")).toEqual(["PUT config", "PATCH telemetry-config"]);
  const refused = steps.changed.requests.filter(({ status }) => status === 409);
  expect(refused).toEqual([]);
  expect(bodyOf("last", "telemetry", "telemetry-config")).toEqual({});
});

test("an endpoint that was removed and created again by hand gets its permissions once, under its new id", () => {
  const before = steps.create.resources.find(({ id }) => id === "granted")?.outputs["endpointId"];
  const after = steps.recreated.resources.find(({ id }) => id === "granted")?.outputs["endpointId"];
  expect(after).not.toBe(before);
  const puts = steps.repaired.requests.filter(({ method }) => method === "PUT").map(({ path }) => path);
  expect(puts).toEqual([`/api/2.0/permissions/serving-endpoints/${String(after)}`]);
  expect(writesOf("last", "granted")).toEqual([]);
});
