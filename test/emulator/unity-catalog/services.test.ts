import { expect, test } from "vitest";
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

const PROVIDER = `${UC}/model-provider-services/main.ai.openai`;
const SERVICE = `${UC}/model-services/main.ai.chat`;

test("a provider service comes back with what the server adds, and an empty object where a key is set", async () => {
  const { createProvider, call } = await withServices();
  const created = await createProvider("openai", openaiConfig(), { comment: "ours" });
  expect(created.status).toBe(200);
  expect(created.body).toMatchObject({
    name: "model-provider-services/main.ai.openai",
    comment: "ours",
    effective_owner: "admin@emulator.example",
    created_by: "admin@emulator.example",
    updated_by: "admin@emulator.example",
    etag: expect.stringMatching(/^\+\+\S+=$/),
    metastore_id: expect.any(String),
    create_time: expect.stringMatching(/^\d{4}-.*Z$/),
    config: { provider_type: "EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI", openai: { direct: { api_key: {} } } },
  });
  expect(created.text).not.toContain("sk-openai-plain");
  expect((await call("GET", PROVIDER)).body).toEqual(created.body);
});

test("a model service tells what its destinations can be asked through", async () => {
  const { call } = await withChatService();
  const { body } = await call("GET", SERVICE);
  expect(body).toMatchObject({
    name: "model-services/main.ai.chat",
    config: routing(toOpenai("gpt")),
    supported_api_types: [
      "mlflow/v1/chat/completions",
      "mlflow/v1/responses",
      "openai/v1/chat/completions",
      "openai/v1/responses",
    ],
  });
  expect(body.config.routing.destinations[0]).not.toHaveProperty("is_deleted");
});

test("both kinds share one namespace, and names are found in any case", async () => {
  const { createProvider, createService, call } = await withServices();
  await createProvider("OpenAI");
  const taken = await createService("openai", routing(toOpenai("gpt")));
  expect(taken).toMatchObject({ status: 409, body: { error_code: "ALREADY_EXISTS" } });
  expect(taken.body.message).toBe(
    "A model provider service named 'main.ai.openai' already exists in this schema.",
  );
  expect((await call("GET", `${UC}/model-provider-services/MAIN.ai.OPENAI`)).body.name).toBe(
    "model-provider-services/main.ai.openai",
  );
  expect((await call("GET", `${UC}/model-services/main.ai.openai`)).status).toBe(404);
});

test("an update sets what its mask names and nothing else", async () => {
  const { patch, call } = await withChatService();
  const before = (await call("GET", PROVIDER)).body;
  const answer = await patch("model-provider-services/main.ai.openai", "comment,config.forward_headers", {
    comment: "new",
    config: { forward_headers: true, forward_query_parameters: true, targets: [] },
  });
  expect(answer.body).toEqual({
    ...before,
    comment: "new",
    config: { ...before.config, forward_headers: true },
    etag: expect.any(String),
    update_time: expect.any(String),
  });
  expect(answer.body.etag).not.toBe(before.etag);
});

test("a path that is left out of the body is cleared", async () => {
  const { patch } = await withChatService();
  const limits = [
    { key: "RATE_LIMIT_KEY_SERVICE", renewal_period: "RATE_LIMIT_RENEWAL_PERIOD_MINUTE", requests: 3 },
  ];
  const name = "model-services/main.ai.chat";
  expect((await patch(name, "config.rate_limits", { config: { rate_limits: limits } })).body.config).toEqual({
    ...routing(toOpenai("gpt")),
    rate_limits: limits,
  });
  const cleared = await patch(name, "comment,config.rate_limits", { config: {} });
  expect(cleared.body.config).toEqual(routing(toOpenai("gpt")));
  expect(cleared.body).not.toHaveProperty("comment");
});

test("a whole config replaces all of it, and keeps the key that it does not bring", async () => {
  const { patch, emulator } = await withChatService();
  const config = { ...openaiConfig(), openai: { direct: { organization: "org" } }, allow_all_targets: true };
  const name = "model-provider-services/main.ai.openai";
  const { body } = await patch(name, "config", { config: { ...config, targets: [] } });
  expect(body.config).toEqual({
    provider_type: "EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI",
    openai: { direct: { organization: "org", api_key: {} } },
    allow_all_targets: true,
    targets: [],
  });
  const sentBack = await patch(name, "config.provider", { config: body.config });
  expect(sentBack.body.config.openai).toEqual({ direct: { organization: "org", api_key: {} } });
  expect(JSON.stringify(emulator.journal.entries())).not.toContain("sk-openai-plain");
});

test.each([
  ["model-provider-services/main.ai.openai", "config.pricing"],
  ["model-provider-services/main.ai.openai", "config.provider_type"],
  ["model-provider-services/main.ai.openai", "config.*"],
  ["model-provider-services/main.ai.openai", "*"],
  ["model-provider-services/main.ai.openai", "owner"],
  ["model-services/main.ai.chat", "config.routing"],
  ["model-services/main.ai.chat", "config.routing.fallback"],
  ["model-services/main.ai.chat", "config.targets"],
])("%s has no mask path %s", async (name, path) => {
  const { patch } = await withChatService();
  const refused = await patch(name, path, { config: openaiConfig() });
  expect(refused).toMatchObject({ status: 400, body: { error_code: "INVALID_PARAMETER_VALUE" } });
  expect(refused.body.message).toContain(`'${path}' is not supported. Supported paths: comment, config`);
});

test("an update without a mask is refused", async () => {
  const { call } = await withChatService();
  expect(await call("PATCH", SERVICE, { comment: "x" })).toMatchObject({
    status: 400,
    body: { message: "update_mask is required." },
  });
});

