import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { benchForTest } from "../lifecycle/with-lifecycle";
import { runProgram, typeErrors } from "./exported-program";
import { runHere } from "./run-here";

/** What Terraform's and the bundle's provider send for the declarations below, in the words of the REST API. */
const SENT = {
  name: "assistant",
  tags: [{ key: "team", value: "ml" }],
  ai_gateway: {
    usage_tracking_config: { enabled: true },
    rate_limits: [{ key: "user", calls: 100, renewal_period: "minute" }],
  },
  config: {
    served_entities: [
      {
        name: "gpt",
        external_model: {
          name: "gpt-5.4",
          provider: "openai",
          task: "llm/v1/chat",
          openai_config: { openai_api_key: "{{secrets/keys/openai}}" },
        },
      },
      {
        name: "claude",
        external_model: {
          name: "claude-sonnet-4-6",
          provider: "anthropic",
          task: "llm/v1/chat",
          anthropic_config: { anthropic_api_key: "{{secrets/keys/anthropic}}" },
        },
      },
    ],
    traffic_config: {
      routes: [
        { served_model_name: "gpt", traffic_percentage: 80 },
        { served_model_name: "claude", traffic_percentage: 20 },
      ],
    },
  },
};

const PERMISSIONS = { access_control_list: [{ group_name: "users", permission_level: "CAN_QUERY" }] };

const block = (value: object): object[] => [value];

/** `external_model` as the state of terraform-provider-databricks has it: each block a list, what is unset null or empty. */
const external = (name: string, provider: string, settings: object) => ({
  name,
  entity_name: "",
  entity_version: "",
  environment_vars: {},
  instance_profile_arn: "",
  min_provisioned_throughput: 0,
  max_provisioned_throughput: 0,
  scale_to_zero_enabled: false,
  workload_size: null,
  workload_type: "",
  external_model: block({
    name: { gpt: "gpt-5.4", claude: "claude-sonnet-4-6" }[name],
    provider,
    task: "llm/v1/chat",
    ai21labs_config: [],
    amazon_bedrock_config: [],
    anthropic_config: [],
    cohere_config: [],
    custom_provider_config: [],
    databricks_model_serving_config: [],
    google_cloud_vertex_ai_config: [],
    openai_config: [],
    palm_config: [],
    ...settings,
  }),
});

const serving = {
  name: "assistant",
  budget_policy_id: "",
  description: "",
  endpoint_url: "",
  id: "assistant",
  rate_limits: [],
  route_optimized: false,
  serving_endpoint_id: "e5b1f0c9",
  email_notifications: [],
  tags: [{ key: "team", value: "ml" }],
  ai_gateway: block({
    fallback_config: [],
    guardrails: [],
    inference_table_config: [],
    rate_limits: [{ calls: 100, key: "user", principal: "", renewal_period: "minute", tokens: 0 }],
    usage_tracking_config: block({ enabled: true }),
  }),
  config: block({
    auto_capture_config: [],
    served_models: [],
    served_entities: [
      external("gpt", "openai", {
        openai_config: block({
          openai_api_key: "{{secrets/keys/openai}}",
          openai_api_key_plaintext: "",
          openai_api_base: "",
          openai_organization: null,
        }),
      }),
      external("claude", "anthropic", {
        anthropic_config: block({ anthropic_api_key: "", anthropic_api_key_plaintext: "sk-ant-SECRET" }),
      }),
    ],
    traffic_config: block({
      routes: [
        { served_entity_name: "", served_model_name: "gpt", traffic_percentage: 80 },
        { served_entity_name: "", served_model_name: "claude", traffic_percentage: 20 },
      ],
    }),
  }),
};

const managed = (type: string, values: object) => ({
  address: `${type}.this`,
  mode: "managed",
  type,
  name: "this",
  values,
});

const secret = managed("databricks_secret", {
  scope: "keys",
  key: "anthropic",
  string_value: "sk-ant-SECRET",
});
const permissions = (id: object) =>
  managed("databricks_permissions", {
    ...id,
    access_control: [
      { group_name: "users", permission_level: "CAN_QUERY", service_principal_name: "", user_name: null },
    ],
  });

const state = {
  format_version: "1.0",
  terraform_version: "1.9.8",
  values: {
    root_module: {
      resources: [
        secret,
        {
          address: "data.databricks_current_user.me",
          mode: "data",
          type: "databricks_current_user",
          values: {},
        },
      ],
      child_modules: [
        {
          resources: [
            managed("databricks_model_serving", serving),
            permissions({ serving_endpoint_id: "e5b1f0c9" }),
          ],
        },
      ],
    },
  },
};

const { id: _, serving_endpoint_id: __, endpoint_url: ___, ...planned } = serving;

const plan = {
  format_version: "1.2",
  planned_values: {
    root_module: { resources: [secret, managed("databricks_model_serving", planned), permissions({})] },
  },
  configuration: {
    root_module: {
      resources: [
        {
          address: "databricks_permissions.this",
          expressions: {
            serving_endpoint_id: {
              references: [
                "databricks_model_serving.this.serving_endpoint_id",
                "databricks_model_serving.this",
              ],
            },
          },
        },
      ],
    },
  },
};

