import { expect, test } from "vitest";
import { custom } from "../with-emulator";
import { routing, toOpenai, UC, withChatService, withServices } from "./with-services";

const SERVICE = "model-services/main.ai.chat";

const hosted = (name: string, model = "system.ai.databricks-gpt-5-4", over: object = {}): object => ({
  name,
  destination_type: "DESTINATION_TYPE_PAY_PER_TOKEN_FOUNDATION_MODEL",
  pay_per_token_config: { model: `models/${model}` },
  ...over,
});
const share = (traffic_percentage: number): object => ({ traffic_percentage });
const limit = (over: object): object => ({
  key: "RATE_LIMIT_KEY_SERVICE",
  renewal_period: "RATE_LIMIT_RENEWAL_PERIOD_MINUTE",
  ...over,
});
const many = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => toOpenai(`d${index}`, share(index === 0 ? 101 - count : 1)));
const external = (config: object): object => toOpenai("x", { external_model_config: config });

test.each([
  [{}, "Missing required field: config.routing.destinations"],
  [routing(...many(11)), "config.routing.destinations has 11 entries; at most 10 are allowed."],
  [
    { routing: { destinations: [toOpenai("a")], fallback: { destinations: many(6) } } },
    "config.routing.fallback.destinations has 6 entries; at most 5 are allowed.",
  ],
  [routing(toOpenai("a", share(60)), toOpenai("b", share(30))), "must sum to 100; found 90."],
  [
    routing(toOpenai("a", share(60)), toOpenai("b")),
    "config.routing.destinations[1].traffic_percentage is required",
  ],
  [routing(toOpenai("a", share(101))), "it is between 0 and 100"],
  [
    routing(toOpenai("a", share(50)), toOpenai("a", share(50))),
    "config.routing.destinations[1] repeats the name 'a'.",
  ],
  [routing(toOpenai("")), "Missing required field: config.routing.destinations[0].name"],
  [
    routing({ name: "a", pay_per_token_config: {} }),
    "Missing required field: config.routing.destinations[0].destination_type",
  ],
  [
    routing(hosted("a", undefined, { external_model_config: {} })),
    "pay_per_token_config must be set for DESTINATION_TYPE_PAY_PER_TOKEN_FOUNDATION_MODEL, and no other",
  ],
  [routing(hosted("a", "system.ai.none")), "Model 'system.ai.none' does not exist."],
  [
    routing(
      external({ model_provider_service: "model-provider-services/main.ai.none", target: { model: "m" } }),
    ),
    "Model provider service 'main.ai.none' does not exist.",
  ],
  [
    routing(external({ model_provider_service: "main.ai.openai", target: { model: "m" } })),
    "its form is model-provider-services/{catalog}.{schema}.{name}",
  ],
  [routing(external({ model_provider_service: "model-provider-services/main.ai.openai" })), "target"],
  [
    routing(
      external({
        model_provider_service: "model-provider-services/main.ai.openai",
        target: { model: "gpt-5.4", endpoint_route: "x" },
      }),
    ),
    "endpoint_route is only supported for targets of CUSTOM providers.",
  ],
  [
    { ...routing(toOpenai("a")), rate_limits: [{ key: "RATE_LIMIT_KEY_SERVICE" }] },
    "Missing required field: config.rate_limits[0].renewal_period",
  ],
  [
    { ...routing(toOpenai("a")), rate_limits: [limit({ key: "RATE_LIMIT_KEY_USER" })] },
    "config.rate_limits[0].principal is required when key is RATE_LIMIT_KEY_USER.",
  ],
  [
    { ...routing(toOpenai("a")), rate_limits: [limit({ principal: "ann@example.com" })] },
    "config.rate_limits[0].principal must not be set when key is RATE_LIMIT_KEY_SERVICE.",
  ],
  [
    { ...routing(toOpenai("a")), rate_limits: [limit({ requests: -1 })] },
    "config.rate_limits[0].requests has an invalid value -1",
  ],
  [
    { ...routing(toOpenai("a")), rate_limits: [limit({ requests: 1 }), limit({ requests: 2 })] },
    "config.rate_limits[1] repeats a rate limit.",
  ],
  [{ ...routing(toOpenai("a")), inference_table: {} }, "config.inference_table.parent"],
  [
    { ...routing(toOpenai("a")), inference_table: { parent: "schemas/main.none" } },
    "Schema 'main.none' does not exist.",
  ],
])("a model service with %j is refused", async (config, message) => {
  const { createService, call } = await withChatService();
  const refused = await createService("other", config);
  expect(refused.body.message).toContain(message);
  expect(refused.status).toBeGreaterThanOrEqual(400);
  expect((await call("GET", `${UC}/model-services/main.ai.other`)).status).toBe(404);
});

test("a fallback's percentage means nothing, or is refused where the switches say so", async () => {
  const { createService, emulator } = await withChatService();
  const config = {
    routing: {
      destinations: [toOpenai("a")],
      fallback: { destinations: [hosted("b", undefined, share(5))] },
    },
  };
  expect((await createService("kept", config)).status).toBe(200);
  emulator.set({ fallbackPercentage: "refuse" });
  expect((await createService("refused", config)).body.message).toContain("must not be set on fallback");
});

