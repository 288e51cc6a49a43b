import type { Workspace } from "../workspace/workspace";
import type { CatalogWorld } from "./catalog-world";
import type { Securable, SecurableType } from "./securable";
import { KIND } from "./securable-kind";
import { parentOf, partsOf, storedName } from "./full-name";
import { refuse } from "./refusals";

/** Where the objects of a type are kept. */
export function collectionOf(world: CatalogWorld, type: SecurableType): Record<string, Securable> {
  switch (type) {
    case "CATALOG":
      return world.catalogs;
    case "SCHEMA":
      return world.schemas;
    case "SECRET":
      return world.secrets;
    case "CREDENTIAL":
      return world.credentials;
    case "MODEL":
      return world.models;
    case "TABLE":
      return world.tables;
    case "MODEL_SERVICE":
    case "MODEL_PROVIDER_SERVICE":
      return Object.fromEntries(Object.entries(world.services).filter(([, { kind }]) => kind === type));
  }
}

/** The object of this type and name; undefined when there is none, or when the switches hide its catalog. */
export function lookUp(workspace: Workspace, type: SecurableType, fullName: string): Securable | undefined {
  const name = storedName(fullName, workspace);
  const { catalogs } = workspace.switches;
  if (type !== "CREDENTIAL" && catalogs !== null && !catalogs.includes(partsOf(name)[0]!)) return undefined;
  const all = collectionOf(workspace.world.unityCatalog, type);
  return Object.hasOwn(all, name) ? all[name] : undefined;
}

/**
 * The object of this type and name.
 *
 * @throws ApiError 404, for the outermost part that is missing.
 */
export function find(workspace: Workspace, type: SecurableType, fullName: string): Securable {
  assertMetastore(workspace);
  const parent = PARENT[type];
  if (parent !== undefined) find(workspace, parent, parentOf(fullName));
  const found = lookUp(workspace, type, fullName);
  if (found !== undefined) return found;
  if (type === "CATALOG") throw refuse(workspace, "catalogMissing", { name: fullName });
  if (type === "SCHEMA") throw refuse(workspace, "schemaMissing", { name: fullName });
  throw refuse(workspace, "securableMissing", { kind: KIND[type], name: fullName });
}

/** @throws ApiError 404 in a workspace without Unity Catalog. */
export function assertMetastore(workspace: Workspace): void {
  if (workspace.switches.catalogs?.length === 0) throw refuse(workspace, "noMetastore");
}

/** What an object of a type lies in, and inherits grants from. */
export const PARENT: Record<SecurableType, "CATALOG" | "SCHEMA" | undefined> = {
  CATALOG: undefined,
  CREDENTIAL: undefined,
  SCHEMA: "CATALOG",
  SECRET: "SCHEMA",
  MODEL: "SCHEMA",
  TABLE: "SCHEMA",
  MODEL_SERVICE: "SCHEMA",
  MODEL_PROVIDER_SERVICE: "SCHEMA",
};

/** Removes an object and what was granted on it. */
export function remove({ world }: Workspace, type: SecurableType, fullName: string): void {
  const { unityCatalog } = world;
  delete unityCatalog.grants[`${type} ${fullName}`];
  const services = type === "MODEL_SERVICE" || type === "MODEL_PROVIDER_SERVICE";
  delete (services ? unityCatalog.services : collectionOf(unityCatalog, type))[fullName];
}