const bundle = {
  bundle: { name: "llm" },
  resources: {
    jobs: { nightly: {} },
    model_serving_endpoints: {
      assistant: {
        ...SENT,
        permissions: [{ level: "CAN_QUERY", group_name: "users" }],
        lifecycle: { prevent_destroy: true },
      },
    },
  },
};

const convert = (tool: string, input: string, ...args: string[]) =>
  runHere(["convert", tool, ...args], { input });

describe.each([
  ["a state of Terraform", "terraform", JSON.stringify(state)],
  ["a plan of Terraform", "terraform", JSON.stringify(plan)],
  ["a validated bundle", "bundle", JSON.stringify(bundle)],
  ["a bundle's YAML", "bundle", stringify(bundle)],
])("the program of %s", (_name, tool, input) => {
  it("sends what the tool itself sends, shows no key, and compiles", async () => {
    const { code, text, said } = await convert(tool, input, "--no-adopt");
    expect(code).toBe(0);
    expect(text + said).not.toContain("sk-ant-SECRET");
    expect(typeErrors({ [tool]: text })).toEqual([]);
    const bench = await benchForTest();
    const endpoint = bench.endpoint("assistant");
    expect(await endpoint.up(runProgram(text).args)).toBe("create");
    const writes = bench.emulator.journal.entries().filter(({ method }) => method !== "GET");
    expect(writes.map(({ method, body }) => [method, body])).toEqual([
      ["POST", SENT],
      // Whoever deploys keeps the right to do so again.
      [
        "PUT",
        {
          access_control_list: [
            ...PERMISSIONS.access_control_list,
            expect.objectContaining({ permission_level: "CAN_MANAGE" }),
          ],
        },
      ],
    ]);
  });

  it("takes over what the tool made, and sends nothing", async () => {
    const bench = await benchForTest();
    const { id } = await bench.byHand("POST", "/api/2.0/serving-endpoints", SENT);
    await bench.byHand("PUT", `/api/2.0/permissions/serving-endpoints/${id}`, PERMISSIONS);
    bench.emulator.advance(3_600_000);
    bench.emulator.journal.clear();
    const { text } = await convert(tool, input);
    expect(text).toContain("adopt: true");
    expect(await bench.endpoint("assistant").up(runProgram(text).args)).toBe("create");
    expect(bench.writes()).toEqual([]);
  });
});

describe("the converter", () => {
  it("lists what it does not carry over", async () => {
    const more = { ...serving, provider_config: [], throughput_mode: "fast" };
    const odd = {
      values: {
        root_module: {
          resources: [managed("databricks_model_serving", more), secret, managed("databricks_job", {})],
        },
      },
    };
    const { said } = await convert("terraform", JSON.stringify(odd));
    expect(said).toContain(
      "not carried over: databricks_model_serving.this: throughput_mode: this package has no such argument",
    );
    expect(said).toContain(
      "not carried over: databricks_secret.this: the secret stays where it is; the program refers to it",
    );
    expect(said).toContain("not carried over: databricks_job.this: databricks_job stays with Terraform");
    expect(said).toContain("let Terraform forget what it hands over");
    const jobs = await convert("bundle", JSON.stringify(bundle), "--json");
    expect(JSON.parse(jobs.text)).toMatchObject({
      notCarriedOver: [{ what: "resources.jobs.nightly", why: "it stays with the bundle" }],
    });
  });

  it("asks for a key that stands in the state alone as secret config, and never prints it", async () => {
    const alone = { values: { root_module: { resources: [managed("databricks_model_serving", serving)] } } };
    const { text, said } = await convert("terraform", JSON.stringify(alone));
    expect(text.replaceAll(/\s+/g, "")).toContain('config.requireSecret("assistant-claude-anthropicApiKey"');
    expect(text + said).not.toContain("sk-ant-SECRET");
  });

  it("says of variables in YAML that the validated bundle has them filled in", async () => {
    const open = structuredClone(bundle) as any;
    open.resources.model_serving_endpoints.assistant.name = "${var.name}";
    const { said } = await convert("bundle", stringify(open));
    expect(said).toContain(
      "model_serving_endpoints.assistant.name: it holds a variable; convert what `databricks bundle validate -o json`",
    );
  });

  it.each([
    ["terraform", "{", 1, "this is not JSON"],
    [
      "terraform",
      '{"resources":[],"version":4}',
      1,
      "This looks like the state file itself: give what `terraform show -json` prints",
    ],
    ["terraform", '{"values":{"root_module":{}}}', 1, "Terraform declares no model-serving endpoint here"],
    ["bundle", "include: [a.yml]", 1, "there is no `resources` in it"],
  ])("of %s %j ends with %i: %s", async (tool, input, expected, message) => {
    const { code, said } = await convert(tool, input);
    expect(said).toContain(message);
    expect(code).toBe(expected);
  });
});
