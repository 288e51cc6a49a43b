import { expect, test } from "vitest";
import { custom } from "../with-emulator";
import {
  openaiConfig,
  PROVIDERS,
  query,
  routing,
  SERVICES,
  toOpenai,
  UC,
  withChatService,
  withServices,
} from "./with-services";

const ANN = "ann@example.com";
const PROVIDER = "main.ai.openai";
const CHAT = "main.ai.chat";

/** The message of a refusal, or null. */
type Ask = () => Promise<{ status: number; body: { message?: string } }>;
const lacks = async (ask: Ask): Promise<string | null> => (await ask()).body.message ?? null;

test("who creates a provider service needs each right of the documentation, the outermost said first", async () => {
  const { createProvider, grant, emulator } = await withServices();
  emulator.addIdentity({ userName: "new@example.com", tokens: ["new"] });
  const create: Ask = () => createProvider("openai", openaiConfig(), {}, "ann");
  expect(await lacks(create)).toBe("User does not have USE SCHEMA on Schema 'main.ai'.");
  await grant("schema", "main.ai", ANN, "USE_SCHEMA");
  expect(await lacks(create)).toBe("User does not have CREATE SERVICE on Schema 'main.ai'.");
  await grant("schema", "main.ai", "ml", "CREATE SERVICE");
  expect(await lacks(create)).toBe("User does not have CREATE CONNECTION on Schema 'main.ai'.");
  await grant("catalog", "main", "account users", "CREATE_CONNECTION");
  const created = await create();
  expect(created).toMatchObject({ status: 200, body: { effective_owner: ANN, created_by: ANN } });
});

test("the way through a catalog is needed too", async () => {
  const { createProvider, call, grant } = await withServices();
  await call("POST", `${UC}/catalogs`, { name: "dev" });
  await grant("schema", "dev.default", ANN, "ALL_PRIVILEGES");
  const path = query(PROVIDERS, { parent: "schemas/dev.default", model_provider_service_id: "one" });
  const create: Ask = () => call("POST", path, { config: openaiConfig() }, "ann");
  expect(await lacks(create)).toBe("User does not have USE CATALOG on Catalog 'dev'.");
  await grant("catalog", "dev", ANN, "USE_CATALOG");
  expect(await lacks(create)).toBeNull();
  expect(await lacks(() => createProvider("one", openaiConfig(), {}, "ann"))).toContain("USE SCHEMA");
});

test("who creates a model service needs EXECUTE on what it names, and CREATE TABLE for a table", async () => {
  const { createService, grant } = await withChatService();
  await grant("schema", "main.ai", ANN, "USE_SCHEMA", "CREATE_SERVICE");
  const config = { ...routing(toOpenai("a")), inference_table: { parent: "schemas/main.ai" } };
  const create: Ask = () => createService("anns", config, {}, "ann");
  expect(await lacks(create)).toBe(`User does not have EXECUTE on Model provider service '${PROVIDER}'.`);
  await grant("model_provider_service", PROVIDER, ANN, "EXECUTE");
  expect(await lacks(create)).toBe("User does not have CREATE TABLE on Schema 'main.ai'.");
  await grant("schema", "main.ai", ANN, "CREATE_TABLE");
  expect(await lacks(create)).toBeNull();
});

test("a provisioned-throughput endpoint may be named by who manages it", async () => {
  const { createService, grant, call, settled } = await withChatService();
  await grant("schema", "main.ai", ANN, "USE_SCHEMA", "CREATE_SERVICE");
  await call("POST", "/api/2.0/serving-endpoints", { name: "pt", config: { served_entities: [custom()] } });
  await settled("pt");
  const config = routing({
    name: "pt",
    destination_type: "DESTINATION_TYPE_PROVISIONED_THROUGHPUT_FOUNDATION_MODEL",
    provisioned_throughput_config: { model_serving_endpoint: "serving-endpoints/pt" },
  });
  expect(await lacks(() => createService("anns", config, {}, "ann"))).toBe(
    "User does not have CAN MANAGE on Serving endpoint 'pt'.",
  );
});

test("a service is seen with EXECUTE, READ METADATA or MANAGE, and changed with MANAGE", async () => {
  const { call, patch, grant } = await withChatService();
  await grant("schema", "main.ai", ANN, "USE_SCHEMA");
  const get: Ask = () => call("GET", `${UC}/model-services/${CHAT}`, undefined, "ann");
  const change: Ask = () => patch(`model-services/${CHAT}`, "comment", { comment: "x" }, undefined, "ann");
  const list = async (): Promise<unknown> =>
    (await call("GET", query(SERVICES, { parent: "schemas/main.ai" }), undefined, "ann")).body;
  expect(await lacks(get)).toContain("EXECUTE or READ METADATA or MANAGE on Model service");
  expect(await list()).toEqual({});
  for (const privilege of ["READ_METADATA", "EXECUTE"]) {
    await grant("model_service", CHAT, ANN, privilege);
    expect(await lacks(get)).toBeNull();
    expect(await list()).toMatchObject({ model_services: [{ name: `model-services/${CHAT}` }] });
    expect(await lacks(change)).toBe(`User does not have MANAGE on Model service '${CHAT}'.`);
    await call("PATCH", `${UC}/permissions/model_service/${CHAT}`, {
      changes: [{ principal: ANN, remove: [privilege] }],
    });
  }
  await grant("model_service", CHAT, ANN, "MANAGE");
  expect(await lacks(change)).toBeNull();
  expect(await lacks(() => call("DELETE", `${UC}/model-services/${CHAT}`, undefined, "ann"))).toBeNull();
});

