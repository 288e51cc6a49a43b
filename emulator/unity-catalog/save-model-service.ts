import type * as z from "zod";
import type { Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";
import { checkRateLimits } from "./check-rate-limits";
import { readDestinations } from "./check-routing";
import { readInferenceTable, TABLE_BINDING } from "./inference-table";
import { principalOf } from "./principal-of";
import { refuse } from "./refusals";
import type { modelService, ModelServiceConfig } from "./service-messages";
import type { StoredModelService } from "./stored-service";

type Given = z.output<typeof modelService>;

/** What a model service is made of, without what every service has. */
export type ModelServiceContent = Pick<StoredModelService, "config" | "bindings">;

/**
 * The content of a new model service, or of `before` after the paths of a mask have been set.
 *
 * @throws ApiError for the first thing that is wrong, before anything is kept.
 */
export function buildModelService(
  fullName: string,
  given: Given,
  change: { mask: Set<string>; before: StoredModelService } | undefined,
  identity: Identity,
  workspace: Workspace,
): ModelServiceContent {
  const { before, mask = new Set(["config"]) } = change ?? {};
  if (before !== undefined && ![...mask].some((path) => path.startsWith("config"))) return { ...before };
  if (given.config === undefined) throw refuse(workspace, "fieldMissing", { field: "config" });
  const whole = before === undefined || mask.has("config");
  const takes = (path: string): boolean => whole || mask.has(`config.${path}`);
  const from = (path: string): ModelServiceConfig => (takes(path) ? given.config! : before!.config);

  const destinations = from("routing.destinations").routing?.destinations;
  const fallbacks = from("routing.fallback.destinations").routing?.fallback?.destinations;
  const limits = from("rate_limits").rate_limits;
  const table = from("inference_table").inference_table;

  // What the request does not touch is not checked again: a destination that was deleted may stay while a comment changes.
  const routing = {
    caller: identity,
    owner: before && principalOf(before.owner, workspace),
    workspace,
  };
  const kept = (which: string): Record<string, string> =>
    Object.fromEntries(Object.entries(before?.bindings ?? {}).filter(([key]) => key.startsWith(`${which}/`)));
  const bindings = {
    ...(takes("routing.destinations")
      ? readDestinations(destinations, "destinations", routing)
      : kept("destinations")),
    ...(takes("routing.fallback.destinations")
      ? readDestinations(fallbacks, "fallback.destinations", routing)
      : kept("fallback.destinations")),
  };
  checkRateLimits(limits, workspace);
  const tableId = readInferenceTable(
    table,
    { fullName, bindings: before?.bindings ?? {}, before: before?.config.inference_table },
    identity,
    workspace,
  );
  return {
    config: {
      routing: {
        ...(destinations !== undefined && { destinations }),
        ...(fallbacks !== undefined && fallbacks.length > 0 && { fallback: { destinations: fallbacks } }),
      },
      ...(limits !== undefined && limits.length > 0 && { rate_limits: limits }),
      ...(table !== undefined && { inference_table: table }),
    },
    bindings: { ...bindings, ...(tableId !== undefined && { [TABLE_BINDING]: tableId }) },
  };
}
