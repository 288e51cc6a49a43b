/** What Terraform's and the bundle's provider send for the declarations below, in the words of the REST API. */
export const SENT = {
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

export const PERMISSIONS = { access_control_list: [{ group_name: "users", permission_level: "CAN_QUERY" }] };

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

export const serving = {
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

export const managed = (type: string, values: object) => ({
  address: `${type}.this`,
  mode: "managed",
  type,
  name: "this",
  values,
});

export const secret = managed("databricks_secret", {
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

export const state = {
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

export const plan = {
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

export const bundle = {
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
