import type { Workspace } from "../workspace/workspace";
import { refuse } from "./refusals";
import type { StoredProviderService } from "./stored-service";

/**
 * Only the models that a provider service lists may be reached through it, unless it lets all of its provider's through.
 *
 * @throws ApiError 400.
 */
export function assertRoutable(
  { config, fullName }: StoredProviderService,
  model: string,
  workspace: Workspace,
): void {
  const { allow_all_targets: all, targets = [] } = config;
  if (all || targets.some((target) => target.model === model)) return;
  throw refuse(workspace, "targetNotListed", { model, name: fullName });
}
