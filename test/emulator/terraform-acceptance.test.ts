import { describe, expect, test } from "vitest";
import { withEmulator, type Client } from "./with-emulator";

/*
 * What the acceptance tests of Terraform's provider (internal/acceptance/model_serving_test.go) send, and what they take for
 * granted of the answers: a plan after the apply that shows no change. The provider itself runs in test/long, where its
 * module can be had.
 */

const ENDPOINTS = "/api/2.0/serving-endpoints";
const asSent = { switches: { entityOrder: "as-sent" } } as const;

/** The provider waits by GET until nothing is updated, and compares what it then reads with what it sent. */
async function applied({ call, settled }: Client, method: string, path: string, body: object): Promise<any> {
  const answer = await call(method, path, body);
  expect(answer.status, answer.text).toBe(200);
  return settled(answer.body.name as string);
}

describe("Terraform's provider finds what it applied", () => {
  test("of custom models with the older spelling, their order, split and permissions", async () => {
    const client = await withEmulator(asSent);
    const { call } = client;
    const model = (name: string, version: string, scale: boolean): object => ({
      name,
      model_name: "experiment-fixture-model",
      model_version: version,
      workload_size: "Small",
      workload_type: "CPU",
      scale_to_zero_enabled: scale,
    });
    const routes = [
      { served_model_name: "prod_model", traffic_percentage: 90 },
      { served_model_name: "candidate_model", traffic_percentage: 10 },
    ];
    const made = await applied(client, "POST", ENDPOINTS, {
      name: "acceptance",
      config: {
        served_models: [model("prod_model", "1", true), model("candidate_model", "2", false)],
        traffic_config: { routes },
      },
    });
    expect(made.config.served_models).toMatchObject([
      { ...model("prod_model", "1", true), environment_vars: {} },
      { ...model("candidate_model", "2", false), environment_vars: {} },
    ]);
    expect(made.config.traffic_config.routes).toEqual(
      routes.map((route) => ({ ...route, served_entity_name: route.served_model_name })),
    );

    const acl = `/api/2.0/permissions/serving-endpoints/${made.id}`;
    const given = [
      { group_name: "users", permission_level: "CAN_VIEW" },
      { user_name: "admin@emulator.example", permission_level: "CAN_MANAGE" },
    ];
    expect((await call("PUT", acl, { access_control_list: given })).status).toBe(200);
    const { access_control_list: list } = (await call("GET", acl)).body;
    const direct = list.flatMap((entry: any) =>
      entry.all_permissions
        .filter((one: any) => !one.inherited)
        .map((one: any) => [entry.group_name ?? entry.user_name, one.permission_level]),
    );
    expect(direct).toEqual(
      given.map((entry) => [entry.group_name ?? entry.user_name, entry.permission_level]),
    );
    // Destroying the permissions gives the object back to its admins.
    expect((await call("PUT", acl, { access_control_list: [] })).status).toBe(200);

    const updated = await applied(client, "PUT", `${ENDPOINTS}/acceptance/config`, {
      name: "acceptance",
      served_models: [model("prod_model", "1", true)],
      traffic_config: { routes: [{ served_model_name: "prod_model", traffic_percentage: 100 }] },
    });
    expect(updated.config.served_models).toHaveLength(1);
    expect((await call("DELETE", `${ENDPOINTS}/acceptance`)).status).toBe(200);
    expect((await call("GET", `${ENDPOINTS}/acceptance`)).body.error_code).toBe("RESOURCE_DOES_NOT_EXIST");
  });

  test("of provisioned throughput, through its three sizes", async () => {
    const client = await withEmulator(asSent);
    // A minimum of zero is left out, as Go leaves out zeroes.
    const config = (throughput: object): object => ({
      served_entities: [
        {
          name: "pt_model",
          entity_name: "system.ai.mistral_7b_instruct_v0_2",
          entity_version: "1",
          scale_to_zero_enabled: true,
          workload_type: "CPU",
          ...throughput,
        },
      ],
      traffic_config: { routes: [{ served_model_name: "pt_model", traffic_percentage: 100 }] },
    });
    const sizes = [
      { max_provisioned_throughput: 970 },
      { min_provisioned_throughput: 970, max_provisioned_throughput: 1940 },
      { max_provisioned_throughput: 1940 },
    ];
    let read = await applied(client, "POST", ENDPOINTS, { name: "pt", config: config(sizes[0]!) });
    for (const [index, size] of sizes.entries()) {
      if (index > 0)
        read = await applied(client, "PUT", `${ENDPOINTS}/pt/config`, { name: "pt", ...config(size) });
      const [entity] = read.config.served_entities;
      expect(entity).toMatchObject({ ...size, scale_to_zero_enabled: true, workload_type: "CPU" });
      expect(entity.min_provisioned_throughput ?? 0).toBe((size as any).min_provisioned_throughput ?? 0);
      expect(entity).not.toHaveProperty("workload_size");
    }
  });

  test("of an external model that changes its provider under one name", async () => {
    const client = await withEmulator(asSent);
    const { call } = client;
    expect(
      (
        await call("POST", "/api/2.0/secrets/scopes/create", {
          scope: "tf",
          scope_backend_type: "DATABRICKS",
        })
      ).status,
    ).toBe(200);
    expect(
      (
        await call("POST", "/api/2.0/secrets/put", {
          scope: "tf",
          key: "api_key",
          string_value: "fake-secret",
        })
      ).status,
    ).toBe(200);
    const key = "{{secrets/tf/api_key}}";
    const config = (model: object): object => ({
      served_entities: [{ name: "prod_model", external_model: { task: "llm/v1/chat", ...model } }],
      traffic_config: { routes: [{ served_model_name: "prod_model", traffic_percentage: 100 }] },
    });
    const claude = {
      provider: "anthropic",
      name: "claude-2.0",
      anthropic_config: { anthropic_api_key: key },
    };
    const gpt = { provider: "openai", name: "gpt-4o", openai_config: { openai_api_key: key } };
    const made = await applied(client, "POST", ENDPOINTS, { name: "em", config: config(claude) });
    expect(made.config.served_entities[0].external_model).toEqual({ task: "llm/v1/chat", ...claude });
    const updated = await applied(client, "PUT", `${ENDPOINTS}/em/config`, { name: "em", ...config(gpt) });
    expect(updated.config.served_entities[0]).toMatchObject({ name: "prod_model", external_model: gpt });
    expect(updated.config.served_entities[0]).not.toHaveProperty("environment_vars");
  });

  test("of model units, on paths of their own", async () => {
    const client = await withEmulator(asSent);
    const config = (units: number): object => ({
      config: {
        served_entities: [
          {
            name: "llama",
            entity_name: "system.ai.llama",
            entity_version: "1",
            provisioned_model_units: units,
          },
        ],
      },
    });
    const made = await applied(client, "POST", `${ENDPOINTS}/pt`, { name: "units", ...config(50) });
    expect(made).toMatchObject({
      state: { config_update: "NOT_UPDATING" },
      config: { served_entities: [{ provisioned_model_units: 50 }] },
    });
    const updated = await applied(client, "PUT", `${ENDPOINTS}/pt/units/config`, {
      name: "units",
      ...config(100),
    });
    expect(updated.config.served_entities[0].provisioned_model_units).toBe(100);
    expect(updated.config.traffic_config.routes).toMatchObject([
      { served_entity_name: "llama", traffic_percentage: 100 },
    ]);
  });
});