test("who changes destinations needs EXECUTE, and so does the service's owner", async () => {
  const { patch, grant, call, giveTo } = await withChatService();
  await grant("schema", "main.ai", ANN, "USE_SCHEMA", "MANAGE");
  const change: Ask = () =>
    patch(
      `model-services/${CHAT}`,
      "config.routing.destinations",
      { config: routing(toOpenai("other")) },
      undefined,
      "ann",
    );
  expect(await lacks(change)).toContain("EXECUTE on Model provider service");
  await grant("model_provider_service", PROVIDER, ANN, "EXECUTE");
  expect(await lacks(change)).toBeNull();
  expect((await giveTo("bob@example.com", "model_service", CHAT)).status).toBe(200);
  expect((await call("GET", `${UC}/model-services/${CHAT}`)).body.effective_owner).toBe("bob@example.com");
  expect(await lacks(change)).toContain("USE SCHEMA on Schema 'main.ai'");
});

test("whoever owns a schema manages what is in it, but may not use it", async () => {
  const { call, patch, createService, grant } = await withServices();
  await grant("catalog", "main", ANN, "CREATE_SCHEMA");
  expect((await call("POST", `${UC}/schemas`, { catalog_name: "main", name: "anns" }, "ann")).status).toBe(
    200,
  );
  const path = query(PROVIDERS, { parent: "schemas/main.anns", model_provider_service_id: "openai" });
  expect((await call("POST", path, { config: openaiConfig() })).status).toBe(200);
  const name = "model-provider-services/main.anns.openai";
  expect((await patch(name, "comment", { comment: "x" }, undefined, "ann")).status).toBe(200);
  await grant("schema", "main.ai", ANN, "USE_SCHEMA", "CREATE_SERVICE");
  const on = toOpenai("a", {
    external_model_config: { model_provider_service: name, target: { model: "gpt-5.4" } },
  });
  expect(await lacks(() => createService("x", routing(on), {}, "ann"))).toContain(
    "EXECUTE on Model provider",
  );
});

test("direct grants are added and removed by principal, and read back", async () => {
  const { call, grant } = await withChatService();
  const path = `${UC}/permissions/model_service/${CHAT}`;
  expect((await call("GET", path)).body).toEqual({});
  await grant("MODEL_SERVICE", CHAT, ANN, "EXECUTE", "read metadata");
  await grant("model_service", CHAT, "ml", "EXECUTE");
  const changed = await call("PATCH", path, {
    changes: [
      { principal: ANN, add: ["MANAGE"], remove: ["EXECUTE"] },
      { principal: "ml", remove: ["EXECUTE"] },
    ],
  });
  const expected = { privilege_assignments: [{ principal: ANN, privileges: ["MANAGE", "READ_METADATA"] }] };
  expect(changed.body).toEqual(expected);
  expect((await call("GET", path)).body).toEqual(expected);
  expect((await call("GET", `${path}?principal=ml`)).body).toEqual({});
  expect(await lacks(() => grant("model_service", CHAT, ANN, "SELECT"))).toBe(
    `Privilege SELECT is not applicable to this entity [${CHAT}:MODEL_SERVICE].`,
  );
  expect(await lacks(() => grant("volume", CHAT, ANN, "EXECUTE"))).toContain("VOLUME is not supported");
  expect(await lacks(() => call("PATCH", path, { changes: [] }, "ann"))).toContain("USE SCHEMA");
});

test("grants of somebody unknown are refused where the switches say so, and go with their object", async () => {
  const { grant, call, createService } = await withChatService({ switches: { knownPrincipalsOnly: true } });
  expect(await lacks(() => grant("model_service", CHAT, "nobody", "EXECUTE"))).toBe(
    "Could not find principal with name nobody",
  );
  expect(await lacks(() => grant("model_service", CHAT, "account users", "EXECUTE"))).toBeNull();
  await call("DELETE", `${UC}/model-services/${CHAT}`);
  await createService("chat");
  expect((await call("GET", `${UC}/permissions/model_service/${CHAT}`)).body).toEqual({});
});

test("effective permissions say where each comes from, to anybody about themselves", async () => {
  const { call, grant } = await withChatService();
  await grant("catalog", "main", ANN, "USE_CATALOG");
  await grant("schema", "main.ai", ANN, "EXECUTE", "USE_SCHEMA");
  await grant("model_service", CHAT, ANN, "MANAGE");
  const path = `${UC}/effective-permissions/model_service/${CHAT}?principal=${encodeURIComponent(ANN)}`;
  expect((await call("GET", path, undefined, "ann")).body).toEqual({
    privilege_assignments: [
      {
        principal: ANN,
        privileges: [
          { privilege: "MANAGE" },
          { privilege: "EXECUTE", inherited_from_type: "SCHEMA", inherited_from_name: "main.ai" },
          { privilege: "USE_SCHEMA", inherited_from_type: "SCHEMA", inherited_from_name: "main.ai" },
          { privilege: "USE_CATALOG", inherited_from_type: "CATALOG", inherited_from_name: "main" },
        ],
      },
    ],
  });
  expect(await lacks(() => call("GET", path, undefined, "bob"))).toContain("USE SCHEMA");
});