test("the fallback is set and cleared by its own path", async () => {
  const { patch } = await withChatService();
  const path = "config.routing.fallback.destinations";
  const fallback = { destinations: [hosted("b")] };
  const set = await patch(SERVICE, path, { config: { routing: { fallback } } });
  expect(set.body.config.routing).toEqual({ destinations: [toOpenai("gpt")], fallback });
  const cleared = await patch(SERVICE, path, { config: {} });
  expect(cleared.body.config.routing).toEqual({ destinations: [toOpenai("gpt")] });
});

test("a provisioned-throughput destination stands on an endpoint of that kind, and tells its model", async () => {
  const { createService, call, settled } = await withChatService();
  const to = (name: string): object =>
    routing({
      name: "pt",
      destination_type: "DESTINATION_TYPE_PROVISIONED_THROUGHPUT_FOUNDATION_MODEL",
      provisioned_throughput_config: { model_serving_endpoint: `serving-endpoints/${name}` },
    });
  expect((await createService("pt", to("llama"))).body.message).toBe(
    "Serving endpoint 'llama' does not exist.",
  );
  const entity = {
    name: "llama",
    entity_name: "system.ai.llama_v3_3_70b_instruct",
    entity_version: "1",
    min_provisioned_throughput: 0,
    max_provisioned_throughput: 100,
  };
  const endpoint = (name: string, served: unknown) =>
    call("POST", "/api/2.0/serving-endpoints", { name, config: { served_entities: [served] } });
  expect((await endpoint("llama", entity)).body.message).toBeUndefined();
  await endpoint("fraud", custom());
  await settled("llama");
  expect((await createService("pt", to("fraud"))).body.message).toContain("serves no provisioned-throughput");
  const created = await createService("pt", to("llama"));
  expect(created.body.config.routing.destinations[0].provisioned_throughput_config).toEqual({
    model_serving_endpoint: "serving-endpoints/llama",
    model: "system.ai.llama_v3_3_70b_instruct",
  });
  await call("DELETE", "/api/2.0/serving-endpoints/llama");
  const { body } = await call("GET", `${UC}/model-services/main.ai.pt`);
  expect(body.config.routing.destinations[0].is_deleted).toBe(true);
});

test("an inference table is made once, keeps its names, and shows when it was deleted", async () => {
  const { patch, call, createService, emulator } = await withChatService();
  const inference_table = { parent: "schemas/main.ai", table_name_prefix: "calls" };
  const set = await patch(SERVICE, "config.inference_table", { config: { inference_table } });
  expect(set.body.config.inference_table).toEqual({
    ...inference_table,
    table: "tables/main.ai.calls_payload",
  });
  const renamed = { ...inference_table, table_name_prefix: "other" };
  expect(
    (await patch(SERVICE, "config.inference_table", { config: { inference_table: renamed } })).body,
  ).toMatchObject({ message: "config.inference_table.table_name_prefix cannot be changed; it is calls." });
  const config = { ...routing(toOpenai("a")), inference_table };
  expect((await createService("second", config)).body.message).toBe(
    "Table 'main.ai.calls_payload' already exists.",
  );
  emulator.set({ inferenceTableTaken: "reuse" });
  expect((await createService("second", config)).status).toBe(200);
  expect((await call("GET", `${UC}/tables/main.ai.calls_payload`)).status).toBe(200);
  await call("DELETE", `${UC}/tables/main.ai.calls_payload`);
  expect((await call("GET", `${UC}/${SERVICE}`)).body.config.inference_table).toEqual({
    ...inference_table,
    table: "tables/main.ai.calls_payload",
    is_deleted: true,
  });
});

test("a model that Databricks hosts can be a destination, and be taken away", async () => {
  const { createService, call } = await withServices();
  const { body } = await createService(
    "claude",
    routing(hosted("c", "system.ai.databricks-claude-opus-4-6")),
  );
  expect(body.supported_api_types).toEqual(["anthropic/v1/messages", "mlflow/v1/chat/completions"]);
  await call("DELETE", `${UC}/models/system.ai.databricks-claude-opus-4-6`);
  const gone = (await call("GET", `${UC}/model-services/main.ai.claude`)).body;
  expect(gone.config.routing.destinations[0].is_deleted).toBe(true);
});

test("ids and comments have their limits", async () => {
  const { createService, patch } = await withChatService();
  const config = routing(toOpenai("a"));
  for (const [id, message] of [
    ["", "Missing required field: model_service_id"],
    ["a.b", "a name has no period, slash, space or control character"],
    ["x".repeat(256), "model_service_id has 256 characters; at most 255 are allowed."],
  ] as const) {
    expect((await createService(id, config)).body.message).toContain(message);
  }
  const long = { comment: "x".repeat(65_537) };
  expect((await createService("x", config, long)).body.message).toContain("at most 65536");
  expect((await patch(SERVICE, "comment", long)).body.message).toContain("at most 65536");
});
