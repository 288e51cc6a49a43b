import { refuse } from "./refusals";
import type { Workspace } from "../workspace/workspace";

const MAX_PART = 255;

/** A name's parts, first to last. */
export const partsOf = (fullName: string): string[] => fullName.split(".");

/** The catalog of a schema, or the schema of what is in it. */
export const parentOf = (fullName: string): string => partsOf(fullName).slice(0, -1).join(".");

/**
 * Checks one part of a name. Unity Catalog keeps names in lower case, and takes any case for the same name.
 *
 * @throws ApiError 400 for a name that Unity Catalog does not allow.
 */
export function checkPart(part: string | undefined, field: string, workspace: Workspace): string {
  if (!part) throw refuse(workspace, "fieldMissing", { field });
  if (part.length > MAX_PART) {
    throw refuse(workspace, "tooLong", { field, found: part.length, unit: "characters", most: MAX_PART });
  }
  // eslint-disable-next-line no-control-regex
  if (/[./ \u0000-\u001f\u007f]/.test(part)) {
    const reason = "a name has no period, slash, space or control character";
    throw refuse(workspace, "nameInvalid", { field, found: part, reason });
  }
  return workspace.switches.lowerCaseNames ? part.toLowerCase() : part;
}

/**
 * The full name in a resource name, such as `main.ai` in `schemas/main.ai`.
 *
 * @throws ApiError 400 when it has another form.
 */
export function readResourceName(
  given: string | undefined,
  collection: string,
  parts: 1 | 2 | 3,
  field: string,
  workspace: Workspace,
): string {
  if (!given) throw refuse(workspace, "fieldMissing", { field });
  const form = ["{name}", "{catalog}.{schema}", "{catalog}.{schema}.{name}"][parts - 1]!;
  const prefix = `${collection}/`;
  const rest = given.startsWith(prefix) ? given.slice(prefix.length) : "";
  if (rest === "" || partsOf(rest).length !== parts) {
    throw refuse(workspace, "nameInvalid", { field, found: given, reason: `its form is ${prefix}${form}` });
  }
  return partsOf(rest)
    .map((part) => checkPart(part, field, workspace))
    .join(".");
}

/** A full name from a path, in the case in which it is kept. */
export const storedName = (fullName: string, { switches }: Workspace): string =>
  switches.lowerCaseNames ? fullName.toLowerCase() : fullName;
