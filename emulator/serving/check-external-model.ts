import { invalidParameter } from "../http/api-error";
import type { Switches } from "../control/switches";
import type { ExternalModel, ServedEntity } from "./messages";
import {
  AZURE_REQUIRED,
  BEDROCK_PROVIDERS,
  credentialFields,
  neededCredentials,
  OPENAI_API_TYPES,
  providerRules,
} from "./provider-rules";

export const TASKS = ["llm/v1/completions", "llm/v1/chat", "llm/v1/embeddings"];

export const REFERENCE = /^\{\{secrets\/([^/{}]+)\/([^/{}]+)\}\}$/;

/** Fields of models that Databricks itself runs. Unset ones must be left out: a zero counts as given. */
const COMPUTE_FIELDS = [
  "entity_name",
  "entity_version",
  "workload_size",
  "workload_type",
  "scale_to_zero_enabled",
  "environment_vars",
  "instance_profile_arn",
] as const;

const PROVISIONED_FIELDS = [
  "min_provisioned_throughput",
  "max_provisioned_throughput",
  "min_provisioned_concurrency",
  "max_provisioned_concurrency",
  "provisioned_model_units",
  "burst_scaling_enabled",
] as const;

/**
 * Refuses an external model that the API refuses.
 *
 * @param at where the served entity is in the request, for messages.
 * @throws ApiError 400 for the first problem. Texts that are not documented are worded after their neighbours.
 */
export function checkExternalModel(entity: ServedEntity, at: string, switches: Switches): void {
  const model = entity.external_model!;
  // github.com/databricks/terraform-provider-databricks issue 3676: zero-valued fields are refused with this wording.
  if (PROVISIONED_FIELDS.some((field) => entity[field] !== undefined)) {
    throw invalidParameter("provisioned throughput is not supported for endpoints with external models");
  }
  const compute = COMPUTE_FIELDS.filter((field) => entity[field] !== undefined);
  if (compute.length > 0) {
    throw invalidParameter(
      `Only one of external_model and (entity_name, entity_version, workload_size, workload_type, and ` +
        `scale_to_zero_enabled) may be specified for ${at}; found ${compute.join(", ")}.`,
    );
  }
  required(model.name, `${at}.external_model.name`);
  required(model.provider, `${at}.external_model.provider`);
  required(model.task, `${at}.external_model.task`);
  if (!TASKS.includes(model.task!)) {
    throw invalidParameter(
      `Invalid task '${model.task}' in ${at}.external_model. Supported tasks: ${TASKS.join(", ")}.`,
    );
  }
  checkProviderConfig(model, `${at}.external_model`);
  checkCredentials(model, `${at}.external_model`, switches);
}

function checkProviderConfig(model: ExternalModel, at: string): void {
  const { configKey, required: fields } = providerRules[model.provider!];
  const foreign = Object.keys(model).filter(
    (key) => key.endsWith("_config") && key !== configKey && model[key as keyof ExternalModel] !== undefined,
  );
  if (foreign.length > 0) {
    throw invalidParameter(
      `${at}.${foreign[0]} does not belong to provider '${model.provider}'; use ${configKey}.`,
    );
  }
  const block = model[configKey] as Record<string, unknown> | undefined;
  if (block === undefined)
    throw invalidParameter(`${at}.${configKey} is required for provider '${model.provider}'.`);
  for (const field of fields) required(block[field], `${at}.${configKey}.${field}`);
  checkOpenai(model, at);
  const vendor = model.amazon_bedrock_config?.bedrock_provider;
  if (vendor !== undefined && !BEDROCK_PROVIDERS.includes(vendor.toLowerCase())) {
    throw invalidParameter(
      `Invalid bedrock_provider '${vendor}' in ${at}. Supported values (case insensitive): ${BEDROCK_PROVIDERS.join(", ")}.`,
    );
  }
  checkCustom(model, at);
}

function checkOpenai(model: ExternalModel, at: string): void {
  const openai = model.openai_config;
  const type = openai?.openai_api_type;
  if (openai === undefined || type === undefined) return;
  if (!OPENAI_API_TYPES.includes(type)) {
    throw invalidParameter(
      `Invalid openai_api_type '${type}' in ${at}. Supported values: ${OPENAI_API_TYPES.join(", ")}.`,
    );
  }
  for (const field of AZURE_REQUIRED[type] ?? []) {
    required((openai as Record<string, unknown>)[field], `${at}.openai_config.${field}`);
  }
}

function checkCustom(model: ExternalModel, at: string): void {
  const custom = model.custom_provider_config;
  if (custom === undefined) return;
  if (!custom.custom_provider_url!.startsWith("https://")) {
    // Observed fragment of the real message: "please change to https".
    throw invalidParameter(
      `Invalid custom_provider_url in ${at}: only https is supported, please change to https.`,
    );
  }
  if ((custom.api_key_auth === undefined) === (custom.bearer_token_auth === undefined)) {
    throw invalidParameter(
      `Exactly one of api_key_auth and bearer_token_auth must be specified in ${at}.custom_provider_config.`,
    );
  }
  if (custom.api_key_auth !== undefined) {
    required(custom.api_key_auth.key, `${at}.custom_provider_config.api_key_auth.key`);
  }
}

function checkCredentials(model: ExternalModel, at: string, switches: Switches): void {
  const fields = credentialFields(model);
  for (const { field, reference, plaintext } of fields) {
    if (reference !== undefined && plaintext !== undefined) {
      throw invalidParameter(`Only one of ${field} and ${field}_plaintext may be specified in ${at}.`);
    }
    if (reference !== undefined && !REFERENCE.test(reference)) {
      // Never with the value: what stands here by mistake is a key.
      throw invalidParameter(`${at}: ${field} must be a secret reference of the form {{secrets/scope/key}}.`);
    }
  }
  if (!switches.requireCredentials) return;
  for (const needed of neededCredentials(model)) {
    const given = fields.find(({ field }) => field === needed);
    if (!given?.reference && !given?.plaintext) {
      throw invalidParameter(
        `${at}: either ${needed} or ${needed}_plaintext must be specified for provider '${model.provider}'.`,
      );
    }
  }
}

export function required(value: unknown, path: string): void {
  if (value === undefined || value === "") throw invalidParameter(`Missing required field: ${path}`);
}
