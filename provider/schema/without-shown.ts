import * as z from "zod";
import { factsOf } from "./field-facts";
import { optionOf, unwrap } from "./schema-walk";

/** A value without the fields that only the API fills in, which a program may have copied from an answer. */
export function withoutShown<T>(root: z.core.$ZodType, value: T): T {
  const schema = unwrap(root);
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((item: unknown) => withoutShown(schema.element, item)) as T;
  }
  const object = schema instanceof z.ZodDiscriminatedUnion ? optionOf(schema, value) : schema;
  if (!(object instanceof z.ZodObject) || value === null || typeof value !== "object") return value;
  const shape = object.shape as z.ZodRawShape;
  return Object.fromEntries(
    Object.entries(value).flatMap(([field, item]): [string, unknown][] => {
      const below = Object.hasOwn(shape, field) ? shape[field] : undefined;
      if (below === undefined) return [[field, item]];
      return factsOf(below).shownOnly === undefined ? [[field, withoutShown(below, item)]] : [];
    }),
  ) as T;
}
