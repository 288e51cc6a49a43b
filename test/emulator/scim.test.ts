import { expect, test } from "vitest";
import { withEmulator, type Client } from "./with-emulator";

const SCIM = "/api/2.0/preview/scim/v2";

async function withUsers(count: number): Promise<Client> {
  const client = await withEmulator();
  for (let i = 0; i < count; i++) {
    client.emulator.addIdentity({
      userName: `user-${i}@example.com`,
      displayName: `User ${i}`,
      groups: ["ml"],
    });
  }
  return client;
}

const names = (body: any): string[] => body.Resources.map((one: any) => one.userName ?? one.displayName);

test("lists keep startIndex and count, and end", async () => {
  const { call } = await withUsers(5);
  const page = (await call("GET", `${SCIM}/Users?startIndex=2&count=2`)).body;
  expect(page).toMatchObject({ totalResults: 6, startIndex: 2, itemsPerPage: 2 });
  expect(names(page)).toEqual(["user-0@example.com", "user-1@example.com"]);
  const beyond = (await call("GET", `${SCIM}/Users?startIndex=7&count=2`)).body;
  expect(beyond).toMatchObject({ totalResults: 6, startIndex: 7, itemsPerPage: 0, Resources: [] });
  expect((await call("GET", `${SCIM}/Users?count=0`)).body).toMatchObject({ totalResults: 6, Resources: [] });
  expect((await call("GET", `${SCIM}/Groups?startIndex=3&count=10`)).body.Resources).toHaveLength(1);
  expect((await call("GET", `${SCIM}/ServicePrincipals?startIndex=2`)).body.Resources).toEqual([]);
});

test.each([
  ['userName eq "user-1@example.com"', ["user-1@example.com"]],
  ["userName eq user-1@example.com", ["user-1@example.com"]],
  ["username eq 'user-1@example.com'", ["user-1@example.com"]],
  ['userName sw "user-" and displayName ne "User 0"', ["user-1@example.com", "user-2@example.com"]],
  ['displayName co "Admin" or displayName eq "User 2"', ["admin@emulator.example", "user-2@example.com"]],
  ["active eq true and userName co user-2", ["user-2@example.com"]],
  ['emails.value eq "user-0@example.com"', ["user-0@example.com"]],
  ['constructor eq "x"', []],
])("finds users by %s", async (filter, expected) => {
  const { call } = await withUsers(3);
  const { body } = await call("GET", `${SCIM}/Users?filter=${encodeURIComponent(filter)}`);
  expect(names(body)).toEqual(expected);
});

test.each(["userName", "userName zz ann", "(userName eq", "a".repeat(5000)])(
  "refuses the filter %.20s as SCIM does",
  async (filter) => {
    const { call } = await withEmulator();
    const answer = await call("GET", `${SCIM}/Users?filter=${encodeURIComponent(filter)}`);
    expect(answer).toMatchObject({ status: 400, body: { scimType: "invalidFilter", status: "400" } });
  },
);

test("shows what is asked for, sorted as asked for", async () => {
  const { call } = await withUsers(2);
  const { body } = await call(
    "GET",
    `${SCIM}/Users?attributes=userName&sortBy=userName&sortOrder=descending`,
  );
  expect(body.Resources.map(Object.keys)).toEqual([
    ["id", "userName"],
    ["id", "userName"],
    ["id", "userName"],
  ]);
  expect(names(body)).toEqual(["user-1@example.com", "user-0@example.com", "admin@emulator.example"]);
});

test("a group is made, filled, renamed, emptied and removed", async () => {
  const { call } = await withUsers(2);
  const users = (await call("GET", `${SCIM}/Users?filter=displayName sw User`)).body.Resources;
  const made = await call("POST", `${SCIM}/Groups`, {
    displayName: "red",
    members: [{ value: users[0].id }],
  });
  expect(made).toMatchObject({ status: 201, body: { displayName: "red", members: [{ display: "User 0" }] } });
  const path = `${SCIM}/Groups/${made.body.id}`;
  const patch = async (...Operations: object[]): Promise<void> => {
    expect((await call("PATCH", path, { Operations })).text).toContain("displayName");
  };
  await patch({ op: "add", value: { members: [{ value: users[1].id }] } });
  expect((await call("GET", path)).body.members).toHaveLength(2);
  await patch({ op: "remove", path: `members[value eq "${users[0].id}"]` });
  await patch({ op: "replace", path: "displayName", value: "blue" });
  const after = (await call("GET", path)).body;
  expect(after).toMatchObject({ id: made.body.id, displayName: "blue", members: [{ value: users[1].id }] });
  const me = (await call("GET", `${SCIM}/Users/${users[1].id}`)).body;
  expect(me.groups.map((group: any) => group.display)).toContain("blue");
  await patch({ op: "remove", path: "members", value: [{ value: users[1].id }] });
  expect((await call("GET", path)).body.members).toEqual([]);
  expect((await call("POST", `${SCIM}/Groups`, { displayName: "blue" })).status).toBe(409);
  expect((await call("DELETE", path)).status).toBe(204);
  expect(await call("GET", path)).toMatchObject({ status: 404, body: { status: "404" } });
});

test("users and service principals are made and changed by admins alone", async () => {
  const { call, emulator } = await withEmulator();
  const user = await call("POST", `${SCIM}/Users`, { userName: "ann@example.com", displayName: "Ann" });
  expect(user).toMatchObject({ status: 201, body: { userName: "ann@example.com", active: true } });
  const path = `${SCIM}/Users/${user.body.id}`;
  await call("PATCH", path, { Operations: [{ op: "replace", path: "active", value: false }] });
  expect((await call("GET", path)).body.active).toBe(false);
  const principal = await call("POST", `${SCIM}/ServicePrincipals`, { displayName: "ci" });
  expect(principal.body.applicationId).toMatch(/^[0-9a-f-]{36}$/);
  expect((await call("POST", `${SCIM}/Users`, {})).status).toBe(400);
  emulator.addIdentity({ userName: "bob@example.com", tokens: ["token-bob"] });
  expect((await call("DELETE", path, undefined, "token-bob")).status).toBe(403);
  expect((await call("DELETE", path)).status).toBe(204);
});

test("an operation that reaches for a prototype is refused", async () => {
  const { call } = await withEmulator();
  const { Resources } = (await call("GET", `${SCIM}/Groups`)).body;
  for (const path of ["__proto__.polluted", "constructor.prototype.polluted"]) {
    const answer = await call("PATCH", `${SCIM}/Groups/${Resources[0].id}`, {
      Operations: [{ op: "add", path, value: "yes" }],
    });
    expect(answer.status).toBe(400);
  }
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
