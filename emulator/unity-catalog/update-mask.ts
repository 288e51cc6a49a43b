import type { Workspace } from "../workspace/workspace";
import { refuse } from "./refusals";
import type { ServiceKind } from "./stored-service";

/** Paths that an update of each kind may name. */
export const MASKS: Record<ServiceKind, readonly string[]> = {
  MODEL_PROVIDER_SERVICE: [
    "comment",
    "config",
    "config.provider",
    "config.allow_all_targets",
    "config.targets",
    "config.forward_headers",
    "config.forward_query_parameters",
    "config.forward_unmanaged_paths",
    "config.rate_limits",
    "config.pricing.default_discount_basis_points",
    "config.inference_table",
  ],
  MODEL_SERVICE: [
    "comment",
    "config",
    "config.routing.destinations",
    "config.routing.fallback.destinations",
    "config.rate_limits",
    "config.inference_table",
  ],
};

/**
 * The paths of an update mask.
 *
 * @throws ApiError 400 for an empty mask, a wildcard, or a path that is not one of the kind's own.
 */
export function readMask(given: string | undefined, kind: ServiceKind, workspace: Workspace): Set<string> {
  const paths = (given ?? "")
    .split(",")
    .map((path) => path.trim())
    .filter((path) => path !== "");
  if (paths.length === 0) throw refuse(workspace, "maskEmpty");
  const allowed = MASKS[kind];
  const unsupported = paths.find((path) => !allowed.includes(path));
  if (unsupported !== undefined) {
    throw refuse(workspace, "maskPathUnsupported", { path: unsupported, allowed: allowed.join(", ") });
  }
  return new Set(paths);
}
