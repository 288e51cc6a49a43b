import { invalidParameter } from "../http/api-error";
import { assertRoutable } from "../unity-catalog/assert-routable";
import { partsOf, storedName } from "../unity-catalog/full-name";
import { requirePrivilege } from "../unity-catalog/privileges";
import { refuse } from "../unity-catalog/refusals";
import { find, lookUp } from "../unity-catalog/securables";
import type {
  StoredModelService,
  StoredProviderService,
  StoredService,
} from "../unity-catalog/stored-service";
import type { Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";

/** What a request is for: a model service, or a provider's own model through a provider service. */
export type Target =
  | { service: StoredModelService }
  | { service: StoredProviderService; /** As the provider names it. */ model: string };

/** Names a provider service, whose models are then meant by the provider's own names. */
export const PROVIDER_HEADER = "databricks-model-provider-service";

const SYSTEM = "system.ai.";
const HOSTED = "databricks-";

/**
 * Finds what a request is for.
 *
 * @throws ApiError 400 without a model, 404 for none of the name, 403 without EXECUTE on it.
 */
export function findTarget(
  model: unknown,
  providerService: string | undefined,
  identity: Identity,
  workspace: Workspace,
): Target {
  if (typeof model !== "string" || model === "")
    throw invalidParameter("Missing required parameter: 'model'");
  if (providerService === undefined) {
    const name = modelServiceName(model, workspace);
    return { service: executable("MODEL_SERVICE", name, identity, workspace) as StoredModelService };
  }
  const name = storedName(providerService, workspace);
  if (partsOf(name).length !== 3) {
    const reason = "its form is {catalog}.{schema}.{name}";
    throw refuse(workspace, "nameInvalid", { field: PROVIDER_HEADER, found: providerService, reason });
  }
  const service = executable("MODEL_PROVIDER_SERVICE", name, identity, workspace) as StoredProviderService;
  assertRoutable(service, model, workspace);
  return { service, model };
}

/**
 * The full name of a model service. A bare `databricks-…` is one of Databricks' own, which its pages call both with and
 * without that prefix: either is found.
 */
function modelServiceName(given: string, workspace: Workspace): string {
  const name = storedName(given, workspace);
  const full = name.startsWith(HOSTED) && !name.includes(".") ? SYSTEM + name : name;
  if (partsOf(full).length !== 3) {
    throw refuse(workspace, "securableMissing", { kind: "Model service", name: given });
  }
  if (!full.startsWith(SYSTEM)) return full;
  const bare = full.slice(SYSTEM.length).replace(new RegExp(`^${HOSTED}`), "");
  const spellings = [full, SYSTEM + bare, SYSTEM + HOSTED + bare];
  return spellings.find((one) => lookUp(workspace, "MODEL_SERVICE", one) !== undefined) ?? full;
}

function executable(
  kind: StoredService["kind"],
  name: string,
  identity: Identity,
  workspace: Workspace,
): StoredService {
  requirePrivilege(workspace, identity, ["EXECUTE"], [kind, name]);
  return find(workspace, kind, name) as StoredService;
}
