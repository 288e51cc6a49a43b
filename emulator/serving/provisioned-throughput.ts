import { invalidParameter } from "../http/api-error";
import type { EndpointConfig } from "./messages";

/**
 * The paths under `/serving-endpoints/pt` take foundation models by model units, and nothing else.
 *
 * @throws ApiError 400 naming the entity.
 */
export function checkProvisioned(config: EndpointConfig | undefined): void {
  for (const [index, entity] of (config?.served_entities ?? []).entries()) {
    if (entity.external_model !== undefined || entity.provisioned_model_units === undefined) {
      throw invalidParameter(
        `Missing required field: config.served_entities[${index}].provisioned_model_units`,
      );
    }
  }
}
