import { expect, test } from "vitest";
import { openaiConfig, query, UC, withServices } from "./with-services";

const SECRETS = `${UC}/secrets`;
const KEY = { catalog_name: "main", schema_name: "ai", name: "openai_key", value: "sk-secret" };
const PATH = `${SECRETS}/main.ai.openai_key`;

test("a secret comes back without its value, unless who may read it asks", async () => {
  const { call, grant } = await withServices();
  const expire_time = "2026-12-24T00:00:00Z";
  const created = await call("POST", SECRETS, { ...KEY, comment: "ours", expire_time });
  expect(created.body).toMatchObject({
    full_name: "main.ai.openai_key",
    name: "openai_key",
    comment: "ours",
    expire_time,
    owner: "admin@emulator.example",
    effective_owner: "admin@emulator.example",
  });
  expect(created.text).not.toContain("sk-secret");
  expect((await call("GET", PATH)).body).toEqual(created.body);
  expect((await call("GET", `${PATH}?include_value=true`)).body.effective_value).toBe("sk-secret");
  await grant("schema", "main.ai", "ann@example.com", "USE_SCHEMA");
  await grant("secret", "main.ai.openai_key", "ann@example.com", "MANAGE");
  expect((await call("GET", PATH, undefined, "ann")).status).toBe(200);
  expect((await call("GET", `${PATH}?include_value=true`, undefined, "ann")).body.message).toBe(
    "User does not have READ SECRET on Secret 'main.ai.openai_key'.",
  );
});

test("an update of a secret sets what its mask names", async () => {
  const { call } = await withServices();
  await call("POST", SECRETS, { ...KEY, comment: "ours" });
  const given = { value: "sk-new", owner: "ann@example.com", expire_time: "2027-01-01T00:00:00Z" };
  const update = (mask: string, body: object = given) =>
    call("PATCH", query(PATH, { update_mask: mask }), body);
  expect((await update("value,expire_time")).body).toMatchObject({
    owner: "admin@emulator.example",
    comment: "ours",
    expire_time: "2027-01-01T00:00:00Z",
  });
  expect((await call("GET", `${PATH}?include_value=True`)).body.effective_value).toBe("sk-new");
  expect((await update("*")).body).toMatchObject({ owner: "ann@example.com", comment: "ours" });
  expect((await update("name")).body.message).toContain(
    "Supported paths: value, comment, owner, expire_time.",
  );
  expect((await update("expire_time", { expire_time: "soon" })).body.message).toContain("it is no timestamp");
  expect((await call("DELETE", PATH)).body).toEqual({});
  expect((await call("GET", PATH)).body.message).toBe("Secret 'main.ai.openai_key' does not exist.");
});

test("secrets have their limits, rights and lists", async () => {
  const { call, grant } = await withServices();
  const post = async (body: object, token?: string) =>
    (await call("POST", SECRETS, body, token)).body.message;
  expect(await post({ ...KEY, value: "" })).toBe("Missing required field: value");
  expect(await post({ ...KEY, value: "x".repeat(60 * 1024 + 1) })).toContain("at most 61440 are allowed");
  expect(await post({ ...KEY, schema_name: "none" })).toBe("Schema 'main.none' does not exist.");
  expect(await post(KEY)).toBeUndefined();
  expect(await post(KEY)).toBe("Secret 'main.ai.openai_key' already exists.");
  await grant("schema", "main.ai", "ann@example.com", "USE_SCHEMA");
  expect(await post({ ...KEY, name: "b" }, "ann")).toBe(
    "User does not have CREATE SECRET on Schema 'main.ai'.",
  );
  await grant("schema", "main.ai", "ann@example.com", "CREATE_SECRET");
  expect(await post({ ...KEY, name: "b" }, "ann")).toBeUndefined();
  const list = async (query: string, token?: string) =>
    (await call("GET", SECRETS + query, undefined, token)).body;
  const first = await list("?catalog_name=main&schema_name=ai&page_size=1");
  expect(first.secrets.map(({ name }: { name: string }) => name)).toEqual(["b"]);
  const second = await list(`?catalog_name=main&schema_name=ai&page_token=${first.next_page_token}`);
  expect(second.secrets.map(({ name }: { name: string }) => name)).toEqual(["openai_key"]);
  expect((await list("", "ann")).secrets).toHaveLength(1);
  expect((await list("?catalog_name=main")).message).toBe("Missing required field: schema_name");
});

test("a provider service may refer to a secret that its maker may read, without a right to inline keys", async () => {
  const { call, grant, createProvider } = await withServices();
  await call("POST", SECRETS, KEY);
  await grant("schema", "main.ai", "ann@example.com", "USE_SCHEMA", "CREATE_SERVICE");
  const config = openaiConfig({
    openai: { direct: { api_key: { secret_reference: { name: "secrets/main.ai.openai_key" } } } },
  });
  const create = () => createProvider("openai", config, {}, "ann");
  expect((await create()).body.message).toBe(
    "User does not have READ SECRET on Secret 'main.ai.openai_key'.",
  );
  await grant("secret", "main.ai.openai_key", "ann@example.com", "READ_SECRET");
  expect((await create()).body.config).toEqual(config);
});
