import type { Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";
import { ACCOUNT_USERS } from "./catalog-world";
import type { SecurableType } from "./securable";
import { parentOf } from "./full-name";
import { refuse } from "./refusals";
import { KIND } from "./securable-kind";
import { find, lookUp, PARENT } from "./securables";

/** An object, by type and full name. */
export type SecurableName = readonly [type: SecurableType, fullName: string];

/** A privilege as an identity has it, and on which object it was granted. */
export interface HeldPrivilege {
  principal: string;
  privilege: string;
  from: SecurableName;
}

/** Needed on the way to an object, whatever is wanted of it. */
const PASSAGE: Partial<Record<SecurableType, string>> = { CATALOG: "USE_CATALOG", SCHEMA: "USE_SCHEMA" };

/** What ALL_PRIVILEGES does not stand for. */
const APART = new Set(["MANAGE", "EXTERNAL_USE_SCHEMA", "EXTERNAL_USE_LOCATION"]);

/** The object itself and what it lies in, from the inside out. */
export function* upwards([type, fullName]: SecurableName): Generator<SecurableName> {
  yield [type, fullName];
  const parent = PARENT[type];
  if (parent !== undefined) yield* upwards([parent, parentOf(fullName)]);
}

/** All grants that reach an object: its own and those that it inherits. */
export function grantsReaching(workspace: Workspace, on: SecurableName): HeldPrivilege[] {
  const { grants } = workspace.world.unityCatalog;
  return [...upwards(on)].flatMap((from) =>
    Object.entries(grants[from.join(" ")] ?? {}).flatMap(([principal, privileges]) =>
      privileges.map((privilege) => ({ principal, privilege, from })),
    ),
  );
}

const principalsOf = ({ userName, groups }: Identity): string[] => [userName, ...groups, ACCOUNT_USERS];

const owns = (workspace: Workspace, identity: Identity, on: SecurableName): boolean =>
  principalsOf(identity).includes(lookUp(workspace, ...on)?.owner ?? "");

/**
 * Whether an identity has a privilege on an object: as its owner, by a grant on it or on what it lies in, or as an admin,
 * who is the metastore's admin here too. Whoever owns what an object lies in may manage it, but not use it.
 */
export function has(workspace: Workspace, identity: Identity, privilege: string, on: SecurableName): boolean {
  if (identity.admin || owns(workspace, identity, on)) return true;
  if (privilege === "MANAGE" && [...upwards(on)].some((above) => owns(workspace, identity, above)))
    return true;
  const own = principalsOf(identity);
  return grantsReaching(workspace, on).some(
    (held) =>
      own.includes(held.principal) &&
      (held.privilege === privilege || (held.privilege === "ALL_PRIVILEGES" && !APART.has(privilege))),
  );
}

/**
 * Asks for one of several privileges on an object that exists, and for the way to it.
 *
 * @throws ApiError 404 when the object is not there, 403 for what the identity lacks, the outermost first.
 */
export function requirePrivilege(
  workspace: Workspace,
  identity: Identity,
  anyOf: readonly string[],
  on: SecurableName,
): void {
  find(workspace, ...on);
  const [, ...above] = upwards(on);
  for (const parent of above.toReversed()) {
    const passage = PASSAGE[parent[0]]!;
    if (!has(workspace, identity, passage, parent)) throw notPermitted(workspace, passage, parent);
  }
  if (anyOf.some((privilege) => has(workspace, identity, privilege, on))) return;
  throw notPermitted(workspace, anyOf.join(" or "), on);
}

/** Privileges are written with spaces for people, as in SQL, and with underscores in the API. */
function notPermitted(workspace: Workspace, privilege: string, [type, name]: SecurableName): Error {
  return refuse(workspace, "notPermitted", {
    privilege: privilege.replaceAll("_", " "),
    kind: KIND[type],
    name,
  });
}
