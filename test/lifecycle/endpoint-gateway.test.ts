import { expect, test } from "vitest";
import type { Fields } from "../../provider/schema/plain-object";
import { ManagedResource } from "./managed-resource";
import { gpt, serving } from "./programs";
import { benchForTest, type Bench } from "./with-lifecycle";

const limit = (calls: number): Fields => ({
  rateLimits: [{ calls, key: "endpoint", renewalPeriod: "minute" }],
});

/** An endpoint of another team, with limits and permissions of its own. */
async function theirs(
  bench: Bench,
): Promise<{ gateway: () => Promise<any>; permissions: () => Promise<string[]> }> {
  const endpoint = bench.endpoint("theirs");
  await endpoint.up({
    ...serving(gpt()),
    aiGateway: limit(7),
    accessControlList: [{ groupName: "users", permissionLevel: "CAN_VIEW" }],
  });
  const id = String(endpoint.outputs["endpointId"]);
  return {
    gateway: async () => (await bench.byHand("GET", "/api/2.0/serving-endpoints/theirs")).ai_gateway,
    permissions: async () => {
      const { access_control_list } = await bench.byHand(
        "GET",
        `/api/2.0/permissions/serving-endpoints/${id}`,
      );
      return access_control_list.flatMap((entry: any) =>
        entry.all_permissions
          .filter(({ inherited }: any) => !inherited)
          .map(({ permission_level }: any) => `${entry.group_name ?? entry.user_name}: ${permission_level}`),
      );
    },
  };
}

test("the gateway of somebody else's endpoint is set, drift is seen, and restored when the resource goes", async () => {
  const bench = await benchForTest();
  const { gateway, permissions } = await theirs(bench);
  const ours = bench.gateway("governed");
  const inputs = {
    endpoint: "theirs",
    aiGateway: limit(3),
    accessControlList: [{ groupName: "users", permissionLevel: "CAN_QUERY" }],
  };
  expect(await ours.up(inputs)).toBe("create");
  expect((await gateway()).rate_limits[0].calls).toBe(3);
  expect(await permissions()).toContain("users: CAN_QUERY");
  await ours.refresh();
  expect(ours.diff(inputs).changes).toBe(false);

  await bench.byHand("PUT", "/api/2.0/serving-endpoints/theirs/ai-gateway", {});
  await ours.refresh();
  expect(ours.diff(inputs).changes).toBe(true);
  await ours.up(inputs);
  expect((await gateway()).rate_limits[0].calls).toBe(3);

  expect(await ours.up({ ...inputs, aiGateway: limit(2) })).toBe("update");
  await ours.destroy();
  expect((await gateway()).rate_limits[0].calls).toBe(7);
  expect(await permissions()).toEqual(expect.arrayContaining(["users: CAN_VIEW"]));
});

test("settings stay where they are to be kept, and one that leaves the program is restored", async () => {
  const bench = await benchForTest();
  const { gateway, permissions } = await theirs(bench);
  const ours = bench.gateway("governed");
  const accessControlList = [{ groupName: "users", permissionLevel: "CAN_QUERY" }];
  await ours.up({ endpoint: "theirs", aiGateway: limit(3), accessControlList });
  await ours.up({ endpoint: "theirs", accessControlList });
  expect((await gateway()).rate_limits[0].calls).toBe(7);
  await ours.up({ endpoint: "theirs", accessControlList, onDelete: "keep" });
  await ours.destroy();
  expect(await permissions()).toContain("users: CAN_QUERY");
});

test("what is not governed is not touched", async () => {
  const bench = await benchForTest();
  await theirs(bench);
  bench.writes();
  const ours = bench.gateway("governed");
  await ours.up({ endpoint: "theirs", aiGateway: limit(3) });
  expect(bench.writes()).toEqual(["PUT …/theirs/ai-gateway"]);
});