test("a change with a stale etag is refused as the switches say, with a fresh one it is made", async () => {
  const { patch, call, emulator } = await withChatService();
  const name = "model-services/main.ai.chat";
  const { etag } = (await call("GET", SERVICE)).body;
  const first = await patch(name, "comment", { comment: "one" }, etag);
  expect(first.status).toBe(200);
  expect(await patch(name, "comment", { comment: "two" }, etag)).toMatchObject({
    status: 409,
    body: { error_code: "ABORTED" },
  });
  emulator.set({
    refusals: { etagStale: { status: 412, errorCode: "FAILED_PRECONDITION", message: "no: {name}" } },
  });
  expect(await call("DELETE", query(SERVICE, { etag }))).toMatchObject({
    status: 412,
    body: { error_code: "FAILED_PRECONDITION", message: "no: main.ai.chat" },
  });
  expect((await call("DELETE", query(SERVICE, { etag: first.body.etag }))).body).toEqual({});
  expect((await call("GET", SERVICE)).status).toBe(404);
});

test("an etag that a client did not encode matches nothing", async () => {
  const { call } = await withChatService();
  const { etag } = (await call("GET", SERVICE)).body;
  expect((await call("DELETE", `${SERVICE}?etag=${etag}`)).status).toBe(400);
});

test("a destination on a provider service that was deleted shows it, also when one of the name comes again", async () => {
  const { call, createProvider, patch, emulator } = await withChatService();
  await call("DELETE", PROVIDER);
  const { body } = await call("GET", SERVICE);
  expect(body.config.routing.destinations).toEqual([toOpenai("gpt", { is_deleted: true })]);
  expect(body.supported_api_types).toEqual([]);
  await createProvider("openai");
  expect((await call("GET", SERVICE)).body.config.routing.destinations[0].is_deleted).toBe(true);
  const name = "model-services/main.ai.chat";
  expect((await patch(name, "comment", { comment: "x" })).status).toBe(200);
  emulator.set({ destinationsFollow: "name" });
  expect((await call("GET", SERVICE)).body.config.routing.destinations[0]).not.toHaveProperty("is_deleted");
  emulator.set({ destinationsFollow: "id" });
  const again = await patch(name, "config.routing.destinations", { config: routing(toOpenai("gpt")) });
  expect(again.body.config.routing.destinations).toEqual([toOpenai("gpt")]);
});

test("a provider service that is used may not be deleted where the switches say so", async () => {
  const { call } = await withChatService({ switches: { deleteUsedProvider: "refuse" } });
  expect(await call("DELETE", PROVIDER)).toMatchObject({
    status: 400,
    body: { message: "Model provider service 'main.ai.openai' is used by model services: main.ai.chat." },
  });
  await call("DELETE", SERVICE);
  expect((await call("DELETE", PROVIDER)).status).toBe(200);
});

test("a list pages through one schema, in BASIC or FULL", async () => {
  const { createProvider, createService, call } = await withServices({ switches: { servicesPerPage: 2 } });
  await createProvider("openai");
  const limit = {
    key: "RATE_LIMIT_KEY_USER",
    renewal_period: "RATE_LIMIT_RENEWAL_PERIOD_HOUR",
    principal: "ann@example.com",
    requests: 1,
  };
  const config = {
    ...routing(toOpenai("gpt")),
    rate_limits: [limit],
    inference_table: { parent: "schemas/main.ai" },
  };
  for (const id of ["c", "a", "b"]) expect((await createService(id, config)).status).toBe(200);
  const page = async (more: Record<string, string>) =>
    (await call("GET", query(SERVICES, { parent: "schemas/main.ai", ...more }))).body;
  const first = await page({ view: "FULL", page_size: "50" });
  expect(first.model_services.map(({ name }: { name: string }) => name)).toEqual([
    "model-services/main.ai.a",
    "model-services/main.ai.b",
  ]);
  expect(first.model_services[0].config).toEqual({
    ...routing(toOpenai("gpt")),
    rate_limits: [limit],
    inference_table: { parent: "schemas/main.ai", table: "tables/main.ai.a_payload" },
  });
  const { principal, ...shown } = limit;
  expect(await page({ page_token: first.next_page_token })).toEqual({
    model_services: [
      expect.objectContaining({
        name: "model-services/main.ai.c",
        config: { routing: {}, rate_limits: [shown] },
      }),
    ],
  });
  expect((await page({ page_size: "3" })).model_services).toHaveLength(3);
  expect(await page({ page_token: "nonsense" })).toMatchObject({ message: "Invalid page_token." });
  expect(await page({ page_size: "-1" })).toMatchObject({ error_code: "INVALID_PARAMETER_VALUE" });
  expect((await call("GET", SERVICES)).body.message).toBe("Missing required field: parent");
  expect((await call("GET", query(PROVIDERS, { parent: "schemas/main.default" }))).body).toEqual({});
});

test.each([
  ["main", "'main': its form is schemas/{catalog}.{schema}"],
  ["schemas/main.none", "Schema 'main.none' does not exist."],
  ["schemas/none.ai", "Catalog 'none' does not exist."],
])("nothing is made under parent %s", async (parent, message) => {
  const { call } = await withServices();
  const refused = await call("POST", query(SERVICES, { parent, model_service_id: "x" }), { config: {} });
  expect(refused.body.message).toContain(message);
});

test("a workspace without a metastore says so", async () => {
  const { createProvider } = await withServices({ switches: { catalogs: [] } });
  expect((await createProvider("openai")).body).toMatchObject({
    error_code: "METASTORE_DOES_NOT_EXIST",
    message: "No metastore assigned for the current workspace.",
  });
});
