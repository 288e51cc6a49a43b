import * as z from "zod";
import { entityName } from "../../resources/entity-name";
import { factsOf, SECRET_REFERENCE } from "../../schema/field-facts";
import { isPlainObject, type Fields } from "../../schema/plain-object";
import { fieldSchema, unwrap } from "../../schema/schema-walk";
import { bare, Secret } from "./property-struct";

/** A shorter text may stand anywhere by chance. */
const SHORTEST_TOLD = 6;

/**
 * Marks what is secret, value by value: credentials, as the schema has them; what the program made secret, at the same
 * place; and every text that holds one of these.
 *
 * @param schema of the resource's inputs
 * @param values inputs or outputs
 * @param given the program's own inputs, or what state held, with its secrets as `Secret`
 */
export function markSecrets(schema: z.core.$ZodType, values: Fields, given: readonly Fields[]): Fields {
  const marked = walk(schema, values, given) as Fields;
  const told = [...textsOf(given), ...textsOf(marked)];
  return told.length === 0 ? marked : (hideTold(marked, told) as Fields);
}

function walk(schema: z.core.$ZodType | undefined, value: unknown, given: readonly unknown[]): unknown {
  if (value === undefined || value instanceof Secret) return value;
  if (given.some((one) => one instanceof Secret)) return new Secret(value);
  if (schema !== undefined && factsOf(schema).plaintextOf !== undefined) return new Secret(value);
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      walk(
        schema && fieldSchema(schema, value, index),
        item,
        given.map((one) => sameItem(one, item, index)),
      ),
    );
  }
  if (!isPlainObject(value)) return value;
  const variables =
    schema !== undefined && unwrap(schema) instanceof z.ZodRecord && factsOf(schema).concealed !== undefined;
  return Object.fromEntries(
    Object.entries(value).map(([field, item]) => {
      if (variables && typeof item === "string" && !SECRET_REFERENCE.test(item))
        return [field, new Secret(item)];
      const below = given.map((one) => (isPlainObject(one) ? one[field] : undefined));
      return [field, walk(schema && fieldSchema(schema, value, field), item, below)];
    }),
  );
}

/** The item of a list that has the same name, else the one that stands at the same place. */
function sameItem(list: unknown, item: unknown, index: number): unknown {
  if (list instanceof Secret) return list;
  if (!Array.isArray(list)) return undefined;
  const name = entityName(item);
  const named = name === undefined ? undefined : list.find((one) => entityName(bare(one)) === name);
  return named ?? list[index];
}

/** Texts that are secret. */
function textsOf(value: unknown, secret = false): string[] {
  if (value instanceof Secret) return textsOf(value.value, true);
  if (Array.isArray(value)) return value.flatMap((item) => textsOf(item, secret));
  if (isPlainObject(value)) return Object.values(value).flatMap((item) => textsOf(item, secret));
  return secret && typeof value === "string" && value.length >= SHORTEST_TOLD ? [value] : [];
}

function hideTold(value: unknown, told: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => hideTold(item, told));
  if (isPlainObject(value) && !(value instanceof Secret)) {
    return Object.fromEntries(Object.entries(value).map(([field, item]) => [field, hideTold(item, told)]));
  }
  return typeof value === "string" && told.some((text) => value.includes(text)) ? new Secret(value) : value;
}