test.each([
  ["a lost reply", { kind: "lose-reply" }],
  ["a 500", { kind: "status", status: 500 }],
  ["a web page after the commit", { kind: "status", status: 200, body: "<html></html>", commit: true }],
] as const)("a gateway that meets %s is set when the server shows it", async (_, action) => {
  const bench = await benchForTest();
  const { gateway } = await theirs(bench);
  bench.emulator.addFault({ method: "PUT", path: "/api/2.0/serving-endpoints/theirs/ai-gateway", action });
  await bench.gateway("governed").up({ endpoint: "theirs", aiGateway: limit(3) });
  expect((await gateway()).rate_limits[0].calls).toBe(3);
});

test("no endpoint, nothing to govern and a missing right are said", async () => {
  const bench = await benchForTest();
  const ours = bench.gateway("governed");
  await expect(ours.up({ endpoint: "nope", aiGateway: limit(1) })).rejects.toThrow("There is no endpoint");
  await expect(ours.up({ endpoint: "nope" })).rejects.toThrow(
    "found neither aiGateway nor accessControlList",
  );
  expect((await ours.preflight({ endpoint: "nope", aiGateway: limit(1) })).join()).toContain(
    "an endpoint that exists",
  );
  const misspelt = { endpoint: "databricks-gpt-oss-12b", aiGateway: limit(1) };
  expect((await ours.preflight(misspelt)).join()).toContain('Did you mean "databricks-gpt-oss-120b"?');
});

test("a refresh takes over nothing that is not governed", async () => {
  const bench = await benchForTest();
  const { gateway } = await theirs(bench);
  const ours = bench.gateway("governed");
  const inputs = {
    endpoint: "theirs",
    accessControlList: [{ groupName: "users", permissionLevel: "CAN_QUERY" }],
  };
  await ours.up(inputs);
  await ours.refresh();
  expect(await ours.up(inputs)).toBe("same");
  await ours.destroy();
  expect((await gateway()).rate_limits[0].calls).toBe(7);
});

test("what was there before is put back, also where nobody knew what became of the first request", async () => {
  const bench = await benchForTest();
  const { gateway } = await theirs(bench);
  const ours = bench.gateway("governed");
  const body = "<html>Sign in</html>";
  bench.emulator.addFault({
    method: "PUT",
    path: "/api/2.0/serving-endpoints/theirs/ai-gateway",
    action: { kind: "status", status: 401, body, commit: true },
  });
  await expect(ours.up({ endpoint: "theirs", aiGateway: limit(3) })).rejects.toThrow("401");
  expect((await gateway()).rate_limits[0].calls).toBe(3);
  bench.newRun();
  await ours.destroy();
  expect((await gateway()).rate_limits[0].calls).toBe(7);
});

test("of a renamed resource the new one governs on, and the old one puts nothing back", async () => {
  const bench = await benchForTest();
  const { gateway } = await theirs(bench);
  const before = bench.gateway("old");
  await before.up({ endpoint: "theirs", aiGateway: limit(3) });
  const claims = new Set<string>();
  const oneRun: Bench = { ...bench, operation: (urn) => ({ ...bench.operation(urn), claims }) };
  await new ManagedResource("new", oneRun, "EndpointGateway").up({ endpoint: "theirs", aiGateway: limit(3) });
  const old = new ManagedResource("old", oneRun, "EndpointGateway");
  old.state = before.state;
  await old.destroy();
  expect((await gateway()).rate_limits[0].calls).toBe(3);
  expect(bench.reports.join("\n")).toContain("Say with the option `aliases`");
});

test("what was there before is put back, also where the run that set it was killed before it could say so", async () => {
  const bench = await benchForTest();
  const { gateway } = await theirs(bench);
  await bench.gateway("governed").up({ endpoint: "theirs", aiGateway: limit(3) });
  // Its state was never written.
  bench.newRun();
  const again = bench.gateway("governed");
  await again.up({ endpoint: "theirs", aiGateway: limit(3) });
  await again.destroy();
  expect((await gateway()).rate_limits[0].calls).toBe(7);
  expect([...bench.records.keys()].filter((key) => key.includes("gateway"))).toEqual([]);
});
