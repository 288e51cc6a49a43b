import * as z from "zod";
import type { Json } from "../../provider/schema/json";
import { fieldsOf } from "../../provider/schema/plain-object";
import { fieldSchema, unwrap } from "../../provider/schema/schema-walk";

type Schema = z.core.$ZodType;

/** `served_entities` is `servedEntities` in a schema. */
const fieldName = (wire: string): string =>
  wire.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/**
 * A value of another tool in the words of the REST API: blocks that Terraform writes as a list of one become objects, and
 * what it fills in for what is unset (null, empty texts and lists; zero and false where a field may be left out) goes.
 *
 * @param unknown is told the path of each field that has a value and no place in the schema
 */
export function toWire(
  schema: Schema,
  value: unknown,
  path: string,
  unknown: (path: string) => void,
): Json | undefined {
  const inner = unwrap(schema);
  if (value === null || value === undefined || value === "") return undefined;
  if ((value === 0 || value === false) && schema instanceof z.ZodOptional) return undefined;
  if (inner instanceof z.ZodArray) {
    const items = [value]
      .flat()
      .map((item, index) => toWire(inner.element, item, `${path}[${index}]`, unknown));
    const kept = items.filter((item) => item !== undefined);
    return kept.length === 0 ? undefined : kept;
  }
  if (inner instanceof z.ZodRecord)
    return Object.keys(fieldsOf(value)).length === 0 ? undefined : (value as Json);
  if (!(inner instanceof z.ZodObject || inner instanceof z.ZodDiscriminatedUnion)) return value as Json;
  const block = Array.isArray(value) ? value[0] : value;
  const entries = Object.entries(fieldsOf(block)).flatMap(([wire, item]): [string, Json][] => {
    const below = fieldSchema(inner, camel(block), fieldName(wire));
    const at = path === "" ? wire : `${path}.${wire}`;
    if (below === undefined) {
      if (!isNothing(item)) unknown(at);
      return [];
    }
    const converted = toWire(below, item, at, unknown);
    return converted === undefined ? [] : [[wire, converted]];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** A union is told apart by a field's value, under the schema's name of it. */
const camel = (block: unknown): object =>
  Object.fromEntries(Object.entries(fieldsOf(block)).map(([wire, item]) => [fieldName(wire), item]));

/** What Terraform writes for what is unset. */
function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === "" || value === false || value === 0) return true;
  if (Array.isArray(value)) return value.every(isNothing);
  return typeof value === "object" && Object.values(value).every(isNothing);
}
