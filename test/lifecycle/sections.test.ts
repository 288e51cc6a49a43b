import { describe, expect, test } from "vitest";
import type { Fields } from "../../provider/schema/plain-object";
import { claude, fraud, gpt, serving, split } from "./programs";
import { benchForTest } from "./with-lifecycle";

interface Life {
  /** Also the name of the golden file, with spaces as dashes. */
  readonly section: string;
  /** What the endpoint has beside the section. */
  readonly base: Fields;
  /** What it is given, one after the other; `{}` takes the section away. */
  readonly steps: readonly Fields[];
}

const external = serving(gpt());
const custom = serving(fraud());

const lives: readonly Life[] = [
  {
    section: "tags",
    base: external,
    steps: [
      { tags: [{ key: "team", value: "support" }, { key: "pilot" }] },
      {
        tags: [
          { key: "team", value: "sales" },
          { key: "pilot", value: "yes" },
          { key: "cost", value: "1" },
        ],
      },
      { tags: [{ key: "team" }] },
      {},
    ],
  },
  {
    section: "gateway",
    base: external,
    steps: [
      { aiGateway: { usageTrackingConfig: { enabled: true } } },
      { aiGateway: { usageTrackingConfig: { enabled: false }, fallbackConfig: { enabled: true } } },
      { aiGateway: {} },
      { aiGateway: { usageTrackingConfig: { enabled: true } } },
      {},
    ],
  },
  {
    section: "gateway rate limits",
    base: external,
    steps: [
      { aiGateway: { rateLimits: [{ calls: 100, renewalPeriod: "minute" }] } },
      {
        aiGateway: {
          rateLimits: [
            { tokens: 5000, key: "user_group", principal: "analysts", renewalPeriod: "minute" },
            { calls: 0, key: "user", renewalPeriod: "minute" },
            { calls: 10, tokens: 900, key: "endpoint", renewalPeriod: "minute" },
          ],
        },
      },
      { aiGateway: { rateLimits: [] } },
      {},
    ],
  },
  {
    section: "gateway guardrails",
    base: external,
    steps: [
      { aiGateway: { guardrails: { input: { safety: true, pii: { behavior: "BLOCK" } } } } },
      {
        aiGateway: {
          guardrails: {
            input: { safety: false, pii: { behavior: "MASK" }, invalidKeywords: ["b", "a"] },
            output: { pii: { behavior: "NONE" }, validTopics: ["billing"] },
          },
        },
      },
      { aiGateway: { guardrails: { output: { safety: true } } } },
      {},
    ],
  },
  {
    section: "gateway inference table",
    base: external,
    steps: [
      { aiGateway: { inferenceTableConfig: { enabled: true, catalogName: "main", schemaName: "logs" } } },
      {
        aiGateway: {
          inferenceTableConfig: {
            enabled: true,
            catalogName: "main",
            schemaName: "audit",
            tableNamePrefix: "bot",
          },
        },
      },
      { aiGateway: { inferenceTableConfig: { enabled: false, catalogName: "main", schemaName: "audit" } } },
      {},
    ],
  },
  {
    section: "older rate limits",
    base: external,
    steps: [
      { rateLimits: [{ calls: 100, renewalPeriod: "minute" }] },
      { rateLimits: [{ calls: 0, key: "user", renewalPeriod: "minute" }] },
      {},
    ],
  },
  {
    section: "notifications",
    base: external,
    steps: [
      { emailNotifications: { onUpdateSuccess: ["a@example.com"], onUpdateFailure: ["b@example.com"] } },
      { emailNotifications: { onUpdateFailure: ["c@example.com", "b@example.com"] } },
      {},
    ],
  },
  {
    section: "permissions",
    base: external,
    steps: [
      { accessControlList: [{ groupName: "users", permissionLevel: "CAN_QUERY" }] },
      {
        accessControlList: [
          { userName: "ann@example.com", permissionLevel: "CAN_VIEW" },
          { groupName: "users", permissionLevel: "CAN_MANAGE" },
          { servicePrincipalName: "8d6f7ee6-0000-4000-8000-000000000001", permissionLevel: "CAN_QUERY" },
        ],
      },
      { accessControlList: [] },
    ],
  },
  {
    section: "entities",
    base: {},
    steps: [
      serving(gpt()),
      split([gpt(), 90], [claude(), 10]),
      split([gpt("gpt", "gpt-5.4-mini"), 50], [claude(), 50]),
      serving(claude()),
    ],
  },
  {
    section: "capture table",
    base: {},
    steps: [
      serving(gpt()),
      {
        config: {
          ...(external["config"] as Fields),
          autoCaptureConfig: { catalogName: "main", schemaName: "logs", tableNamePrefix: "bot" },
        },
      },
      {
        config: {
          ...(external["config"] as Fields),
          autoCaptureConfig: {
            catalogName: "main",
            schemaName: "logs",
            tableNamePrefix: "bot",
            enabled: false,
          },
        },
      },
      serving(gpt()),
    ],
  },
  {
    section: "telemetry",
    base: custom,
    steps: [
      { telemetryConfig: { tableNames: { logsTable: "main.logs.fraud" } } },
      {
        telemetryConfig: {
          tableNames: { logsTable: "main.logs.fraud", tracesTable: "main.logs.traces" },
          enabledTelemetryFeatures: ["TELEMETRY_FEATURE_TRACES", "TELEMETRY_FEATURE_LOGS"],
          inferenceTableConfig: { samplingFraction: 0.25 },
        },
      },
      {},
    ],
  },
  {
    section: "compute",
    base: {},
    steps: [
      custom,
      serving(fraud({ workloadSize: "Medium", workloadType: "GPU_SMALL", scaleToZeroEnabled: true })),
      serving(
        fraud({
          minProvisionedConcurrency: 0,
          maxProvisionedConcurrency: 8,
          burstScalingEnabled: false,
          environmentVars: { OPENAI_API_KEY: "{{secrets/keys/openai}}", camelCase: "x", snake_case: "y" },
          instanceProfileArn: "arn:aws:iam::1:instance-profile/x",
        }),
      ),
      serving(fraud({ environmentVars: { camelCase: "z" } })),
      serving(fraud({ entityVersion: "4" })),
    ],
  },
  {
    section: "foundation model",
    base: {},
    steps: [
      serving({
        entityName: "system.ai.llama-4-maverick",
        entityVersion: "1",
        minProvisionedThroughput: 0,
        maxProvisionedThroughput: 9500,
      }),
      serving({ entityName: "system.ai.llama-4-maverick", entityVersion: "1", provisionedModelUnits: 100 }),
    ],
  },
];

