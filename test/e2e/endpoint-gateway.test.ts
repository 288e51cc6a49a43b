import { expect, test } from "vitest";
import { claude, endpoint, gpt } from "./harness/programs";
import { byHand, emulatorForTest, stackForTest, writes } from "./harness/with-stack";

const PLATFORM = "databricks-gpt-oss-120b";
const limits = (calls: number) =>
  `aiGateway: { rateLimits: [{ key: "user", calls: ${calls}, renewalPeriod: "minute" }], usageTrackingConfig: { enabled: true } }`;
const governed = (name: string, of: string, calls: number, more = "") =>
  `new s.EndpointGateway("${name}", { endpoint: "${of}", ${limits(calls)}, ${more} });\n`;

test("the gateways of another team's endpoint and of one of the platform's live their whole life, and are restored or kept", async () => {
  const emulator = await emulatorForTest();
  const gatewayOf = async (name: string) => {
    const { ai_gateway } = (await byHand(emulator, "GET", `/api/2.0/serving-endpoints/${name}`)) as any;
    return ai_gateway;
  };
  const theirs = `aiGateway: { rateLimits: [{ key: "endpoint", calls: 5000, renewalPeriod: "minute" }] },
    accessControlList: [{ groupName: "users", permissionLevel: "CAN_QUERY" }]`;
  const split = `trafficConfig: { routes: [{ servedModelName: "gpt", trafficPercentage: 80 }, { servedModelName: "claude", trafficPercentage: 20 }] }`;
  const owner = stackForTest(endpoint([gpt(), claude()], theirs, split), emulator, { project: "owner" });
  const made = await owner.up();
  expect(made.code, made.output).toBe(0);
  const before = await gatewayOf("assistant");
  const platformBefore = await gatewayOf(PLATFORM);

  const access = 'accessControlList: [{ groupName: "users", permissionLevel: "CAN_VIEW" }]';
  const stack = stackForTest(
    governed("assistant", "assistant", 100, access) + governed("platform", PLATFORM, 20, 'onDelete: "keep"'),
    emulator,
    { project: "platform-team" },
  );
  emulator.journal.clear();
  const created = await stack.up();
  expect(created.code, created.output).toBe(0);
  expect(writes(emulator).toSorted()).toEqual([
    expect.stringMatching(/^PUT \/api\/2.0\/permissions\/serving-endpoints\/[0-9a-f]{32}$/) as string,
    "PUT …/assistant/ai-gateway",
    `PUT …/${PLATFORM}/ai-gateway`,
  ]);
  expect((await gatewayOf(PLATFORM)).rate_limits).toMatchObject([{ calls: 20, key: "user" }]);

  // Another run changes nothing; what somebody else does shows, and is repaired by one call.
  emulator.journal.clear();
  expect((await stack.up()).output).toContain("3 unchanged");
  await byHand(emulator, "PUT", "/api/2.0/serving-endpoints/assistant/ai-gateway", {
    rate_limits: [{ calls: 9999, key: "user", renewal_period: "minute" }],
  });
  await stack.refresh();
  const drift = await stack.preview();
  expect(drift.output).toMatch(/calls *: 9999 => 100/);
  emulator.journal.clear();
  stack.write(
    governed("assistant", "assistant", 200, access) + governed("platform", PLATFORM, 20, 'onDelete: "keep"'),
  );
  await stack.up();
  expect(writes(emulator)).toEqual(["PUT …/assistant/ai-gateway"]);
  expect((await gatewayOf("assistant")).rate_limits).toMatchObject([{ calls: 200, key: "user" }]);

  emulator.journal.clear();
  const gone = await stack.destroy();
  expect(gone.code, gone.output).toBe(0);
  expect(writes(emulator).filter((line) => line.includes(PLATFORM))).toEqual([]);
  expect(await gatewayOf("assistant")).toEqual(before);
  expect((await gatewayOf(PLATFORM)).rate_limits).toMatchObject([{ calls: 20, key: "user" }]);
  expect(platformBefore?.rate_limits).toBeUndefined();
  // The owner's program sees nothing of it: what it had is back, permissions too.
  expect((await owner.refresh("--expect-no-changes")).code).toBe(0);
});
