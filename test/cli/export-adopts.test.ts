import { format } from "prettier";
import { expect, test } from "vitest";
import type { Json } from "../../provider/schema/json";
import type { Fields } from "../../provider/schema/plain-object";
import { createBody } from "../../provider/client/serving-endpoints/endpoint-bodies";
import { settingsOfProviders } from "../lifecycle/every-provider";
import { claude, fraud, gpt, key, serving, split } from "../lifecycle/programs";
import { benchForTest, type Bench } from "../lifecycle/with-lifecycle";
import { exported, runProgram, typeErrors } from "./exported-program";

const ENDPOINTS = "/api/2.0/serving-endpoints";

/** Endpoints of every kind, as a user may have made them by hand, in the terms of the resource. */
const endpoints: Readonly<Record<string, Fields>> = {
  ...Object.fromEntries(
    Object.entries(settingsOfProviders).map(([mode, { provider, settings }]) => [
      `a model of ${mode}`,
      serving({
        name: "only",
        externalModel: { provider, name: "model-1", task: "llm/v1/chat", ...settings },
      }),
    ]),
  ),
  "no config": {},
  "no config, with tags and a description": {
    description: 'says "hello", isn\'t it',
    tags: [{ key: "team", value: "ml" }, { key: "flag" }],
  },
  "a name that derives from the model's": serving({ ...gpt(), name: undefined }),
  "several models": split([gpt(), 70], [claude(), 30], [gpt("spare"), 0]),
  "a whole gateway": {
    ...split([gpt(), 100], [claude(), 0]),
    aiGateway: {
      fallbackConfig: { enabled: true },
      guardrails: {
        input: {
          safety: true,
          pii: { behavior: "BLOCK" },
          invalidKeywords: [
            "a keyword",
            "another, longer one",
            "and one that does not fit on the line any more",
          ],
        },
        output: { pii: { behavior: "MASK" }, validTopics: ["weather"] },
      },
      inferenceTableConfig: {
        catalogName: "main",
        schemaName: "logs",
        tableNamePrefix: "chat",
        enabled: true,
      },
      rateLimits: [
        { calls: 100, renewalPeriod: "minute" },
        { calls: 10, tokens: 5000, key: "user", renewalPeriod: "minute" },
        { tokens: 0, key: "user_group", principal: "interns", renewalPeriod: "minute" },
      ],
      usageTrackingConfig: { enabled: true },
    },
    tags: [{ key: "cost-center", value: "4711" }],
    emailNotifications: { onUpdateSuccess: ["ok@example.com"], onUpdateFailure: ["ops@example.com"] },
  },
  "a gateway in which nothing is on": {
    ...serving(gpt()),
    aiGateway: {
      fallbackConfig: { enabled: false },
      guardrails: { input: { safety: false } },
      usageTrackingConfig: { enabled: false },
    },
    emailNotifications: { onUpdateSuccess: [], onUpdateFailure: [] },
  },
  "a custom model": serving(fraud()),
  "a custom model with all that it can have": {
    ...serving(
      fraud({
        name: "fraud",
        workloadType: "GPU_SMALL",
        workloadSize: "Medium",
        scaleToZeroEnabled: true,
        environmentVars: {
          LOG_LEVEL: "verbose",
          EMPTY: "",
          camelCase_AndMore: "kept",
          "dotted.name": "1",
          OPENAI_API_KEY: key("openai"),
          PASSWORD: "hunter2-and-more",
        },
        instanceProfileArn: "arn:aws:iam::123456789012:instance-profile/models",
      }),
    ),
    routeOptimized: true,
    telemetryConfig: {
      tableNames: { logsTable: "main.logs.fraud" },
      enabledTelemetryFeatures: ["TELEMETRY_FEATURE_LOGS"],
      inferenceTableConfig: { samplingFraction: 0.5 },
    },
    budgetPolicyId: "8f2a",
  },
  "provisioned concurrency": serving(
    fraud({ minProvisionedConcurrency: 4, maxProvisionedConcurrency: 8, scaleToZeroEnabled: false }),
  ),
  "provisioned throughput": serving({
    name: "llama",
    entityName: "system.ai.llama",
    entityVersion: "1",
    minProvisionedThroughput: 0,
    maxProvisionedThroughput: 100,
  }),
  "an older inference table": {
    config: {
      servedEntities: [fraud()],
      autoCaptureConfig: { catalogName: "main", schemaName: "logs", tableNamePrefix: "fraud", enabled: true },
    },
  },
};

/** Values of the stack's config that the programs ask for. */
const config = {
  "a-custom-model-with-all-that-it-can-have-fraud-PASSWORD": "hunter2-and-more",
};

const withCredentials = Object.entries(settingsOfProviders).filter(([, { settings }]) =>
  JSON.stringify(settings).includes("{{secrets"),
);

const plaintextModel = ({ provider, settings }: { provider: string; settings: Fields }): Fields => ({
  provider,
  name: "model-1",
  task: "llm/v1/chat",
  ...plaintext(settings),
});

