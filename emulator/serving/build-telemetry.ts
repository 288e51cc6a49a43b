import { randomUUID } from "node:crypto";
import { invalidParameter } from "../http/api-error";
import type { TelemetryConfig } from "./messages";
import type { EndpointKind } from "./stored-endpoint";

/**
 * What becomes of a telemetry configuration. The workspace makes a profile of the tables and answers its id in their
 * place; a configuration that names neither tables nor a profile is discarded with success (databricks/cli, validation
 * of telemetry_config).
 */
export function buildTelemetry(
  given: TelemetryConfig,
  before: TelemetryConfig | undefined,
): TelemetryConfig | undefined {
  const {
    table_names: tables,
    telemetry_profile_id: profile,
    inference_table_config: inference,
    ...rest
  } = given;
  const fraction = inference?.sampling_fraction;
  if (fraction !== undefined && (fraction < 0 || fraction > 1)) {
    throw invalidParameter(
      `inference_table_config.sampling_fraction must be between 0 and 1; found ${fraction}.`,
    );
  }
  const namesTable = tables !== undefined && Object.values(tables).some(Boolean);
  if (!namesTable && !profile) return before;
  return {
    ...rest,
    telemetry_profile_id: profile || randomUUID(),
    ...(inference && {
      inference_table_config: {
        ...inference,
        ...(tables?.logs_table && { name: `${tables.logs_table}_payload` }),
      },
    }),
  };
}

/**
 * @throws ApiError 400 in the words of real servers (databricks/cli, checked there against a live workspace).
 */
export function assertTelemetrySupported(kind: EndpointKind): void {
  if (kind === "CUSTOM_MODEL") return;
  const type =
    kind === "EXTERNAL_MODEL" ? "EXTERNAL_MODELS" : kind === "NO_CONFIG" ? "NO_CONFIG" : "FOUNDATION_MODELS";
  throw invalidParameter(
    `Telemetry configuration is not supported for endpoint type '${type}'. ` +
      `This API only supports endpoints with custom served models.`,
  );
}
