import * as z from "zod";
import { factsOf } from "./field-facts";
import { objectOptions, optionOf, unwrap } from "./schema-walk";
import type { Json } from "./json";
import { fieldsOf } from "./plain-object";
import { wireName } from "./wire-name";

/**
 * What the REST API answered, in the shape of `schema`. Fields that the schema does not have are left out: servers send
 * more than their reference says. `null` counts as unset, and whole numbers written as texts (as protobuf does) as numbers.
 */
export function decode<S extends z.core.$ZodType>(
  schema: S,
  json: Json | undefined,
): Partial<z.output<S>> | undefined {
  return decoded(schema, json) as Partial<z.output<S>> | undefined;
}

function decoded(schema: z.core.$ZodType, json: Json | undefined): unknown {
  if (json === undefined || json === null) return undefined;
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray) {
    return Array.isArray(json) ? json.map((item) => decoded(inner.element, item)) : undefined;
  }
  if (inner instanceof z.ZodNumber && typeof json === "string") return Number(json);
  if (inner instanceof z.ZodObject) return decodeFields(inner.shape as z.ZodRawShape, json);
  if (inner instanceof z.ZodDiscriminatedUnion) {
    const field = inner.def.discriminator;
    const chosen = fieldsOf(json)[wireName(field)];
    const option = optionOf(inner, { [field]: chosen }) ?? objectOptions(inner)[0];
    return option === undefined ? undefined : decodeFields(option.shape, json);
  }
  return json;
}

function decodeFields(shape: z.ZodRawShape, json: Json): Record<string, unknown> | undefined {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return undefined;
  const fields: Record<string, unknown> = {};
  for (const [field, schema] of Object.entries(shape)) {
    const { local, aliasOf } = factsOf(schema);
    if (local !== undefined) continue;
    const target = aliasOf ?? field;
    const item = decoded(schema, json[wireName(field)]);
    if (item !== undefined) fields[target] ??= item;
  }
  return fields;
}
