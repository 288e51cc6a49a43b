import { isPlainObject, type Fields } from "../../schema/plain-object";
import type { Path, Problem } from "../../schema/problem";
import { UNKNOWN } from "../../schema/unknown";
import { Foreign, Secret } from "./property-struct";

/** Properties without what no resource takes, such as assets, and a problem for each; what is wrong beside is still found. */
export function withoutForeign(properties: Fields): { fields: Fields; problems: Problem[] } {
  const problems: Problem[] = [];
  const walk = (value: unknown, path: Path): unknown => {
    if (value instanceof Foreign) {
      problems.push({ path, found: value.kind, allowed: "plain values", fix: "write the value itself" });
      return UNKNOWN;
    }
    if (value instanceof Secret) return new Secret(walk(value.value, path));
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, index]));
    if (!isPlainObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([field, item]) => [field, walk(item, [...path, field])]),
    );
  };
  return { fields: walk(properties, []) as Fields, problems };
}
