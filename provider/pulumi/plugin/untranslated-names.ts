import * as z from "zod";
import { isPlainObject, ownField, type Fields } from "../../schema/plain-object";
import { objectOptions, optionOf, unwrap } from "../../schema/schema-walk";
import { wireName } from "../../schema/wire-name";
import { bare, Secret } from "./property-struct";

/**
 * Inputs with the names of their fields in camel case, also where the Python SDK leaves them in snake case: it translates
 * the keys of a dictionary by the one type that is expected there, so in no union, nor in anything below one.
 *
 * @param schema of the resource's inputs
 */
export function translateNames(schema: z.core.$ZodType, inputs: Fields): Fields {
  return walk(schema, inputs, false) as Fields;
}

function walk(schema: z.core.$ZodType, value: unknown, inUnion: boolean): unknown {
  if (value instanceof Secret) return new Secret(walk(schema, value.value, inUnion));
  const inner = unwrap(schema);
  if (Array.isArray(value))
    return inner instanceof z.ZodArray ? value.map((item) => walk(inner.element, item, inUnion)) : value;
  if (!isPlainObject(value)) return value;
  if (inner instanceof z.ZodDiscriminatedUnion) {
    const options = objectOptions(inner);
    const named = rename(value, Object.assign({}, ...options.map(({ shape }) => shape)) as z.ZodRawShape);
    const option = optionOf(inner, bare(named));
    // Which one is meant may be written shorter, or wrong; then the first that has a field tells what is below it.
    return below(
      named,
      (field) =>
        [...(option === undefined ? [] : [option]), ...options]
          .map(({ shape }) => ownField(shape, field))
          .find((known) => known !== undefined),
      true,
    );
  }
  if (!(inner instanceof z.ZodObject)) return value;
  const shape = inner.shape as z.ZodRawShape;
  return below(inUnion ? rename(value, shape) : value, (field) => ownField(shape, field), inUnion);
}

function below(
  value: Fields,
  schemaOf: (field: string) => z.core.$ZodType | undefined,
  inUnion: boolean,
): Fields {
  return Object.fromEntries(
    Object.entries(value).map(([field, item]) => {
      const schema = schemaOf(field);
      return [field, schema === undefined ? item : walk(schema, item, inUnion)];
    }),
  );
}

/** A name that is unknown, and that of a known field in snake case, is that field's, unless the field is there too. */
function rename(value: Fields, shape: z.ZodRawShape): Fields {
  const known = new Map(Object.keys(shape).map((field) => [wireName(field), field]));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const field = Object.hasOwn(shape, name) ? undefined : known.get(name);
      return [field === undefined || Object.hasOwn(value, field) ? name : field, item];
    }),
  );
}
