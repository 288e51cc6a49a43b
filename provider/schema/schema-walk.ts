import * as z from "zod";
import { factsOf } from "./field-facts";
import { isPlainObject, listOf, ownField } from "./plain-object";
import { oncePerSchema } from "./once-per-schema";
import type { Path } from "./problem";

type Schema = z.core.$ZodType;

/** A schema without `.optional()` and the like around it. */
export const unwrap: (schema: Schema) => Schema = oncePerSchema((schema) => {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodNullable) inner = inner.unwrap();
  return inner;
});

/** The option of a discriminated union that a value is meant to be, or undefined where its discriminator fits none. */
export function optionOf(
  union: z.ZodDiscriminatedUnion,
  value: unknown,
): z.ZodObject<z.ZodRawShape> | undefined {
  const field = union.def.discriminator;
  const found =
    value !== null && typeof value === "object" ? (value as Record<string, unknown>)[field] : undefined;
  return objectOptions(union).find((option) => {
    const literal = option.shape[field];
    return literal instanceof z.ZodLiteral && literal.value === found;
  });
}

/** The options of a discriminated union; all of ours are objects. */
export const objectOptions: (union: z.ZodDiscriminatedUnion) => readonly z.ZodObject<z.ZodRawShape>[] =
  oncePerSchema(
    (union) =>
      union.options.filter((option) => option instanceof z.ZodObject) as z.ZodObject<z.ZodRawShape>[],
  );

/** The schema of a field of an object or union; undefined where it has no such field. */
export function fieldSchema(parent: Schema, value: unknown, field: string | number): Schema | undefined {
  const schema = unwrap(parent);
  if (schema instanceof z.ZodObject) return ownField(schema.shape as z.ZodRawShape, String(field));
  if (schema instanceof z.ZodArray) return schema.element as Schema;
  if (schema instanceof z.ZodRecord) return schema.valueType as Schema;
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const option = optionOf(schema, value) ?? objectOptions(schema)[0];
    return option === undefined ? undefined : fieldSchema(option, value, field);
  }
  return undefined;
}

/** The object that a value is meant to be, by its schema: of a union, the option; undefined where one of the two is none. */
export function objectOf(schema: Schema, value: unknown): z.ZodObject<z.ZodRawShape> | undefined {
  if (!isPlainObject(value)) return undefined;
  const inner = unwrap(schema);
  const object = inner instanceof z.ZodDiscriminatedUnion ? optionOf(inner, value) : inner;
  return object instanceof z.ZodObject ? (object as z.ZodObject<z.ZodRawShape>) : undefined;
}

/** A part of a value: its schema, and where it stands. */
export interface Part {
  readonly schema: Schema;
  readonly value: unknown;
  readonly path: Path;
}

/**
 * The parts that stand right below one, as far as its schema knows them; of a union whose option is not told, by whichever
 * option has the field.
 */
export function partsBelow({ schema, value, path }: Part): Part[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray) {
    const element = inner.element as Schema;
    return listOf(value).map((item, index) => ({ schema: element, value: item, path: [...path, index] }));
  }
  if (!isPlainObject(value)) return [];
  const meant = objectOf(schema, value);
  const all = inner instanceof z.ZodDiscriminatedUnion ? objectOptions(inner) : [];
  const objects = meant === undefined ? all : [meant];
  return Object.entries(value).flatMap(([field, item]) => {
    const [below] = objects.flatMap(({ shape }) => ownField(shape, field) ?? []);
    return below === undefined ? [] : [{ schema: below as Schema, value: item, path: [...path, field] }];
  });
}

/** The schema at a path below `root`, with the value that stands there, and whether a message may show it. */
export function schemaAt(
  root: Schema,
  value: unknown,
  path: Path,
): { schema: Schema | undefined; value: unknown; concealed: boolean } {
  let schema: Schema | undefined = root;
  let at = value;
  let concealed = false;
  for (const part of path) {
    schema = schema === undefined ? undefined : fieldSchema(schema, at, part);
    at = at !== null && typeof at === "object" ? (at as Record<string | number, unknown>)[part] : undefined;
    concealed ||= schema !== undefined && isConcealed(schema);
  }
  return { schema, value: at, concealed };
}

/** Whether the fact stands on a schema itself or on what is optional there. */
const isConcealed = (schema: Schema): boolean =>
  [schema, unwrap(schema)].some((one) => {
    const { concealed, plaintextOf } = factsOf(one);
    return concealed !== undefined || plaintextOf !== undefined;
  });

/** Whether a schema, or one of a part of its values, passes a test. */
export function somewhereIn(schema: Schema, test: (part: Schema) => boolean): boolean {
  if (test(schema)) return true;
  const inner = unwrap(schema);
  if (inner !== schema) return somewhereIn(inner, test);
  if (inner instanceof z.ZodArray) return somewhereIn(inner.element as Schema, test);
  const objects =
    inner instanceof z.ZodObject
      ? [inner as z.ZodObject<z.ZodRawShape>]
      : inner instanceof z.ZodDiscriminatedUnion
        ? objectOptions(inner)
        : [];
  return objects.some(({ shape }) => Object.values(shape).some((below) => somewhereIn(below, test)));
}
