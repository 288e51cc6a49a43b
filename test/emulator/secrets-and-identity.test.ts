import { expect, test } from "vitest";
import { withEmulator } from "./with-emulator";

const SECRETS = "/api/2.0/secrets";
const SCIM = "/api/2.0/preview/scim/v2";

test("scopes and secrets are made, listed and read back in base64", async () => {
  const { call } = await withEmulator();
  expect((await call("POST", `${SECRETS}/scopes/create`, { scope: "team" })).body).toEqual({});
  await call("POST", `${SECRETS}/put`, { scope: "team", key: "a", string_value: "hello" });
  await call("POST", `${SECRETS}/put`, { scope: "team", key: "b", bytes_value: "d29ybGQ=" });
  expect((await call("GET", `${SECRETS}/list?scope=team`)).body.secrets.map((one: any) => one.key)).toEqual([
    "a",
    "b",
  ]);
  expect((await call("GET", `${SECRETS}/get?scope=team&key=a`)).body).toEqual({
    key: "a",
    value: "aGVsbG8=",
  });
  expect((await call("GET", `${SECRETS}/scopes/list`)).body.scopes).toContainEqual({
    name: "team",
    backend_type: "DATABRICKS",
  });
  await call("POST", `${SECRETS}/delete`, { scope: "team", key: "a" });
  expect((await call("GET", `${SECRETS}/get?scope=team&key=a`)).status).toBe(404);
  await call("POST", `${SECRETS}/scopes/delete`, { scope: "team" });
  expect((await call("GET", `${SECRETS}/list?scope=team`)).body).toMatchObject({
    error_code: "RESOURCE_DOES_NOT_EXIST",
    message: "Scope team does not exist!",
  });
});

test("an existing scope, a missing one and a malformed secret are refused", async () => {
  const { call } = await withEmulator();
  expect((await call("POST", `${SECRETS}/scopes/create`, { scope: "llm" })).body).toMatchObject({
    error_code: "RESOURCE_ALREADY_EXISTS",
    message: "Scope llm already exists!",
  });
  expect((await call("POST", `${SECRETS}/put`, { scope: "no", key: "a", string_value: "x" })).status).toBe(
    404,
  );
  expect((await call("POST", `${SECRETS}/put`, { scope: "llm", key: "a" })).status).toBe(400);
  expect((await call("POST", `${SECRETS}/put`, { scope: "llm", key: "a b", string_value: "x" })).status).toBe(
    400,
  );
});

test("an access control list opens a scope to others, as far as it says", async () => {
  const { call, emulator } = await withEmulator();
  emulator.addIdentity({ userName: "ann@example.com", tokens: ["token-ann"] });
  const asAnn = (method: string, path: string, body?: unknown) =>
    call(method, SECRETS + path, body, "token-ann");
  expect((await asAnn("GET", "/list?scope=llm")).status).toBe(403);
  expect((await asAnn("GET", "/scopes/list")).body).toEqual({ scopes: [] });
  await call("POST", `${SECRETS}/acls/put`, {
    scope: "llm",
    principal: "ann@example.com",
    permission: "READ",
  });
  expect((await asAnn("GET", "/list?scope=llm")).status).toBe(200);
  expect((await asAnn("POST", "/put", { scope: "llm", key: "a", string_value: "x" })).status).toBe(403);
  expect((await call("GET", `${SECRETS}/acls/list?scope=llm`)).body.items).toHaveLength(2);
  await call("POST", `${SECRETS}/acls/delete`, { scope: "llm", principal: "ann@example.com" });
  expect((await asAnn("GET", "/list?scope=llm")).status).toBe(403);
});

test("Me says who calls, and the directory can be searched", async () => {
  const { call, emulator } = await withEmulator();
  const me = await call("GET", `${SCIM}/Me`);
  expect(me.body).toMatchObject({ userName: "admin@emulator.example", active: true });
  expect(me.body.groups.map((group: any) => group.display)).toEqual(["admins", "users"]);
  emulator.addIdentity({ userName: "ann@example.com", groups: ["ml"], tokens: ["token-ann"] });
  expect((await call("GET", `${SCIM}/Me`, undefined, "token-ann")).body.userName).toBe("ann@example.com");
  const found = await call(
    "GET",
    `${SCIM}/Users?filter=${encodeURIComponent('userName eq "ann@example.com"')}`,
  );
  expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ userName: "ann@example.com" }] });
  const groups = await call("GET", `${SCIM}/Groups?filter=${encodeURIComponent('displayName eq "ml"')}`);
  expect(groups.body.Resources).toMatchObject([
    { displayName: "ml", members: [{ value: found.body.Resources[0].id, display: "ann" }] },
  ]);
  expect((await call("GET", `${SCIM}/ServicePrincipals`)).body.Resources[0].applicationId).toMatch(
    /^5f3a1c2e/,
  );
});
