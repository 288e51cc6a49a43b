import * as z from "zod";

/**
 * Request bodies of the serving-endpoints API, as the REST reference describes them. They say what parses; what is
 * allowed beyond that is the validators' business.
 *
 * @see https://docs.databricks.com/api/workspace/servingendpoints
 */

/** JSON form of a protobuf integer: a number, or the same as a string (the REST samples show `"100"`). */
const int = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number),
]);

const optional = {
  string: z.string().optional(),
  bool: z.boolean().optional(),
  int: int.optional(),
};

const providerConfigs = {
  ai21labs_config: z
    .object({ ai21labs_api_key: optional.string, ai21labs_api_key_plaintext: optional.string })
    .optional(),
  amazon_bedrock_config: z
    .object({
      aws_access_key_id: optional.string,
      aws_access_key_id_plaintext: optional.string,
      aws_secret_access_key: optional.string,
      aws_secret_access_key_plaintext: optional.string,
      aws_region: optional.string,
      bedrock_provider: optional.string,
      instance_profile_arn: optional.string,
      // Newer than the published SDKs: github.com/databricks/terraform-provider-databricks issue 5673.
      uc_service_credential_name: optional.string,
    })
    .optional(),
  anthropic_config: z
    .object({ anthropic_api_key: optional.string, anthropic_api_key_plaintext: optional.string })
    .optional(),
  cohere_config: z
    .object({
      cohere_api_base: optional.string,
      cohere_api_key: optional.string,
      cohere_api_key_plaintext: optional.string,
    })
    .optional(),
  custom_provider_config: z
    .object({
      custom_provider_url: optional.string,
      api_key_auth: z
        .object({ key: optional.string, value: optional.string, value_plaintext: optional.string })
        .optional(),
      bearer_token_auth: z.object({ token: optional.string, token_plaintext: optional.string }).optional(),
    })
    .optional(),
  databricks_model_serving_config: z
    .object({
      databricks_workspace_url: optional.string,
      databricks_api_token: optional.string,
      databricks_api_token_plaintext: optional.string,
    })
    .optional(),
  google_cloud_vertex_ai_config: z
    .object({
      project_id: optional.string,
      region: optional.string,
      private_key: optional.string,
      private_key_plaintext: optional.string,
    })
    .optional(),
  openai_config: z
    .object({
      openai_api_key: optional.string,
      openai_api_key_plaintext: optional.string,
      openai_api_type: optional.string,
      openai_api_base: optional.string,
      openai_api_version: optional.string,
      openai_deployment_name: optional.string,
      openai_organization: optional.string,
      microsoft_entra_tenant_id: optional.string,
      microsoft_entra_client_id: optional.string,
      microsoft_entra_client_secret: optional.string,
      microsoft_entra_client_secret_plaintext: optional.string,
    })
    .optional(),
  palm_config: z
    .object({ palm_api_key: optional.string, palm_api_key_plaintext: optional.string })
    .optional(),
};

export const externalModel = z.object({
  name: optional.string,
  provider: z
    .enum([
      "ai21labs",
      "amazon-bedrock",
      "anthropic",
      "cohere",
      "custom",
      "databricks-model-serving",
      "google-cloud-vertex-ai",
      "openai",
      "palm",
    ])
    .optional(),
  task: optional.string,
  ...providerConfigs,
});

const workloadType = z
  .enum([
    "CPU",
    "CPU_MEDIUM",
    "CPU_LARGE",
    "GPU_SMALL",
    "GPU_MEDIUM",
    "GPU_LARGE",
    "GPU_XLARGE",
    "GPU_XLARGE_8",
    "MULTIGPU_MEDIUM",
  ])
  .optional();

const compute = {
  workload_size: optional.string,
  workload_type: workloadType,
  scale_to_zero_enabled: optional.bool,
  min_provisioned_throughput: optional.int,
  max_provisioned_throughput: optional.int,
  min_provisioned_concurrency: optional.int,
  max_provisioned_concurrency: optional.int,
  provisioned_model_units: optional.int,
  burst_scaling_enabled: optional.bool,
  environment_vars: z.record(z.string(), z.string()).optional(),
  instance_profile_arn: optional.string,
};

export const servedEntity = z.object({
  name: optional.string,
  external_model: externalModel.optional(),
  entity_name: optional.string,
  entity_version: optional.string,
  ...compute,
});

const servedModel = z.object({
  name: optional.string,
  model_name: optional.string,
  model_version: optional.string,
  ...compute,
});

