import type { Emulator } from "../../emulator/index";
import type { UpdateCall } from "../../provider/schema/field-facts";
import type { SchemaField } from "./schema-fields";

/** What each call is in the journal. */
const CALLS: Readonly<Record<UpdateCall, string>> = {
  patchTags: "PATCH tags",
  putAiGateway: "PUT ai-gateway",
  putRateLimits: "PUT rate-limits",
  putConfig: "PUT config",
  patchNotifications: "PATCH notifications",
  patchTelemetry: "PATCH telemetry-config",
  putPermissions: "PUT permissions",
};

/** What a change of a field does. */
export type Consequence =
  | { readonly does: "replace"; readonly input: string }
  | { readonly does: "call"; readonly call: string }
  | { readonly does: "record" };

/** What a change of a field does, by the facts on the schema; undefined where they do not say. */
export function consequenceOf({ path, facts }: SchemaField): Consequence | undefined {
  const innermostFirst = facts.toReversed();
  const [input = path] = path.split(".");
  if (facts.some(({ replaces }) => replaces !== undefined)) return { does: "replace", input };
  if (facts.some(({ local }) => local !== undefined)) return { does: "record" };
  if (facts.some(({ grants }) => grants === true)) return { does: "call", call: "PATCH permissions" };
  const mask = innermostFirst.find((fact) => fact.mask !== undefined)?.mask;
  if (mask !== undefined) return { does: "call", call: `PATCH ${mask}` };
  const updatedBy = innermostFirst.find((fact) => fact.updatedBy !== undefined)?.updatedBy;
  return updatedBy === undefined ? undefined : { does: "call", call: CALLS[updatedBy] };
}

/** The calls that changed something, each once; forgets them. */
export function callsIn({ journal }: Emulator): string[] {
  const entries = journal.entries().filter(({ method }) => method !== "GET");
  journal.clear();
  return [...new Set(entries.map(callOf))].sort();
}

function callOf({ method, path, query }: { method: string; path: string; query: string }): string {
  const mask = new URLSearchParams(query).get("update_mask");
  if (mask !== null) return `${method} ${mask}`;
  if (path.includes("/permissions/")) return `${method} permissions`;
  if (path.startsWith("/ai-gateway/")) return `${method} invocations`;
  return `${method} ${path.split("/").at(-1)}`;
}
