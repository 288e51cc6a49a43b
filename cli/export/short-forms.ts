import * as z from "zod";
import { factsOf } from "../../provider/schema/field-facts";
import { isPlainObject } from "../../provider/schema/plain-object";
import { optionOf, unwrap } from "../../provider/schema/schema-walk";

/** A value as people write it: without what the API begins it with, and without a type that follows from its block. */
export function shortForms(root: z.core.$ZodType, value: unknown): unknown {
  const schema = unwrap(root);
  const { prefix } = factsOf(root).prefix === undefined ? factsOf(schema) : factsOf(root);
  if (typeof value === "string") {
    // A reference keeps its collection where a reader could not tell it from a value.
    return prefix !== undefined && value.startsWith(prefix) ? value.slice(prefix.length) : value;
  }
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((item) => shortForms(schema.element, item));
  }
  const object = schema instanceof z.ZodDiscriminatedUnion ? optionOf(schema, value) : schema;
  if (!(object instanceof z.ZodObject) || !isPlainObject(value)) return value;
  const shape = object.shape as z.ZodRawShape;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([field, item]) => field !== "destinationType" && item !== undefined)
      .map(([field, item]) => {
        const below = Object.hasOwn(shape, field) ? shape[field] : undefined;
        return [field, below === undefined ? item : shortForms(below, item)];
      }),
  );
}
