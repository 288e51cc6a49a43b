import { describe, expect, test } from "vitest";
import * as z from "zod";
import { servingEndpoint } from "../../../provider/resources/serving-endpoint";
import { decode } from "../../../provider/schema/decode";
import { encode } from "../../../provider/schema/encode";
import {
  configBody,
  createBody,
  notificationsBody,
  rateLimitsBody,
  tagsBody,
  telemetryBody,
} from "../../../provider/client/serving-endpoints/endpoint-bodies";
import { decodeEndpoint } from "../../../provider/client/serving-endpoints/remote-endpoint";
import { sentPermissions } from "../../../provider/lifecycle/endpoint/permissions";
import { gatewaySteps } from "../../../provider/plan/gateway-steps";
import type { ServingEndpointInputs } from "../../../provider/resources/serving-endpoint";
import { gpt, serving } from "../../lifecycle/programs";

const HOST = "https://example.cloud.databricks.com";
const { shape } = servingEndpoint.inputs;

describe("names on the wire", () => {
  test.each([
    ["ai21labsApiKeyPlaintext", "ai21labs_api_key_plaintext"],
    ["googleCloudVertexAiConfig", "google_cloud_vertex_ai_config"],
    ["awsAccessKeyId", "aws_access_key_id"],
    ["ucServiceCredentialName", "uc_service_credential_name"],
  ])("%s is %s", (field, wire) => {
    const schema = z.strictObject({ [field]: z.string() });
    expect(encode(schema, { [field]: "x" })).toEqual({ [wire]: "x" });
    expect(decode(schema, { [wire]: "x" })).toEqual({ [field]: "x" });
  });

  test("inside a record stay as they are, both ways", () => {
    const entity = { environmentVars: { camelCase: "1", snake_case: "2", "with.dot": "3", _X: "4" } };
    const config = { servedEntities: [entity] };
    const sent = encode(shape.config, config);
    expect(sent).toEqual({ served_entities: [{ environment_vars: entity.environmentVars }] });
    expect(decode(shape.config, sent)).toEqual(config);
  });
});

describe("decoding", () => {
  test("passes over fields that nobody documented, and takes null for unset", () => {
    expect(
      decode(servingEndpoint.inputs, { name: "a", endpoint_type: "X", tags: null, description: "" }),
    ).toEqual({
      name: "a",
      description: "",
    });
  });

  test("takes whole numbers that come as texts", () => {
    const routes = [{ served_model_name: "a", served_entity_name: "a", traffic_percentage: "100" }];
    expect(decode(shape.config, { traffic_config: { routes } })).toEqual({
      trafficConfig: { routes: [{ servedModelName: "a", trafficPercentage: 100 }] },
    });
  });

  test("takes the older name of a list where the newer one is missing, and the newer one where both are there", () => {
    const model = (name: string) => [{ name, model_name: "m" }];
    expect(decode(shape.config, { served_models: model("old") })).toMatchObject({
      servedEntities: [{ name: "old" }],
    });
    expect(
      decode(shape.config, { served_models: model("old"), served_entities: [{ name: "new" }] }),
    ).toMatchObject({ servedEntities: [{ name: "new" }] });
  });

  test("lives with a provider that it does not know", () => {
    const entities = [
      { name: "a", external_model: { name: "m", provider: "brand-new", task: "llm/v1/chat" } },
    ];
    expect(decode(shape.config, { served_entities: entities })).toEqual({
      servedEntities: [
        { name: "a", externalModel: { name: "m", provider: "brand-new", task: "llm/v1/chat" } },
      ],
    });
  });
});

describe("bodies", () => {
  test("of a create hold what the call takes, credentials in their places, and nothing of our own", () => {
    const body = createBody({
      name: "a",
      ...serving({
        name: "gpt",
        externalModel: {
          provider: "openai",
          name: "m",
          task: "llm/v1/chat",
          openaiConfig: { openaiApiKeyPlaintext: "k" },
        },
      }),
      accessControlList: [],
      credentialsVersion: 1,
      adopt: true,
      timeouts: { create: "1m" },
      routeOptimized: false,
    });
    expect(body).toEqual({
      name: "a",
      route_optimized: false,
      config: {
        served_entities: [
          {
            name: "gpt",
            external_model: {
              provider: "openai",
              name: "m",
              task: "llm/v1/chat",
              openai_config: { openai_api_key_plaintext: "k" },
            },
          },
        ],
      },
    });
  });

  test("of a config without entities are empty", () => {
    expect(configBody({})).toEqual({});
  });

  test("of tags say only what changes", () => {
    const olds = [{ key: "same", value: "1" }, { key: "gone" }, { key: "emptied", value: "1" }];
    const news = [{ key: "new" }, { key: "same", value: "1" }, { key: "emptied" }];
    expect(tagsBody(olds, news)).toEqual({
      add_tags: [{ key: "new" }, { key: "emptied" }],
      delete_tags: ["gone"],
    });
    expect(tagsBody(olds)).toEqual({ delete_tags: ["same", "gone", "emptied"] });
  });

  test("of a gateway switch a table off before it moves, and else come once", () => {
    const table = (schemaName: string, enabled = true) => ({
      inferenceTableConfig: { enabled, catalogName: "main", schemaName },
      usageTrackingConfig: { enabled: true },
    });
    expect(gatewaySteps(table("a"), table("b"))).toMatchObject([
      {
        inferenceTableConfig: { enabled: false, schemaName: "a" },
        usageTrackingConfig: { enabled: true },
      },
      { inferenceTableConfig: { enabled: true, schemaName: "b" } },
    ]);
    expect(gatewaySteps(table("a"), table("a"))).toHaveLength(1);
    expect(gatewaySteps(table("a", false), table("b"))).toHaveLength(1);
    expect(gatewaySteps({}, table("b"))).toHaveLength(1);
    expect(gatewaySteps(table("a"), undefined)).toEqual([undefined]);
  });

  test("of what is taken away say so in the way of each call", () => {
    expect(rateLimitsBody()).toEqual({ rate_limits: [] });
    expect(notificationsBody()).toEqual({
      email_notifications: { on_update_success: [], on_update_failure: [] },
    });
    expect(telemetryBody(undefined)).toEqual({});
  });

  test.each([
    [{ userName: "me@example.com", isServicePrincipal: false }, "userName"],
    [{ userName: "5f3a1c2e-0b7d-4e6f-8a9b-0c1d2e3f4a5b", isServicePrincipal: true }, "servicePrincipalName"],
  ])("of permissions keep the caller's right to manage, whatever the list says (%o)", (caller, field) => {
    const list: NonNullable<ServingEndpointInputs["accessControlList"]> = [
      { groupName: "users", permissionLevel: "CAN_QUERY" },
      caller.isServicePrincipal
        ? { servicePrincipalName: caller.userName, permissionLevel: "CAN_VIEW" }
        : { userName: caller.userName, permissionLevel: "CAN_VIEW" },
    ];
    expect(sentPermissions(list, caller)).toEqual([
      { groupName: "users", permissionLevel: "CAN_QUERY" },
      { [field]: caller.userName, permissionLevel: "CAN_MANAGE" },
    ]);
  });
});

