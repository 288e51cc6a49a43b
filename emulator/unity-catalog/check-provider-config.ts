import type { Workspace } from "../workspace/workspace";
import { refuse } from "./refusals";
import type { ModelProviderConfig, ModelTarget } from "./service-messages";

const MAX_API_TYPES = 64;
const MAX_API_TYPE_LENGTH = 256;
const MAX_BASIS_POINTS = 10_000;
const MIN_INT32 = -(2 ** 31);

/**
 * Checks what a model provider service offers and asks for, apart from its connection.
 *
 * @throws ApiError 400.
 */
export function checkProviderConfig(config: ModelProviderConfig, workspace: Workspace): void {
  const isCustom = config.provider_type === "EXTERNAL_MODEL_PROVIDER_TYPE_CUSTOM";
  if (isCustom && config.allow_all_targets) throw refuse(workspace, "allTargetsForbidden");
  const { targets = [] } = config;
  if (targets.length === 0 && !config.allow_all_targets) throw refuse(workspace, "targetsMissing");
  for (const [index, target] of targets.entries()) {
    const at = `config.targets[${index}]`;
    checkTarget(target, at, workspace);
    if ((target.native_api_types ?? []).length === 0) {
      throw refuse(workspace, "fieldMissing", { field: `${at}.native_api_types` });
    }
    if (target.endpoint_route && !isCustom) {
      throw refuse(workspace, "endpointRouteForbidden", { field: `${at}.endpoint_route` });
    }
    if (targets.findIndex(({ model }) => model === target.model) !== index) {
      const found = JSON.stringify(target.model);
      throw refuse(workspace, "valueInvalid", { field: `${at}.model`, found, reason: "it is listed twice" });
    }
  }
  const points = config.pricing?.default_discount_basis_points;
  if (points !== undefined && (points > MAX_BASIS_POINTS || points < MIN_INT32)) {
    const field = "config.pricing.default_discount_basis_points";
    const reason = `it is at most ${MAX_BASIS_POINTS}, and an int32`;
    throw refuse(workspace, "valueInvalid", { field, found: points, reason });
  }
}

/** What a target of a provider service and a destination's own target have in common. */
export function checkTarget(target: ModelTarget, at: string, workspace: Workspace): void {
  if (!target.model) throw refuse(workspace, "fieldMissing", { field: `${at}.model` });
  const { native_api_types: types = [], endpoint_route: route } = target;
  if (types.length > MAX_API_TYPES) {
    const field = `${at}.native_api_types`;
    throw refuse(workspace, "tooLong", { field, found: types.length, unit: "entries", most: MAX_API_TYPES });
  }
  for (const [index, type] of types.entries()) {
    const field = `${at}.native_api_types[${index}]`;
    if (type === "") throw refuse(workspace, "fieldMissing", { field });
    if (type.length > MAX_API_TYPE_LENGTH) {
      const found = type.length;
      throw refuse(workspace, "tooLong", { field, found, unit: "characters", most: MAX_API_TYPE_LENGTH });
    }
  }
  if (route && (/[{}?#]/.test(route) || /^[a-z][a-z\d+.-]*:|^\/\//i.test(route))) {
    const reason = "it is a relative path without template, query or fragment";
    const found = JSON.stringify(route);
    throw refuse(workspace, "valueInvalid", { field: `${at}.endpoint_route`, found, reason });
  }
}
