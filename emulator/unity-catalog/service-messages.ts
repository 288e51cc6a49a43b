import * as z from "zod";

/**
 * Request bodies of model provider services and model services. They say what parses; what is allowed beyond that is the
 * checks' business.
 *
 * @see https://docs.databricks.com/api/workspace/aigateway
 */

/** JSON form of a protobuf integer: a number, or the same as a string. */
const int = z
  .union([
    z.number().int(),
    z
      .string()
      .regex(/^-?\d+$/)
      .transform(Number),
  ])
  .optional();
const text = z.string().optional();
const bool = z.boolean().optional();

const secret = z
  .object({ plaintext: text, secret_reference: z.object({ name: text }).optional() })
  .optional();
const serviceCredential = z.object({ name: text }).optional();
const entra = z.object({ tenant_id: text, client_id: text, client_secret: secret }).optional();
const awsKey = z.object({ access_key_id: text, secret_access_key: secret }).optional();

const direct = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object({ direct: z.object(shape).optional() }).optional();

const azure = {
  base_url: text,
  api_key: secret,
  entra_service_principal: entra,
  service_credential: serviceCredential,
};
const bedrock = { region: text, aws_access_key: awsKey, service_credential: serviceCredential };

export const PROVIDER_BLOCKS = {
  openai: direct({ base_url: text, organization: text, api_key: secret }),
  anthropic: z
    .object({ direct: z.object({ api_key: secret }).optional(), relayed: z.object({}).optional() })
    .optional(),
  azure_openai: direct(azure),
  microsoft_foundry: direct(azure),
  amazon_bedrock: direct(bedrock),
  bedrock_mantle: direct(bedrock),
  gemini_enterprise: direct({
    project_id: text,
    region: text,
    api_key: secret,
    service_credential: serviceCredential,
  }),
  custom: direct({
    base_url: text,
    api_key: secret,
    header_auth: z.object({ api_key_name: text, api_key_value: secret }).optional(),
  }),
};

const target = z.object({
  model: text,
  native_api_types: z.array(z.string()).optional(),
  endpoint_route: text,
});

const rateLimit = z.object({
  key: z
    .enum([
      "RATE_LIMIT_KEY_SERVICE",
      "RATE_LIMIT_KEY_USER",
      "RATE_LIMIT_KEY_USER_DEFAULT",
      "RATE_LIMIT_KEY_USER_GROUP",
      "RATE_LIMIT_KEY_SERVICE_PRINCIPAL",
    ])
    .optional(),
  renewal_period: z.enum(["RATE_LIMIT_RENEWAL_PERIOD_MINUTE", "RATE_LIMIT_RENEWAL_PERIOD_HOUR"]).optional(),
  principal: text,
  requests: int,
  tokens: int,
});

const inferenceTable = z.object({ parent: text, table_name_prefix: text });

export const modelProviderConfig = z.object({
  provider_type: z
    .enum([
      "EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI",
      "EXTERNAL_MODEL_PROVIDER_TYPE_ANTHROPIC",
      "EXTERNAL_MODEL_PROVIDER_TYPE_AZURE_OPENAI",
      "EXTERNAL_MODEL_PROVIDER_TYPE_MICROSOFT_FOUNDRY",
      "EXTERNAL_MODEL_PROVIDER_TYPE_AMAZON_BEDROCK",
      "EXTERNAL_MODEL_PROVIDER_TYPE_BEDROCK_MANTLE",
      "EXTERNAL_MODEL_PROVIDER_TYPE_GEMINI_ENTERPRISE",
      "EXTERNAL_MODEL_PROVIDER_TYPE_CUSTOM",
    ])
    .optional(),
  ...PROVIDER_BLOCKS,
  allow_all_targets: bool,
  targets: z.array(target).optional(),
  forward_headers: bool,
  forward_query_parameters: bool,
  forward_unmanaged_paths: bool,
  pricing: z.object({ default_discount_basis_points: int }).optional(),
  rate_limits: z.array(rateLimit).optional(),
  inference_table: inferenceTable.optional(),
});

const destination = z.object({
  name: text,
  destination_type: z
    .enum([
      "DESTINATION_TYPE_EXTERNAL_FOUNDATION_MODEL",
      "DESTINATION_TYPE_PAY_PER_TOKEN_FOUNDATION_MODEL",
      "DESTINATION_TYPE_PROVISIONED_THROUGHPUT_FOUNDATION_MODEL",
    ])
    .optional(),
  traffic_percentage: int,
  external_model_config: z.object({ model_provider_service: text, target: target.optional() }).optional(),
  pay_per_token_config: z.object({ model: text }).optional(),
  provisioned_throughput_config: z.object({ model_serving_endpoint: text }).optional(),
});

export const modelServiceConfig = z.object({
  routing: z
    .object({
      destinations: z.array(destination).optional(),
      fallback: z.object({ destinations: z.array(destination).optional() }).optional(),
    })
    .optional(),
  rate_limits: z.array(rateLimit).optional(),
  inference_table: inferenceTable.optional(),
});

export const modelProviderService = z.object({ comment: text, config: modelProviderConfig.optional() });
export const modelService = z.object({ comment: text, config: modelServiceConfig.optional() });

export type ModelProviderConfig = z.output<typeof modelProviderConfig>;
export type ModelServiceConfig = z.output<typeof modelServiceConfig>;
export type ProviderBlock = keyof typeof PROVIDER_BLOCKS;
export type ProviderType = NonNullable<ModelProviderConfig["provider_type"]>;
export type Destination = z.output<typeof destination>;
export type ModelTarget = z.output<typeof target>;
export type ServiceRateLimit = z.output<typeof rateLimit>;
export type InferenceTable = z.output<typeof inferenceTable>;

/** The message of each kind, as request bodies carry it. */
export const MESSAGE = { MODEL_SERVICE: modelService, MODEL_PROVIDER_SERVICE: modelProviderService };