describe("reading an endpoint", () => {
  const entities = (name: string) => [
    { name, external_model: { provider: "openai", name: "m", task: "llm/v1/chat", openai_config: {} } },
  ];
  const read = (more: Record<string, unknown>) =>
    decodeEndpoint({ name: "a", id: "88fd3f75a0d24b0380ddc40484d7a31b", ...more } as never, HOST)!;

  test.each([
    ["nothing", {}],
    ["a list", []],
    ["an endpoint without an id", { name: "a" }],
    ["an error", { error_code: "X", message: "No" }],
  ])("finds none in %s", (_what, json) => {
    expect(decodeEndpoint(json as never, HOST)).toBeUndefined();
  });

  test("without a config has none", () => {
    const endpoint = read({ state: { ready: "NOT_READY", config_update: "NOT_UPDATING" } });
    expect(endpoint.inputs).toEqual({ name: "a" });
    expect(endpoint.configUpdate).toBe("NOT_UPDATING");
    expect(endpoint.outputs).toMatchObject({
      endpointUrl: `${HOST}/ml/endpoints/a`,
      invocationUrl: `${HOST}/serving-endpoints/a/invocations`,
      openaiBaseUrl: `${HOST}/serving-endpoints`,
    });
  });

  test.each([
    [
      "the serving config",
      { config: { served_entities: entities("old") }, state: { config_update: "NOT_UPDATING" } },
      "old",
      "NOT_UPDATING",
    ],
    [
      "the config that is being rolled out",
      {
        config: { served_entities: entities("old") },
        pending_config: { served_entities: entities("new") },
        state: { config_update: "IN_PROGRESS" },
      },
      "new",
      "IN_PROGRESS",
    ],
    [
      "the serving config, where the newer one failed",
      {
        config: { served_entities: entities("old") },
        pending_config: { served_entities: entities("new") },
        state: { config_update: "UPDATE_FAILED" },
      },
      "old",
      "UPDATE_FAILED",
    ],
    [
      "the first config that failed, where nothing serves",
      { pending_config: { served_entities: entities("new") }, state: { config_update: "UPDATE_FAILED" } },
      "new",
      "UPDATE_FAILED",
    ],
    [
      "the first config, of a server that says NOT_UPDATING too early",
      { pending_config: { served_entities: entities("new") }, state: { config_update: "NOT_UPDATING" } },
      "new",
      "IN_PROGRESS",
    ],
  ])("shows %s", (_, answer, entity, configUpdate) => {
    const endpoint = read(answer);
    expect(endpoint.inputs).toMatchObject({ config: { servedEntities: [{ name: entity }] } });
    expect(endpoint.configUpdate).toBe(configUpdate);
  });

  test("collects why entities do not come up, those of the pending config first", () => {
    const state = (deployment: string, message: string) => ({
      state: { deployment, deployment_state_message: message },
    });
    const endpoint = read({
      config: { served_entities: [{ name: "a", ...state("DEPLOYMENT_READY", "fine") }] },
      pending_config: { served_entities: [{ name: "b", ...state("DEPLOYMENT_FAILED", "no quota") }] },
    });
    expect(endpoint.deploymentMessages).toEqual(["b: no quota"]);
  });

  test("compares Bedrock's provider without regard to case", () => {
    const model = {
      provider: "amazon-bedrock",
      name: "m",
      task: "llm/v1/chat",
      amazon_bedrock_config: { bedrock_provider: "AI21Labs" },
    };
    const endpoint = read({ config: { served_entities: [{ name: "a", external_model: model }] } });
    expect(JSON.stringify(endpoint.inputs)).toContain('"bedrockProvider":"ai21labs"');
  });

  test("what is sent and read back is the same", () => {
    const inputs = { name: "a", ...serving(gpt()), tags: [{ key: "k", value: "v" }], description: "d" };
    expect(read(createBody(inputs) as Record<string, unknown>).inputs).toEqual(inputs);
  });
});
