import * as z from "zod";
import type { Json } from "./json";
import { factsOf } from "./field-facts";
import { optionOf, unwrap } from "./schema-walk";
import { wireName } from "./wire-name";

/**
 * A value of `schema` as the REST API takes it. Follows the schema, so that names inside a record (environment
 * variables) stay as they are. What is unset is left out: the API reads a zero where nothing was meant as a wish.
 */
export function encode(schema: z.core.$ZodType, value: unknown): Json {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray) return (value as unknown[]).map((item) => encode(inner.element, item));
  if (inner instanceof z.ZodRecord) return { ...(value as Record<string, Json>) };
  if (inner instanceof z.ZodObject) return encodeFields(inner.shape as z.ZodRawShape, value);
  if (inner instanceof z.ZodDiscriminatedUnion) {
    const option = optionOf(inner, value);
    if (option === undefined)
      throw new Error("A value fits no option of its union; check() lets none through.");
    return encodeFields(option.shape, value);
  }
  return value as Json;
}

function encodeFields(shape: z.ZodRawShape, value: unknown): Json {
  const encoded: Record<string, Json> = {};
  for (const [field, schema] of Object.entries(shape)) {
    const { local, aliasOf, shownOnly } = factsOf(schema);
    const item = (value as Record<string, unknown>)[field];
    if (item === undefined || [local, aliasOf, shownOnly].some((fact) => fact !== undefined)) continue;
    encoded[wireName(field)] = encode(schema, item);
  }
  return encoded;
}