export const autoCapture = z.object({
  enabled: optional.bool,
  catalog_name: optional.string,
  schema_name: optional.string,
  table_name_prefix: optional.string,
});

export const endpointConfig = z.object({
  served_entities: z.array(servedEntity).optional(),
  served_models: z.array(servedModel).optional(),
  traffic_config: z
    .object({
      routes: z
        .array(
          z.object({
            served_entity_name: optional.string,
            served_model_name: optional.string,
            traffic_percentage: optional.int,
          }),
        )
        .optional(),
    })
    .optional(),
  auto_capture_config: autoCapture.optional(),
});

const guardrail = z
  .object({
    safety: optional.bool,
    pii: z.object({ behavior: z.enum(["NONE", "BLOCK", "MASK"]).optional() }).optional(),
    invalid_keywords: z.array(z.string()).optional(),
    valid_topics: z.array(z.string()).optional(),
  })
  .optional();

export const aiGateway = z.object({
  fallback_config: z.object({ enabled: optional.bool }).optional(),
  guardrails: z.object({ input: guardrail, output: guardrail }).optional(),
  inference_table_config: z
    .object({
      enabled: optional.bool,
      catalog_name: optional.string,
      schema_name: optional.string,
      table_name_prefix: optional.string,
    })
    .optional(),
  rate_limits: z
    .array(
      z.object({
        calls: optional.int,
        tokens: optional.int,
        key: z.enum(["user", "endpoint", "user_group", "service_principal"]).optional(),
        principal: optional.string,
        renewal_period: z.enum(["minute"]).optional(),
      }),
    )
    .optional(),
  usage_tracking_config: z.object({ enabled: optional.bool }).optional(),
});

export const legacyRateLimit = z.object({
  calls: optional.int,
  key: z.enum(["user", "endpoint"]).optional(),
  renewal_period: z.enum(["minute"]).optional(),
});

export const tag = z.object({ key: optional.string, value: optional.string });

export const emailNotifications = z.object({
  on_update_success: z.array(z.string()).optional(),
  on_update_failure: z.array(z.string()).optional(),
});

export const telemetryConfig = z.object({
  enabled_telemetry_features: z
    .array(
      z.enum([
        "TELEMETRY_FEATURE_LOGS",
        "TELEMETRY_FEATURE_TRACES",
        "TELEMETRY_FEATURE_METRICS",
        "TELEMETRY_FEATURE_INFERENCE_TABLE",
      ]),
    )
    .optional(),
  inference_table_config: z
    .object({ name: optional.string, sampling_fraction: z.number().optional() })
    .optional(),
  table_names: z
    .object({
      logs_table: optional.string,
      traces_table: optional.string,
      metrics_table: optional.string,
      annotations_table: optional.string,
    })
    .optional(),
  telemetry_profile_id: optional.string,
});

export const createEndpoint = z.object({
  name: optional.string,
  config: endpointConfig.optional(),
  ai_gateway: aiGateway.optional(),
  tags: z.array(tag).optional(),
  description: optional.string,
  email_notifications: emailNotifications.optional(),
  budget_policy_id: optional.string,
  rate_limits: z.array(legacyRateLimit).optional(),
  route_optimized: optional.bool,
  telemetry_config: telemetryConfig.optional(),
});

export const putProvisionedConfig = z.object({ config: endpointConfig.optional() });

export const patchTags = z.object({
  add_tags: z.array(tag).optional(),
  delete_tags: z.array(z.string()).optional(),
});

export const patchNotifications = z.object({ email_notifications: emailNotifications.optional() });

export const patchTelemetry = z.object({ telemetry_config: telemetryConfig.optional() });

export const putRateLimits = z.object({ rate_limits: z.array(legacyRateLimit).optional() });

export type ExternalModel = z.output<typeof externalModel>;
export type ServedEntity = z.output<typeof servedEntity>;
export type AutoCapture = z.output<typeof autoCapture>;
export type EndpointConfig = z.output<typeof endpointConfig>;
export type AiGateway = z.output<typeof aiGateway>;
export type LegacyRateLimit = z.output<typeof legacyRateLimit>;
export type Tag = z.output<typeof tag>;
export type EmailNotifications = z.output<typeof emailNotifications>;
export type TelemetryConfig = z.output<typeof telemetryConfig>;
export type CreateEndpoint = z.output<typeof createEndpoint>;
