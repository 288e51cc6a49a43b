import { expect, test } from "vitest";
import { openai, withEmulator } from "./with-emulator";

const ENDPOINTS = "/api/2.0/serving-endpoints";
const PERMISSIONS = "/api/2.0/permissions/serving-endpoints";

const people = [
  { userName: "ann@example.com", groups: ["users", "ml"], tokens: ["token-ann"] },
  { userName: "bob@example.com", tokens: ["token-bob"] },
];

async function withPeople() {
  const client = await withEmulator();
  for (const one of people) client.emulator.addIdentity(one);
  return client;
}

test("the creator manages, admins inherit, and nobody else sees the endpoint", async () => {
  const { call } = await withPeople();
  const created = await call("POST", ENDPOINTS, { name: "chat" }, "token-ann");
  const { body } = await call("GET", `${PERMISSIONS}/${created.body.id}`, undefined, "token-ann");
  expect(body).toMatchObject({
    object_id: `/serving-endpoints/${created.body.id}`,
    object_type: "serving-endpoint",
    access_control_list: [
      {
        user_name: "ann@example.com",
        all_permissions: [{ permission_level: "CAN_MANAGE", inherited: false }],
      },
      { group_name: "admins", all_permissions: [{ permission_level: "CAN_MANAGE", inherited: true }] },
    ],
  });
  const denied = await call("GET", `${ENDPOINTS}/chat`, undefined, "token-bob");
  expect(denied).toMatchObject({
    status: 403,
    body: {
      error_code: "PERMISSION_DENIED",
      message: "User does not have permission 'View' on Endpoint chat",
    },
  });
  expect((await call("GET", ENDPOINTS, undefined, "token-bob")).body).toEqual({ endpoints: [] });
});

test("a level allows what it names and no more", async () => {
  const { call } = await withPeople();
  const { id } = (await call("POST", ENDPOINTS, { name: "chat" }, "token-ann")).body;
  await call("PATCH", `${PERMISSIONS}/${id}`, {
    access_control_list: [{ user_name: "bob@example.com", permission_level: "CAN_VIEW" }],
  });
  const seen = await call("GET", `${ENDPOINTS}/chat`, undefined, "token-bob");
  expect(seen.body.permission_level).toBe("CAN_VIEW");
  const change = await call("PATCH", `${ENDPOINTS}/chat/tags`, { add_tags: [{ key: "a" }] }, "token-bob");
  expect(change.body.message).toBe("User does not have permission 'Manage' on Endpoint chat");
});

test("PUT sets the list as a whole, by user, group and service principal", async () => {
  const { call } = await withPeople();
  const { id } = (await call("POST", ENDPOINTS, { name: "chat" })).body;
  const access_control_list = [
    { group_name: "ml", permission_level: "CAN_MANAGE" },
    { service_principal_name: "app-1", permission_level: "CAN_QUERY" },
  ];
  await call("PUT", `${PERMISSIONS}/${id}`, { access_control_list });
  const { body } = await call("GET", `${PERMISSIONS}/${id}`);
  expect(
    body.access_control_list.map((entry: any) => entry.group_name ?? entry.service_principal_name),
  ).toEqual(["ml", "app-1", "admins"]);
  expect((await call("GET", `${ENDPOINTS}/chat`, undefined, "token-ann")).body.permission_level).toBe(
    "CAN_MANAGE",
  );
});

test("permissions hang on the id: a name or the id of a deleted endpoint is unknown", async () => {
  const { call } = await withPeople();
  const { id } = (await call("POST", ENDPOINTS, { name: "chat" })).body;
  expect((await call("GET", `${PERMISSIONS}/chat`)).body.error_code).toBe("RESOURCE_DOES_NOT_EXIST");
  await call("DELETE", `${ENDPOINTS}/chat`);
  expect((await call("GET", `${PERMISSIONS}/${id}`)).status).toBe(404);
});

test("admins keep what they have, and principals can be checked", async () => {
  const { call, emulator } = await withPeople();
  const { id } = (await call("POST", ENDPOINTS, { name: "chat" })).body;
  const put = (entry: object) => call("PUT", `${PERMISSIONS}/${id}`, { access_control_list: [entry] });
  expect((await put({ group_name: "admins", permission_level: "CAN_VIEW" })).body.message).toContain(
    "Cannot change permissions for group 'admins' to",
  );
  expect((await put({ user_name: "a", group_name: "b", permission_level: "CAN_VIEW" })).status).toBe(400);
  expect((await put({ user_name: "a", permission_level: "IS_OWNER" })).body.message).toContain(
    "CAN_VIEW, CAN_QUERY",
  );
  expect((await put({ group_name: "nobody", permission_level: "CAN_VIEW" })).status).toBe(200);
  emulator.set({ knownPrincipalsOnly: true });
  expect((await put({ group_name: "nobody", permission_level: "CAN_VIEW" })).body).toMatchObject({
    error_code: "RESOURCE_DOES_NOT_EXIST",
    message: "Principal: GroupName(nobody) does not exist",
  });
});

test("someone without the right to create is refused", async () => {
  const { call, emulator } = await withPeople();
  emulator.addIdentity({ userName: "eve@example.com", tokens: ["token-eve"], mayCreateEndpoints: false });
  expect((await call("POST", ENDPOINTS, { name: "chat" }, "token-eve")).status).toBe(403);
});

test("a config update fails once the creator has left, although the endpoint serves on", async () => {
  const { call, emulator, settled } = await withPeople();
  await call("POST", "/api/2.0/secrets/acls/put", {
    scope: "llm",
    principal: "ann@example.com",
    permission: "READ",
  });
  await call("POST", ENDPOINTS, { name: "chat", config: { served_entities: [openai()] } }, "token-ann");
  await settled("chat");
  emulator.addIdentity({ userName: "ann@example.com", active: false, tokens: ["token-ann"] });
  const update = await call("PUT", `${ENDPOINTS}/chat/config`, { served_entities: [openai()] });
  expect(update).toMatchObject({ status: 403, body: { error_code: "PERMISSION_DENIED" } });
  expect((await settled("chat")).state.ready).toBe("READY");
  expect((await call("GET", ENDPOINTS, undefined, "token-ann")).status).toBe(403);
});

test("a reference to a scope that the caller may not read is refused", async () => {
  const { call } = await withPeople();
  const body = { name: "chat", config: { served_entities: [openai()] } };
  const denied = await call("POST", ENDPOINTS, body, "token-bob");
  expect(denied).toMatchObject({ status: 403 });
  expect(denied.body.message).toContain("READ permission on secret scope llm");
  await call("POST", "/api/2.0/secrets/acls/put", { scope: "llm", principal: "users", permission: "READ" });
  expect((await call("POST", ENDPOINTS, body, "token-bob")).status).toBe(200);
});
