import { expect, test } from "vitest";
import { anthropic, custom, openai, split, withEmulator } from "./with-emulator";

const ENDPOINTS = "/api/2.0/serving-endpoints";

test("a single entity gets all traffic, under both spellings of its name", async () => {
  const { call, settled } = await withEmulator();
  await call("POST", ENDPOINTS, { name: "chat", config: { served_entities: [openai()] } });
  expect((await settled("chat")).config.traffic_config).toEqual({
    routes: [{ served_model_name: "gpt", served_entity_name: "gpt", traffic_percentage: 100 }],
  });
});

test("an entity without a name is called after its model, with dots and colons as dashes", async () => {
  const { call, settled } = await withEmulator();
  const { name: _, ...unnamed } = openai("", "gpt-4.1:latest");
  await call("POST", ENDPOINTS, { name: "chat", config: { served_entities: [unnamed] } });
  expect((await settled("chat")).config.served_entities[0].name).toBe("gpt-4-1-latest");
});

test("plaintext keys never come back, references do", async () => {
  const { call, settled } = await withEmulator();
  const entity = {
    name: "gpt",
    external_model: {
      name: "gpt-4o",
      provider: "openai",
      task: "llm/v1/chat",
      openai_config: { openai_api_key_plaintext: "sk-very-secret", openai_organization: "acme" },
    },
  };
  const created = await call("POST", ENDPOINTS, {
    name: "chat",
    config: { served_entities: [entity, anthropic()], traffic_config: split(["gpt", 50], ["claude", 50]) },
  });
  expect(created.text).not.toContain("sk-very-secret");
  const { config } = await settled("chat");
  expect(
    config.served_entities.map(
      (one: any) => one.external_model.openai_config ?? one.external_model.anthropic_config,
    ),
  ).toEqual([{ anthropic_api_key: "{{secrets/llm/anthropic}}" }, { openai_organization: "acme" }]);
});

test.each([
  ["by-name", ["claude", "gpt"]],
  ["as-sent", ["gpt", "claude"]],
] as const)("entities and routes come back %s, and tags by key", async (entityOrder, order) => {
  const { call, settled } = await withEmulator({ switches: { entityOrder } });
  await call("POST", ENDPOINTS, {
    name: "chat",
    tags: [
      { key: "team", value: "ml" },
      { key: "env", value: "dev" },
    ],
    config: { served_entities: [openai(), anthropic()], traffic_config: split(["gpt", 90], ["claude", 10]) },
  });
  const endpoint = await settled("chat");
  expect(endpoint.config.served_entities.map((one: any) => one.name)).toEqual(order);
  expect(endpoint.config.traffic_config.routes.map((one: any) => one.served_entity_name)).toEqual(order);
  expect(endpoint.tags.map((tag: any) => tag.key)).toEqual(["env", "team"]);
});

test("the gateway is replaced as a whole and removed by an empty body", async () => {
  const { call } = await withEmulator();
  await call("POST", ENDPOINTS, { name: "chat", config: { served_entities: [openai()] } });
  const first = await call("PUT", `${ENDPOINTS}/chat/ai-gateway`, {
    usage_tracking_config: { enabled: true },
    rate_limits: [{ calls: "10", renewal_period: "minute" }],
  });
  expect(first.body).toEqual({
    usage_tracking_config: { enabled: true },
    rate_limits: [{ calls: 10, renewal_period: "minute", key: "endpoint" }],
  });
  await call("PUT", `${ENDPOINTS}/chat/ai-gateway`, { fallback_config: { enabled: true } });
  const { body } = await call("GET", `${ENDPOINTS}/chat`);
  expect(body.ai_gateway).toEqual({ fallback_config: { enabled: true } });
  await call("PUT", `${ENDPOINTS}/chat/ai-gateway`, {});
  expect((await call("GET", `${ENDPOINTS}/chat`)).body.ai_gateway).toBeUndefined();
});

