import type { Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";
import { newSecurable } from "./catalog-world";
import { destinationsOf } from "./check-routing";
import { checkEtag } from "./etag";
import { parentOf, storedName } from "./full-name";
import { requirePrivilege } from "./privileges";
import { refuse } from "./refusals";
import { buildModelService } from "./save-model-service";
import { buildProviderService } from "./save-provider-service";
import { KIND } from "./securable-kind";
import { find, remove } from "./securables";
import type { ServiceKind, StoredService } from "./stored-service";
import { readMask } from "./update-mask";

/** A request body, parsed by the message of its kind. */
export type GivenService = { comment?: string | undefined; config?: object | undefined };

const MAX_COMMENT = 65_536;

const READERS = ["EXECUTE", "READ_METADATA", "MANAGE"];

/** @throws ApiError as each part of the request deserves; nothing is kept then. */
export function createService(
  kind: ServiceKind,
  fullName: string,
  given: GivenService,
  identity: Identity,
  workspace: Workspace,
): StoredService {
  const { services } = workspace.world.unityCatalog;
  for (const privilege of ["USE_SCHEMA", "CREATE_SERVICE"]) {
    requirePrivilege(workspace, identity, [privilege], ["SCHEMA", parentOf(fullName)]);
  }
  if (Object.hasOwn(services, fullName)) {
    const taken = KIND[services[fullName]!.kind].toLowerCase();
    throw refuse(workspace, "serviceExists", { kind: taken, name: fullName });
  }
  checkComment(given.comment, workspace);
  const base = {
    ...newSecurable(fullName, identity.userName, workspace.clock.now()),
    version: 1,
    ...(given.comment && { comment: given.comment }),
  };
  const service: StoredService =
    kind === "MODEL_SERVICE"
      ? { ...base, kind, ...buildModelService(fullName, given as never, undefined, identity, workspace) }
      : { ...base, kind, ...buildProviderService(fullName, given as never, undefined, identity, workspace) };
  services[fullName] = service;
  return service;
}

/** @throws ApiError 404 for none, 403 for one that the caller may not see. */
export function readService(
  kind: ServiceKind,
  fullName: string,
  identity: Identity,
  workspace: Workspace,
  anyOf: readonly string[] = READERS,
): StoredService {
  const name = storedName(fullName, workspace);
  requirePrivilege(workspace, identity, anyOf, [kind, name]);
  return find(workspace, kind, name) as StoredService;
}

/** Changes what the mask names, and nothing else. */
export function updateService(
  kind: ServiceKind,
  fullName: string,
  given: GivenService,
  request: { mask: string | undefined; etag: string | undefined },
  identity: Identity,
  workspace: Workspace,
): StoredService {
  const service = readService(kind, fullName, identity, workspace, ["MANAGE"]);
  const mask = readMask(request.mask, kind, workspace);
  checkEtag(request.etag, service, workspace);
  if (mask.has("comment")) checkComment(given.comment, workspace);
  const content =
    service.kind === "MODEL_SERVICE"
      ? buildModelService(service.fullName, given as never, { mask, before: service }, identity, workspace)
      : buildProviderService(
          service.fullName,
          given as never,
          { mask, before: service },
          identity,
          workspace,
        );
  if (service.kind === "MODEL_PROVIDER_SERVICE") delete service.keyDigest;
  Object.assign(service, content);
  if (mask.has("comment")) {
    if (given.comment) service.comment = given.comment;
    else delete service.comment;
  }
  service.version += 1;
  service.updatedAt = workspace.clock.now();
  service.updatedBy = identity.userName;
  return service;
}

/** Removes a service; what it logged stays, and model services that stand on it show that it is gone. */
export function deleteService(
  kind: ServiceKind,
  fullName: string,
  etag: string | undefined,
  identity: Identity,
  workspace: Workspace,
): void {
  const service = readService(kind, fullName, identity, workspace, ["MANAGE"]);
  checkEtag(etag, service, workspace);
  const users = usersOf(service, workspace);
  if (users.length > 0 && workspace.switches.deleteUsedProvider === "refuse") {
    throw refuse(workspace, "providerInUse", { name: service.fullName, users: users.join(", ") });
  }
  remove(workspace, kind, service.fullName);
}

/** Full names of the model services with a destination on this provider service. */
function usersOf({ id, kind }: StoredService, { world }: Workspace): string[] {
  if (kind === "MODEL_SERVICE") return [];
  return Object.values(world.unityCatalog.services)
    .filter((one) => one.kind === "MODEL_SERVICE" && destinationsOf(one.config).length > 0)
    .filter(({ bindings }) => Object.values(bindings).includes(id))
    .map(({ fullName }) => fullName);
}

function checkComment(comment: string | undefined, workspace: Workspace): void {
  const found = comment?.length ?? 0;
  if (found <= MAX_COMMENT) return;
  throw refuse(workspace, "tooLong", { field: "comment", found, unit: "characters", most: MAX_COMMENT });
}
