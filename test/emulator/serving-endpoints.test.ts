import { expect, test } from "vitest";
import { anthropic, custom, openai, split, withEmulator } from "./with-emulator";

const ENDPOINTS = "/api/2.0/serving-endpoints";

test("a new endpoint answers at once with a pending config, no config, and becomes ready by the clock", async () => {
  const { call, settled } = await withEmulator({ switches: { updateDelayMs: 60_000 } });
  const created = await call("POST", ENDPOINTS, { name: "chat", config: { served_entities: [openai()] } });
  expect(created.status).toBe(200);
  expect(created.body.state).toEqual({ ready: "NOT_READY", config_update: "IN_PROGRESS" });
  expect(created.body.config).toBeUndefined();
  expect(created.body.pending_config).toMatchObject({
    config_version: 1,
    served_entities: [{ name: "gpt", state: { deployment: "DEPLOYMENT_CREATING" } }],
  });
  expect(created.body.id).toMatch(/^[0-9a-f]{32}$/);

  const ready = await settled("chat");
  expect(ready.state).toEqual({ ready: "READY", config_update: "NOT_UPDATING" });
  expect(ready.pending_config).toBeUndefined();
  expect(ready.task).toBe("llm/v1/chat");
  expect(ready.config.served_entities[0].state.deployment).toBe("DEPLOYMENT_READY");
});

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

test("entities, routes and tags come back in the server's order", async () => {
  const { call, settled } = await withEmulator();
  await call("POST", ENDPOINTS, {
    name: "chat",
    tags: [
      { key: "team", value: "ml" },
      { key: "env", value: "dev" },
    ],
    config: { served_entities: [openai(), anthropic()], traffic_config: split(["gpt", 90], ["claude", 10]) },
  });
  const endpoint = await settled("chat");
  expect(endpoint.config.served_entities.map((one: any) => one.name)).toEqual(["claude", "gpt"]);
  expect(endpoint.config.traffic_config.routes.map((one: any) => one.served_entity_name)).toEqual([
    "claude",
    "gpt",
  ]);
  expect(endpoint.tags.map((tag: any) => tag.key)).toEqual(["env", "team"]);
});

test("while an update runs the old config serves and a second update is a conflict", async () => {
  const { call, settled } = await withEmulator({ switches: { updateDelayMs: 60_000 } });
  await call("POST", ENDPOINTS, { name: "chat", config: { served_entities: [openai()] } });
  await settled("chat");
  const config = { served_entities: [openai("gpt", "gpt-4o-mini")] };
  const first = await call("PUT", `${ENDPOINTS}/chat/config`, config);
  expect(first.body.config.served_entities[0].external_model.name).toBe("gpt-4o");
  expect(first.body.pending_config.served_entities[0].external_model.name).toBe("gpt-4o-mini");
  const second = await call("PUT", `${ENDPOINTS}/chat/config`, config);
  expect(second.status).toBe(409);
  expect(second.body.error_code).toBe("RESOURCE_CONFLICT");
  const after = await settled("chat");
  expect(after.config).toMatchObject({
    config_version: 2,
    served_entities: [{ external_model: { name: "gpt-4o-mini" } }],
  });
});

test("of writers at the same moment one wins and the others are told of the conflict", async () => {
  const { call, settled } = await withEmulator({ switches: { updateDelayMs: 60_000 } });
  await call("POST", ENDPOINTS, { name: "chat", config: { served_entities: [openai()] } });
  await settled("chat");
  const writers = Array.from({ length: 8 }, (_, index) =>
    call("PUT", `${ENDPOINTS}/chat/config`, { served_entities: [openai(`writer-${index}`)] }),
  );
  const statuses = (await Promise.all(writers)).map(({ status }) => status);
  expect(statuses.toSorted((a, b) => a - b)).toEqual([200, ...Array.from({ length: 7 }, () => 409)]);
  expect((await settled("chat")).config.config_version).toBe(2);
});

test("a config sent back as GET answered it is taken, unless a plaintext key would be lost", async () => {
  const { call, settled } = await withEmulator();
  await call("POST", ENDPOINTS, { name: "chat", config: { served_entities: [openai()] } });
  const { config } = await settled("chat");
  expect((await call("PUT", `${ENDPOINTS}/chat/config`, config)).status).toBe(200);

  const { external_model: model } = openai() as { external_model: object };
  const entity = {
    name: "gpt",
    external_model: { ...model, openai_config: { openai_api_key_plaintext: "k" } },
  };
  await call("POST", ENDPOINTS, { name: "plain", config: { served_entities: [entity] } });
  const hidden = (await settled("plain")).config;
  const refused = await call("PUT", `${ENDPOINTS}/plain/config`, hidden);
  expect(refused.status).toBe(400);
  expect(refused.body.message).toContain(
    "either openai_api_key or openai_api_key_plaintext must be specified",
  );
});

