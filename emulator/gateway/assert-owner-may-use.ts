import type { Backing } from "../unity-catalog/destination-backing";
import { principalOf } from "../unity-catalog/principal-of";
import { requirePrivilege } from "../unity-catalog/privileges";
import type { Workspace } from "../workspace/workspace";
import type { Target } from "./find-target";

/**
 * Callers need no right to what is behind a model service: its owner does, at each request.
 *
 * @throws ApiError 403 when the owner has lost it.
 */
export function assertOwnerMayUse(
  { service }: Target,
  { provider, model }: Backing,
  workspace: Workspace,
): void {
  if (service.kind === "MODEL_PROVIDER_SERVICE") return;
  const owner = principalOf(service.owner, workspace);
  if (provider !== undefined) {
    requirePrivilege(workspace, owner, ["EXECUTE"], ["MODEL_PROVIDER_SERVICE", provider.fullName]);
  } else if (model in workspace.world.unityCatalog.models) {
    requirePrivilege(workspace, owner, ["EXECUTE"], ["MODEL", model]);
  }
}