test("tags are added, changed and deleted by key", async () => {
  const { call } = await withEmulator();
  await call("POST", ENDPOINTS, {
    name: "chat",
    tags: [
      { key: "a", value: "1" },
      { key: "b", value: "2" },
    ],
  });
  const { body } = await call("PATCH", `${ENDPOINTS}/chat/tags`, {
    add_tags: [{ key: "b", value: "3" }, { key: "c" }],
    delete_tags: ["a", "unknown"],
  });
  expect(body).toEqual({ tags: [{ key: "b", value: "3" }, { key: "c" }] });
});

test("hidden fields of custom models stay hidden, and the server fills in size and type", async () => {
  const { call, settled } = await withEmulator();
  await call("POST", ENDPOINTS, {
    name: "fraud",
    budget_policy_id: "policy-1",
    config: {
      served_entities: [{ ...custom(), burst_scaling_enabled: true, environment_vars: { Log_Level: "x" } }],
    },
  });
  const endpoint = await settled("fraud");
  expect(endpoint.config.served_entities[0]).toMatchObject({
    entity_name: "main.models.fraud",
    workload_size: "Small",
    workload_type: "CPU",
    environment_vars: { Log_Level: "x" },
  });
  expect(JSON.stringify(endpoint)).not.toContain("burst_scaling_enabled");
  expect(endpoint.budget_policy_id).toBeUndefined();
  expect(endpoint.effective_budget_policy_id).toBe("policy-1");
  expect(endpoint.config.served_models[0]).toMatchObject({
    model_name: "main.models.fraud",
    model_version: "3",
  });
});

test("a re-created endpoint has another id", async () => {
  const { call } = await withEmulator();
  const first = await call("POST", ENDPOINTS, { name: "chat" });
  expect((await call("DELETE", `${ENDPOINTS}/chat`)).status).toBe(200);
  expect((await call("GET", `${ENDPOINTS}/chat`)).body).toMatchObject({
    error_code: "RESOURCE_DOES_NOT_EXIST",
    message: "Endpoint with name 'chat' does not exist.",
  });
  const second = await call("POST", ENDPOINTS, { name: "chat" });
  expect(second.body.id).not.toBe(first.body.id);
});

test("the list cuts entities down and leaves out traffic and permissions", async () => {
  const { call, settled } = await withEmulator();
  await call("POST", ENDPOINTS, { name: "chat", config: { served_entities: [openai()] } });
  await settled("chat");
  const { body } = await call("GET", ENDPOINTS);
  expect(Object.keys(body)).toEqual(["endpoints"]);
  expect(body.endpoints[0].config).toEqual({
    served_entities: [{ name: "gpt", type: "EXTERNAL_MODEL", external_model: expect.anything() }],
  });
  expect(body.endpoints[0].permission_level).toBeUndefined();
});

test("fields that the SDKs lack are there by default and gone by switch", async () => {
  const { call, emulator } = await withEmulator();
  const created = await call("POST", ENDPOINTS, { name: "chat" });
  expect(created.body).toMatchObject({ endpoint_type: "NO_CONFIG", creator_kind: "User" });
  emulator.set({ unknownExtraFields: false });
  expect((await call("GET", `${ENDPOINTS}/chat`)).body.creator_kind).toBeUndefined();
});

test("provisioned throughput takes model units and is in place at once", async () => {
  const { call } = await withEmulator();
  const config = {
    served_entities: [
      { entity_name: "system.ai.llama_v3", entity_version: "1", provisioned_model_units: 50 },
    ],
  };
  const created = await call("POST", `${ENDPOINTS}/pt`, { name: "llama", config });
  expect(created.body.state).toEqual({ ready: "READY", config_update: "NOT_UPDATING" });
  expect(created.body.endpoint_type).toBe("FOUNDATION_MODEL_API");
  const updated = await call("PUT", `${ENDPOINTS}/pt/llama/config`, { config });
  expect(updated.body.config.config_version).toBe(2);
  const refused = await call("PUT", `${ENDPOINTS}/pt/llama/config`, {
    config: { served_entities: [custom()] },
  });
  expect(refused.status).toBe(400);
});
