import { expect, test } from "vitest";
import { anthropic, custom, openai, split, withEmulator } from "./with-emulator";

const ENDPOINTS = "/api/2.0/serving-endpoints";

const withConfig = (...served_entities: unknown[]): Record<string, unknown> => ({
  name: "chat",
  config: { served_entities },
});

const routes: [string, unknown, RegExp][] = [
  ["a sum other than 100", split(["gpt", 60], ["claude", 30]), /must sum to 100; found 90/],
  [
    "a route to no entity",
    split(["gpt", 50], ["other", 50]),
    /'other', which is not part of the configuration/,
  ],
  ["an entity without route", split(["gpt", 100]), /Served entity 'claude' has no traffic route/],
  [
    "two routes to one entity",
    split(["gpt", 50], ["gpt", 50], ["claude", 0]),
    /'gpt' has more than one traffic route/,
  ],
  ["a negative share", split(["gpt", 110], ["claude", -10]), /between 0 and 100; found 110/],
];

test.each(routes)("a split with %s is refused", async (_title, traffic_config, message) => {
  const { call } = await withEmulator();
  const answer = await call("POST", ENDPOINTS, {
    name: "chat",
    config: { served_entities: [openai(), anthropic()], traffic_config },
  });
  expect(answer).toMatchObject({ status: 400 });
  expect(answer.body.message).toMatch(message);
});

test("shares may be strings, and the older spelling of the entity's name is understood", async () => {
  const { call, settled } = await withEmulator();
  const answer = await call("POST", ENDPOINTS, {
    name: "chat",
    config: {
      served_entities: [openai(), anthropic()],
      traffic_config: {
        routes: [
          { served_model_name: "gpt", traffic_percentage: "70" },
          { served_entity_name: "claude", traffic_percentage: 30 },
        ],
      },
    },
  });
  expect(answer.status).toBe(200);
  expect((await settled("chat")).config.traffic_config.routes[1].traffic_percentage).toBe(70);
});

test("null counts as absent and unknown fields are ignored, or refused by switch", async () => {
  const { call, emulator } = await withEmulator();
  const body = { name: "chat", description: null, colour: "red" };
  expect((await call("POST", ENDPOINTS, body)).status).toBe(200);
  emulator.set({ unknownRequestFields: "refuse" });
  const answer = await call("POST", ENDPOINTS, { ...body, name: "chat2" });
  expect(answer).toMatchObject({ status: 400, body: { error_code: "MALFORMED_REQUEST" } });
  expect(answer.body.message).toContain("unknown field colour");
});

test("a config that parses to no object is malformed", async () => {
  const { call } = await withEmulator();
  expect((await call("POST", ENDPOINTS, "[1]")).body.message).toContain("expected a map");
  expect((await call("POST", ENDPOINTS, "{")).body.error_code).toBe("MALFORMED_REQUEST");
});

test("an endpoint with external models cannot turn to custom ones, nor the other way round", async () => {
  const { call, settled } = await withEmulator();
  await call("POST", ENDPOINTS, withConfig(openai()));
  await settled("chat");
  const away = await call("PUT", `${ENDPOINTS}/chat/config`, { served_entities: [custom()] });
  expect(away.body.message).toContain("serves external models and cannot");
  await call("POST", ENDPOINTS, { name: "fraud", config: { served_entities: [custom()] } });
  await settled("fraud");
  const gain = await call("PUT", `${ENDPOINTS}/fraud/config`, { served_entities: [openai()] });
  expect(gain.body.message).toContain("created without an external model");
});

test("names of inference tables are fixed: for ever in the config, while enabled in the gateway", async () => {
  const { call, settled } = await withEmulator();
  const auto_capture_config = { catalog_name: "main", schema_name: "logs", table_name_prefix: "fraud" };
  await call("POST", ENDPOINTS, {
    name: "fraud",
    config: { served_entities: [custom()], auto_capture_config },
  });
  await settled("fraud");
  const renamed = { ...auto_capture_config, schema_name: "other" };
  const refusal = await call("PUT", `${ENDPOINTS}/fraud/config`, {
    served_entities: [custom()],
    auto_capture_config: renamed,
  });
  expect(refusal.body.message).toContain(
    "schema_name of the inference table of endpoint fraud cannot be changed",
  );

  await call("POST", ENDPOINTS, withConfig(openai()));
  const table = { enabled: true, catalog_name: "main", schema_name: "logs", table_name_prefix: "chat" };
  const put = (inference_table_config: unknown) =>
    call("PUT", `${ENDPOINTS}/chat/ai-gateway`, { inference_table_config });
  expect((await put(table)).status).toBe(200);
  expect((await put({ ...table, schema_name: "b" })).body.message).toContain(
    "must be disabled before schema_name",
  );
  expect((await put({ ...table, enabled: false })).status).toBe(200);
  expect((await put({ ...table, schema_name: "b" })).status).toBe(200);
});

test("inference tables need their catalog, where the switch knows which there are", async () => {
  const { call, emulator } = await withEmulator({ switches: { catalogs: [] } });
  const ai_gateway = { inference_table_config: { enabled: true, catalog_name: "main", schema_name: "logs" } };
  const none = await call("POST", ENDPOINTS, { ...withConfig(openai()), ai_gateway });
  expect(none.body.message).toContain("no metastore");
  emulator.set({ catalogs: ["prod"] });
  const wrong = await call("POST", ENDPOINTS, { ...withConfig(openai()), ai_gateway });
  expect(wrong.body.message).toContain("Catalog 'main' does not exist");
  emulator.set({ catalogs: ["main"] });
  expect((await call("POST", ENDPOINTS, { ...withConfig(openai()), ai_gateway })).status).toBe(200);
});
