import { expect, test } from "vitest";
import { custom, openai, withEmulator } from "./with-emulator";

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
