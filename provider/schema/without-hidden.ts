import * as z from "zod";
import { factsOf } from "./field-facts";
import { ownField, type Fields } from "./plain-object";
import { optionOf, unwrap } from "./schema-walk";

/**
 * Inputs without the fields that the API takes and never shows: what an endpoint has there that we did not make is not
 * known. Those that no call could change stay, and are taken to be as they are.
 */
export function withoutHidden(schema: z.core.$ZodType, value: unknown): unknown {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((item) => withoutHidden(inner.element, item));
  }
  const object = inner instanceof z.ZodDiscriminatedUnion ? optionOf(inner, value) : inner;
  if (!(object instanceof z.ZodObject) || value === null || typeof value !== "object") return value;
  const shape = object.shape as z.ZodRawShape;
  return Object.fromEntries(
    Object.entries(value as Fields).flatMap(([field, item]) => {
      const below = ownField(shape, field);
      if (below === undefined) return [[field, item]];
      const { notReadBack, replaces } = factsOf(below);
      return notReadBack !== undefined && replaces === undefined ? [] : [[field, withoutHidden(below, item)]];
    }),
  );
}
