import { invalidParameter } from "../http/api-error";
import type { ServedEntity } from "./messages";
import { required } from "./check-external-model";

const WORKLOAD_SIZES = ["Small", "Medium", "Large"];

/**
 * Refuses a custom or foundation model that the API refuses.
 *
 * @throws ApiError 400 for the first problem.
 */
export function checkComputeEntity(entity: ServedEntity, at: string): void {
  required(entity.entity_name, `${at}.entity_name`);
  const throughput =
    entity.min_provisioned_throughput !== undefined || entity.max_provisioned_throughput !== undefined;
  const concurrency =
    entity.min_provisioned_concurrency !== undefined || entity.max_provisioned_concurrency !== undefined;
  const units = entity.provisioned_model_units !== undefined;
  // A feature spec (Unity Catalog function) has no version; models of the registry do.
  const { workload_size: size } = entity;
  if (size !== undefined && !WORKLOAD_SIZES.includes(size)) {
    throw invalidParameter(
      `Invalid workload_size '${size}' in ${at}. Supported values: ${WORKLOAD_SIZES.join(", ")}.`,
    );
  }
  if (size !== undefined && concurrency) {
    throw invalidParameter(
      `workload_size and provisioned concurrency cannot be specified together in ${at}.`,
    );
  }
  if (throughput && units) {
    throw invalidParameter(
      `provisioned throughput and provisioned_model_units cannot be specified together in ${at}.`,
    );
  }
  if (!throughput && !units && entity.scale_to_zero_enabled === undefined) {
    // Observed: terraform-provider-databricks issues 3946 and 4064.
    throw invalidParameter("scaleToZeroEnabled is undefined. Please set it to either true or false.");
  }
  checkRange(
    entity.min_provisioned_throughput,
    entity.max_provisioned_throughput,
    "provisioned_throughput",
    at,
  );
  checkRange(
    entity.min_provisioned_concurrency,
    entity.max_provisioned_concurrency,
    "provisioned_concurrency",
    at,
  );
  for (const value of [entity.min_provisioned_concurrency, entity.max_provisioned_concurrency]) {
    // The REST reference: "must be a multiple of 4".
    if (value !== undefined && value % 4 !== 0) {
      throw invalidParameter(`provisioned concurrency must be a multiple of 4 in ${at}; found ${value}.`);
    }
  }
}

function checkRange(min: number | undefined, max: number | undefined, what: string, at: string): void {
  for (const value of [min, max]) {
    if (value !== undefined && value < 0)
      throw invalidParameter(`${what} must not be negative in ${at}; found ${value}.`);
  }
  if (min !== undefined && max !== undefined && min > max) {
    throw invalidParameter(`min_${what} (${min}) must not be greater than max_${what} (${max}) in ${at}.`);
  }
}