test("a failed update keeps the old config and says why in the pending one", async () => {
  const { call, settled, emulator } = await withEmulator();
  await call("POST", ENDPOINTS, { name: "chat", config: { served_entities: [openai()] } });
  await settled("chat");
  emulator.set({ failNextUpdate: { state: "UPDATE_FAILED", message: "Served model creation aborted" } });
  await call("PUT", `${ENDPOINTS}/chat/config`, { served_entities: [openai("new")] });
  const failed = await settled("chat");
  expect(failed.state).toEqual({ ready: "READY", config_update: "UPDATE_FAILED" });
  expect(failed.config.served_entities[0].name).toBe("gpt");
  expect(failed.pending_config.served_entities[0].state).toEqual({
    deployment: "DEPLOYMENT_FAILED",
    deployment_state_message: "Served model creation aborted",
  });
  await call("PUT", `${ENDPOINTS}/chat/config`, { served_entities: [openai("new")] });
  const healed = await settled("chat");
  expect(healed.state.config_update).toBe("NOT_UPDATING");
  expect(healed.config).toMatchObject({ config_version: 3, served_entities: [{ name: "new" }] });
});

test("an endpoint whose creation failed has no config and takes one later", async () => {
  const { call, settled, emulator } = await withEmulator();
  emulator.set({ updateOutcomes: { chat: { state: "UPDATE_CANCELED", message: "timed out" } } });
  await call("POST", ENDPOINTS, { name: "chat", config: { served_entities: [openai()] } });
  const failed = await settled("chat");
  expect(failed.state).toEqual({ ready: "NOT_READY", config_update: "UPDATE_CANCELED" });
  expect(failed.config).toBeUndefined();
  emulator.set({ updateOutcomes: {} });
  await call("PUT", `${ENDPOINTS}/chat/config`, { served_entities: [openai()] });
  expect((await settled("chat")).state.ready).toBe("READY");
});

test("an endpoint without config is legal, and cannot gain an external model unless the switch says so", async () => {
  const { call, settled, emulator } = await withEmulator();
  const created = await call("POST", ENDPOINTS, { name: "bare" });
  expect(created.body.state).toEqual({ ready: "NOT_READY", config_update: "NOT_UPDATING" });
  expect(created.body.description).toBe("");
  const refused = await call("PUT", `${ENDPOINTS}/bare/config`, { served_entities: [openai()] });
  expect(refused).toMatchObject({ status: 400, body: { error_code: "INVALID_PARAMETER_VALUE" } });
  emulator.set({ allowGainingExternalModel: true });
  await call("PUT", `${ENDPOINTS}/bare/config`, { served_entities: [openai()] });
  expect((await settled("bare")).state.ready).toBe("READY");
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

test("telemetry is dropped when an external endpoint is created and refused afterwards", async () => {
  const { call, settled } = await withEmulator();
  const telemetry_config = { table_names: { logs_table: "main.logs.chat" } };
  await call("POST", ENDPOINTS, { name: "chat", telemetry_config, config: { served_entities: [openai()] } });
  expect((await settled("chat")).telemetry_config).toBeUndefined();
  const refused = await call("PATCH", `${ENDPOINTS}/chat/telemetry-config`, { telemetry_config });
  expect(refused.status).toBe(400);
  expect(refused.body.message).toContain("endpoint type 'EXTERNAL_MODELS'");
});

test("telemetry of a custom endpoint shows a profile instead of tables, locks while it rolls out, and goes by an empty body", async () => {
  const { call, settled } = await withEmulator();
  await call("POST", ENDPOINTS, { name: "fraud", config: { served_entities: [custom()] } });
  const telemetry_config = {
    table_names: { logs_table: "main.logs.fraud" },
    inference_table_config: { sampling_fraction: 0.5 },
  };
  const early = await call("PATCH", `${ENDPOINTS}/fraud/telemetry-config`, { telemetry_config });
  expect(early.status).toBe(409);
  expect(early.body.message).toBe(
    "Endpoint fraud is currently updating. Wait for the update to complete before updating its telemetry configuration.",
  );
  await settled("fraud");
  const patched = await call("PATCH", `${ENDPOINTS}/fraud/telemetry-config`, { telemetry_config });
  expect(patched.body.state.config_update).toBe("IN_PROGRESS");
  expect(patched.body.telemetry_config).toEqual({
    telemetry_profile_id: expect.any(String),
    inference_table_config: { name: "main.logs.fraud_payload", sampling_fraction: 0.5 },
  });
  const locked = await call("PUT", `${ENDPOINTS}/fraud/config`, { served_entities: [custom()] });
  expect(locked.status).toBe(409);
  await settled("fraud");
  await call("PATCH", `${ENDPOINTS}/fraud/telemetry-config`);
  expect((await settled("fraud")).telemetry_config).toBeUndefined();
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
