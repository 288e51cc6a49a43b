import * as z from "zod";
import { factsOf, type FieldFacts } from "./field-facts";
import { ownField } from "./plain-object";
import { objectOf, unwrap } from "./schema-walk";

/** A value without the fields whose facts say that they go, at any depth. */
function withoutFields<T>(schema: z.core.$ZodType, value: T, goes: (facts: FieldFacts) => boolean): T {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((item: unknown) => withoutFields(inner.element, item, goes)) as T;
  }
  const object = objectOf(schema, value);
  if (object === undefined) return value;
  return Object.fromEntries(
    Object.entries(value as object).flatMap(([field, item]): [string, unknown][] => {
      const below = ownField(object.shape, field);
      if (below === undefined) return [[field, item]];
      return goes(factsOf(below)) ? [] : [[field, withoutFields(below, item, goes)]];
    }),
  ) as T;
}

/** A value without the fields that only the API fills in, which a program may have copied from an answer. */
export const withoutShown = <T>(schema: z.core.$ZodType, value: T): T =>
  withoutFields(schema, value, ({ shownOnly }) => shownOnly !== undefined);

/**
 * Inputs without the fields that the API takes and never shows: what an endpoint has there that we did not make is not
 * known. Those that no call could change stay, and are taken to be as they are.
 */
export const withoutHidden = <T>(schema: z.core.$ZodType, value: T): T =>
  withoutFields(
    schema,
    value,
    ({ notReadBack, replaces }) => notReadBack !== undefined && replaces === undefined,
  );
