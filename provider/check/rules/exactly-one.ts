import { factsOf } from "../../schema/field-facts";
import type { Fields } from "../../schema/plain-object";
import type { Problem } from "../../schema/problem";
import { objectOf, partsBelow, type Part } from "../../schema/schema-walk";

/** Objects that need exactly one of some fields and have none or several, by the facts of a schema. */
export function exactlyOneProblems(part: Part): Problem[] {
  const below = partsBelow(part).flatMap(exactlyOneProblems);
  const object = objectOf(part.schema, part.value);
  const { exactlyOneOf = [] } = object === undefined ? {} : factsOf(object);
  if (exactlyOneOf.length === 0) return below;
  const fields = part.value as Fields;
  const given = exactlyOneOf.filter((field) => Object.hasOwn(fields, field) && fields[field] !== undefined);
  if (given.length === 1) return below;
  const { path } = part;
  const allowed = `exactly one of ${exactlyOneOf.join(", ")}`;
  return given.length === 0
    ? [{ path, found: `none of ${exactlyOneOf.join(", ")}`, allowed }, ...below]
    : [{ path, found: given.join(" and "), allowed, fix: `keep one of them` }, ...below];
}