describe("a section of an endpoint is sent when it is added, changed and taken away", () => {
  test.each(lives)("$section", async ({ section, base, steps }) => {
    const bench = await benchForTest();
    const endpoint = bench.endpoint("assistant");
    const lines: string[] = [];
    const record = (what: string, step: Fields) => {
      const requests = bench.transcript();
      expect(requests, `${what} ${JSON.stringify(step)} sends nothing`).not.toBe("");
      lines.push(`## ${what}\n\n${requests}`);
    };
    const [first, ...later] = Object.keys(base).length === 0 ? steps : [base, ...steps];
    expect(await endpoint.up(first!)).toBe("create");
    record("create", first!);
    for (const [index, step] of later.entries()) {
      const news = { ...base, ...step };
      expect(await endpoint.up(news)).toBe("update");
      record(`update ${index + 1}`, step);
      expect(await endpoint.up(news), `no change after ${JSON.stringify(step)}`).toBe("same");
      await endpoint.refresh();
      expect(endpoint.diff(news), `no drift after ${JSON.stringify(step)}`).toMatchObject({ replaces: [] });
      // Only a telemetry change keeps the endpoint busy for longer than the update waits.
      bench.emulator.advance(600_000);
      await endpoint.refresh();
      expect(endpoint.diff(news).changes, `drift after ${JSON.stringify(step)}`).toBe(false);
      expect(bench.writes()).toEqual([]);
    }
    await expect(lines.join("\n")).toMatchFileSnapshot(`goldens/${section.replaceAll(" ", "-")}.txt`);
  });

  test.each(lives)("$section is accepted by a create as a whole", async ({ base, steps }) => {
    const bench = await benchForTest();
    for (const [index, step] of steps.entries()) {
      const endpoint = bench.endpoint(`assistant-${index}`);
      const news = { ...base, ...step };
      expect(await endpoint.up(news)).toBe("create");
      bench.emulator.advance(600_000);
      await endpoint.refresh();
      expect(endpoint.diff(news).changes, JSON.stringify(step)).toBe(false);
    }
  });
});
