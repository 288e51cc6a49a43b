import * as z from "zod";
import { factsOf } from "./field-facts";
import { fieldsOf, ownField, type Fields } from "./plain-object";
import type { Path, Problem } from "./problem";
import { objectOf, unwrap } from "./schema-walk";

/** A value with every field under its one name, and what is wrong where a field stands under two with two values. */
export function resolveAliases(root: z.core.$ZodType, value: Fields): { value: Fields; problems: Problem[] } {
  const problems: Problem[] = [];

  function walk(schema: z.core.$ZodType, at: unknown, path: Path): unknown {
    const inner = unwrap(schema);
    if (inner instanceof z.ZodArray && Array.isArray(at)) {
      return at.map((item, index) => walk(inner.element, item, [...path, index]));
    }
    const object = objectOf(schema, at);
    if (object === undefined) return at;
    const resolved = new Map<string, unknown>();
    for (const [field, item] of Object.entries(at as Fields)) {
      const known = ownField(object.shape, field);
      const target = known === undefined ? undefined : factsOf(known).aliasOf;
      const below = known === undefined ? item : walk(known, item, [...path, field]);
      if (target === undefined) {
        resolved.set(field, below);
        continue;
      }
      const other = fieldsOf(at)[target];
      if (other === undefined) {
        resolved.set(target, below);
      } else if (JSON.stringify(other) !== JSON.stringify(item)) {
        problems.push({
          path: [...path, field],
          found: `both ${target} and ${field}, with different values`,
          allowed: "one of the two: they mean the same",
          fix: `keep ${target}`,
        });
      }
    }
    return Object.fromEntries(resolved);
  }

  return { value: walk(root, value, []) as Fields, problems };
}
