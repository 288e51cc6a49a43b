import type { Path } from "../../provider/schema/problem";

/** Calls `visit` for each property at any depth, with the name of the field it stands in; list items stand in the list's. */
export function walkValues(
  value: unknown,
  visit: (value: unknown, field: string, path: Path) => void,
  path: Path = [],
  field = "",
): void {
  if (field !== "" || path.length > 0) visit(value, field, path);
  if (Array.isArray(value)) {
    value.forEach((item, index) => walkValues(item, visit, [...path, index], field));
  } else if (value !== null && typeof value === "object") {
    for (const [key, item] of Object.entries(value)) walkValues(item, visit, [...path, key], key);
  }
}
