import { describe, expect, test } from "vitest";
import { defaultServicePrincipal } from "../../emulator/index";
import { gpt, serving } from "./programs";
import { benchForTest, type Bench } from "./with-lifecycle";

const PRINCIPAL = defaultServicePrincipal.clientId;

const callers = [
  { kind: "a user", userName: "ann@example.com", field: "userName", wire: "user_name" },
  {
    kind: "a service principal",
    userName: PRINCIPAL,
    field: "servicePrincipalName",
    wire: "service_principal_name",
  },
] as const;

/** A bench that signs in as somebody who is no admin, and thus can lock themselves out. */
async function benchOf(userName: string): Promise<Bench> {
  const bench = await benchForTest({ signInAs: "caller-token-0000" });
  bench.emulator.addIdentity({ userName, tokens: ["caller-token-0000"], groups: ["users"] });
  await bench.byHand("POST", "/api/2.0/secrets/acls/put", {
    scope: "keys",
    principal: userName,
    permission: "READ",
  });
  bench.writes();
  return bench;
}

describe.each(callers)("$kind who sets permissions", ({ userName, field, wire }) => {
  test("keeps the right to manage the endpoint, and that is no drift", async () => {
    const bench = await benchOf(userName);
    const endpoint = bench.endpoint("assistant");
    const news = {
      ...serving(gpt()),
      accessControlList: [{ groupName: "users", permissionLevel: "CAN_QUERY" }],
    };
    await endpoint.up(news);
    expect(bench.transcript()).toContain(
      JSON.stringify({ [wire]: userName, permission_level: "CAN_MANAGE" }, null, 2).replace(/\n/g, "\n    "),
    );
    await endpoint.refresh();
    expect(await endpoint.up(news)).toBe("same");
    expect(await endpoint.up({ ...serving(gpt()), accessControlList: [] })).toBe("update");
    await endpoint.refresh();
    expect(await endpoint.up({ ...serving(gpt()), accessControlList: [] })).toBe("same");
    await endpoint.destroy();
  });

  test.each(["CAN_MANAGE", "CAN_QUERY"])("may be listed with %s, which is no drift either", async (level) => {
    const bench = await benchOf(userName);
    const endpoint = bench.endpoint("assistant");
    const news = { ...serving(gpt()), accessControlList: [{ [field]: userName, permissionLevel: level }] };
    await endpoint.up(news);
    await endpoint.refresh();
    expect(await endpoint.up(news)).toBe("same");
    await endpoint.destroy();
  });
});

test("permissions that the program does not manage are neither read nor touched", async () => {
  const bench = await benchForTest();
  const endpoint = bench.endpoint("assistant");
  await endpoint.up(serving(gpt()));
  await bench.byHand(
    "PATCH",
    `/api/2.0/permissions/serving-endpoints/${String(endpoint.outputs["endpointId"])}`,
    {
      access_control_list: [{ group_name: "users", permission_level: "CAN_VIEW" }],
    },
  );
  bench.emulator.journal.clear();
  await endpoint.refresh();
  expect(await endpoint.up(serving(gpt()))).toBe("same");
  expect(bench.emulator.journal.entries().map(({ path }) => path)).toEqual([
    "/api/2.0/serving-endpoints/assistant",
  ]);
});

test("a grant by hand is drift, and withdrawn", async () => {
  const bench = await benchForTest();
  const endpoint = bench.endpoint("assistant");
  const news = {
    ...serving(gpt()),
    accessControlList: [{ groupName: "users", permissionLevel: "CAN_QUERY" }],
  };
  await endpoint.up(news);
  await bench.byHand(
    "PATCH",
    `/api/2.0/permissions/serving-endpoints/${String(endpoint.outputs["endpointId"])}`,
    {
      access_control_list: [{ user_name: "eve@example.com", permission_level: "CAN_MANAGE" }],
    },
  );
  await endpoint.refresh();
  bench.writes();
  expect(await endpoint.up(news)).toBe("update");
  expect(bench.transcript()).not.toContain("eve@");
  await endpoint.refresh();
  expect(await endpoint.up(news)).toBe("same");
});

test("an endpoint that was deleted and created again by hand is left alone until a refresh takes it into state, and then gets its permissions under its new id", async () => {
  const bench = await benchForTest();
  const endpoint = bench.endpoint("assistant");
  const news = (permissionLevel: string) => ({
    tags: [],
    accessControlList: [{ groupName: "users", permissionLevel }],
  });
  await endpoint.up(news("CAN_QUERY"));
  await bench.byHand("DELETE", "/api/2.0/serving-endpoints/assistant");
  await bench.byHand("POST", "/api/2.0/serving-endpoints", { name: "assistant" });
  bench.writes();
  await expect(endpoint.up(news("CAN_VIEW"))).rejects.toThrow(
    /is not the one of this state any more.*pulumi refresh/s,
  );
  await expect(endpoint.destroy()).rejects.toThrow(/is not the one of this state any more.*pulumi refresh/s);
  expect(bench.writes()).toEqual([]);
  await endpoint.refresh();
  expect(await endpoint.up(news("CAN_VIEW"))).toBe("update");
  expect(await endpoint.up(news("CAN_VIEW"))).toBe("same");
});