const nameOf = (kind: string): string => kind.replaceAll(/\W+/g, "-").slice(0, 63);

async function live(bench: Bench, kind: string): Promise<string> {
  const name = nameOf(kind);
  await bench.byHand("POST", ENDPOINTS, createBody({ name, ...endpoints[kind] }) as Json);
  bench.emulator.advance(3_600_000);
  return name;
}

test.each(Object.keys(endpoints))(
  "the program of an endpoint with %s adopts it by GET requests alone, and changes nothing after that",
  async (kind) => {
    const bench = await benchForTest();
    const name = await live(bench, kind);
    bench.emulator.journal.clear();
    const { code, text, said } = await exported(bench.emulator, name);
    expect(code).toBe(0);
    const { args } = runProgram(text, config);
    const endpoint = bench.endpoint(name);
    expect(await endpoint.up(args)).toBe("create");
    expect(new Set(bench.emulator.journal.entries().map(({ method }) => method))).toEqual(new Set(["GET"]));
    expect(said).toContain("adopts it and sends no update");
    expect(await endpoint.up(args)).toBe("same");
    expect(await endpoint.refresh()).toBe(true);
    expect(await endpoint.up(args)).toBe("same");
  },
);

test("what is left out need not be written: a later change of the config keeps the rest as it was", async () => {
  const bench = await benchForTest();
  const name = await live(bench, "a custom model with all that it can have");
  const before = await bench.byHand("GET", `${ENDPOINTS}/${name}`);
  const { args } = runProgram((await exported(bench.emulator, name)).text, config);
  const endpoint = bench.endpoint(name);
  await endpoint.up(args);
  await endpoint.up({ ...args, credentialsVersion: 1 });
  const after = await bench.byHand("GET", `${ENDPOINTS}/${name}`);
  const { config_version: _, ...kept } = before.config;
  expect(after.config).toMatchObject(kept);
});

test("programs of all kinds pass the strict compiler, and Prettier finds nothing to change", async () => {
  const bench = await benchForTest();
  const programs: Record<string, string> = {};
  for (const kind of Object.keys(endpoints)) {
    programs[kind] = (await exported(bench.emulator, await live(bench, kind))).text;
  }
  for (const [kind, mode] of withCredentials) {
    const name = nameOf(`plaintext ${kind}`);
    const body = createBody({ name, ...serving({ name: "only", externalModel: plaintextModel(mode) }) });
    await bench.byHand("POST", ENDPOINTS, body);
    bench.emulator.advance(10_000);
    programs[name] = (await exported(bench.emulator, name)).text;
  }
  expect(typeErrors(programs)).toEqual([]);
  for (const text of Object.values(programs)) {
    expect(text).toBe(await format(text, { parser: "typescript" }));
  }
}, 120_000);

test.each(withCredentials)(
  "a plaintext credential of %s is asked for, and the config that holds it is all that is sent",
  async (_, mode) => {
    const bench = await benchForTest();
    const model = {
      provider: mode.provider,
      name: "model-1",
      task: "llm/v1/chat",
      ...plaintext(mode.settings),
    };
    const body = createBody({ name: "assistant", ...serving({ name: "only", externalModel: model }) });
    await bench.byHand("POST", ENDPOINTS, body);
    bench.emulator.advance(10_000);
    bench.writes();
    const { text, said } = await exported(bench.emulator, "assistant");
    expect(said).toContain("sends, once: the config, with the credentials that the API does not show.");
    const keys = [...text.matchAll(/requireSecret\("(.*)"\)|requireSecret\(\s*"(.*)",\s*\)/g)].map(
      (found) => found[1] ?? found[2],
    );
    expect(keys.length).toBe(JSON.stringify(mode.settings).split("{{secrets").length - 1);
    for (const name of keys)
      expect(text.replaceAll(/\n\s*\/\/ /g, " ")).toContain(`pulumi config set --secret ${name}`);
    const { args } = runProgram(text, Object.fromEntries(keys.map((name) => [name, "plain"])));
    expect(args).toMatchObject(serving({ externalModel: lowerCase(model) }));
    const endpoint = bench.endpoint("assistant");
    await endpoint.up(args);
    expect(bench.writes()).toEqual(["PUT …/assistant/config"]);
    expect(await endpoint.up(args)).toBe("same");
  },
);

/** Settings with a plaintext credential in place of each reference. */
function plaintext(settings: Fields): Fields {
  return Object.fromEntries(
    Object.entries(settings).map(([field, value]) => {
      if (typeof value === "object") return [field, plaintext(value as Fields)];
      return String(value).startsWith("{{secrets") ? [`${field}Plaintext`, "plain"] : [field, value];
    }),
  );
}

const lowerCase = (model: Fields): Fields =>
  JSON.parse(
    JSON.stringify(model).replace(
      /("bedrockProvider":)("\w+")/,
      (_, field, value) => field + value.toLowerCase(),
    ),
  );
