import * as z from "zod";
import { factsOf } from "../../schema/field-facts";
import type { Path, Problem } from "../../schema/problem";
import { optionOf, unwrap } from "../../schema/schema-walk";

/** Objects that need exactly one of some fields and have none or several, by the facts of a schema. */
export function exactlyOneProblems(root: z.core.$ZodType, value: unknown, at: Path = []): Problem[] {
  const schema = unwrap(root);
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.flatMap((item, index) => exactlyOneProblems(schema.element, item, [...at, index]));
  }
  const object = schema instanceof z.ZodDiscriminatedUnion ? optionOf(schema, value) : schema;
  if (!(object instanceof z.ZodObject)) return [];
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [];
  const fields = value as Record<string, unknown>;
  const { exactlyOneOf = [] } = factsOf(object);
  const given = exactlyOneOf.filter((field) => Object.hasOwn(fields, field) && fields[field] !== undefined);
  const below = Object.entries(object.shape as z.ZodRawShape).flatMap(([field, inner]) =>
    Object.hasOwn(fields, field) ? exactlyOneProblems(inner, fields[field], [...at, field]) : [],
  );
  if (exactlyOneOf.length === 0 || given.length === 1) return below;
  const allowed = `exactly one of ${exactlyOneOf.join(", ")}`;
  return given.length === 0
    ? [{ path: at, found: `none of ${exactlyOneOf.join(", ")}`, allowed }, ...below]
    : [{ path: at, found: given.join(" and "), allowed, fix: `keep one of them` }, ...below];
}
