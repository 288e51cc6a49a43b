import * as z from "zod";
import { factsOf, type FieldFacts } from "../../provider/schema/field-facts";
import { isPlainObject } from "../../provider/schema/plain-object";
import { objectOptions, optionOf, unwrap } from "../../provider/schema/schema-walk";

type Schema = z.core.$ZodType;

/** A field of a schema that stands for itself: a text, a number, a choice. */
export interface SchemaField {
  /** `config.servedEntities.*.name`: items of lists and values of records as `*`. */
  readonly path: string;
  readonly schema: Schema;
  /** Facts of all that the field is in, and of the field, outermost first. */
  readonly facts: readonly FieldFacts[];
}

/** The same field as it stands in a value. */
export interface PlacedField extends SchemaField {
  /** Keys and indexes that lead there. */
  readonly place: readonly string[];
  readonly value: unknown;
}

/** Never a field that a program can change by itself: what says which option a union is, and other names of a field. */
const isApart = (schema: Schema): boolean => {
  const { aliasOf, shownOnly } = factsOf(schema);
  return unwrap(schema) instanceof z.ZodLiteral || aliasOf !== undefined || shownOnly !== undefined;
};

/** All fields that a schema has, whatever the option of a union. */
export function schemaFields(schema: Schema, path = "", above: readonly FieldFacts[] = []): SchemaField[] {
  const facts = [...above, factsOf(schema), factsOf(unwrap(schema))];
  const inner = unwrap(schema);
  if (isApart(schema)) return [];
  const objects =
    inner instanceof z.ZodObject
      ? [inner as z.ZodObject<z.ZodRawShape>]
      : inner instanceof z.ZodDiscriminatedUnion
        ? objectOptions(inner)
        : undefined;
  if (objects !== undefined) {
    const fields = objects
      .flatMap(({ shape }) => Object.entries(shape))
      .flatMap(([field, below]) => schemaFields(below, path === "" ? field : `${path}.${field}`, facts));
    return [...new Map(fields.map((field) => [field.path, field])).values()];
  }
  if (inner instanceof z.ZodArray) return schemaFields(inner.element, `${path}.*`, facts);
  if (inner instanceof z.ZodRecord) return schemaFields(inner.valueType as Schema, `${path}.*`, facts);
  return [{ path, schema, facts }];
}

/** The fields that a value of a schema sets, each with where it stands. */
export function fieldsIn(
  schema: Schema,
  value: unknown,
  path = "",
  place: readonly string[] = [],
  above: readonly FieldFacts[] = [],
): PlacedField[] {
  const facts = [...above, factsOf(schema), factsOf(unwrap(schema))];
  const inner = unwrap(schema);
  if (isApart(schema)) return [];
  if (Array.isArray(value) && inner instanceof z.ZodArray) {
    return value.flatMap((item, index) =>
      fieldsIn(inner.element, item, `${path}.*`, [...place, String(index)], facts),
    );
  }
  if (isPlainObject(value) && inner instanceof z.ZodRecord) {
    return Object.entries(value).flatMap(([key, item]) =>
      fieldsIn(inner.valueType as Schema, item, `${path}.*`, [...place, key], facts),
    );
  }
  const object = inner instanceof z.ZodDiscriminatedUnion ? optionOf(inner, value) : inner;
  if (isPlainObject(value) && object instanceof z.ZodObject) {
    return Object.entries(object.shape as z.ZodRawShape).flatMap(([field, below]) =>
      value[field] === undefined
        ? []
        : fieldsIn(below, value[field], path === "" ? field : `${path}.${field}`, [...place, field], facts),
    );
  }
  return [{ path, schema, facts, place, value }];
}
