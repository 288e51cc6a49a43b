import type { Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";
import { newSecurable } from "./catalog-world";
import { checkPart, partsOf, readResourceName } from "./full-name";
import { requirePrivilege } from "./privileges";
import { refuse } from "./refusals";
import { lookUp } from "./securables";
import type { InferenceTable } from "./service-messages";
import type { StoredService } from "./stored-service";

/** The key of the table in a service's bindings. */
export const TABLE_BINDING = "inference_table";

/** Full name of the table that a service of this name logs to. */
export function tableName(
  { parent, table_name_prefix: prefix }: InferenceTable,
  serviceName: string,
): string {
  return `${parent!.slice("schemas/".length)}.${prefix ?? partsOf(serviceName)[2]!}_payload`;
}

/**
 * Makes the inference table that a config asks for, unless the service has it already.
 *
 * @returns the id of the table, for the service's bindings; undefined without one.
 * @throws ApiError 400 for a name that is taken or that changed, 403 without CREATE TABLE.
 */
export function readInferenceTable(
  given: InferenceTable | undefined,
  service: Pick<StoredService, "fullName" | "bindings"> & { before?: InferenceTable | undefined },
  identity: Identity,
  workspace: Workspace,
): string | undefined {
  if (given === undefined) return undefined;
  const at = "config.inference_table";
  const schema = readResourceName(given.parent, "schemas", 2, `${at}.parent`, workspace);
  given.parent = `schemas/${schema}`;
  if (given.table_name_prefix !== undefined) {
    given.table_name_prefix = checkPart(given.table_name_prefix, `${at}.table_name_prefix`, workspace);
  }
  const { before, fullName, bindings } = service;
  if (before !== undefined) {
    for (const field of ["parent", "table_name_prefix"] as const) {
      if (given[field] === before[field]) continue;
      throw refuse(workspace, "immutable", { field: `${at}.${field}`, before: before[field] ?? "unset" });
    }
    return bindings[TABLE_BINDING];
  }
  for (const privilege of ["USE_SCHEMA", "CREATE_TABLE"]) {
    requirePrivilege(workspace, identity, [privilege], ["SCHEMA", schema]);
  }
  const name = tableName(given, fullName);
  const existing = lookUp(workspace, "TABLE", name);
  if (existing !== undefined) {
    if (workspace.switches.inferenceTableTaken === "refuse") throw refuse(workspace, "tableExists", { name });
    return existing.id;
  }
  const table = { ...newSecurable(name, identity.userName, workspace.clock.now()), rows: [] };
  workspace.world.unityCatalog.tables[name] = table;
  return table.id;
}
