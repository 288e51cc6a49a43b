import * as z from "zod";
import type { Json } from "../../provider/schema/json";
import { factsOf } from "../../provider/schema/field-facts";
import { fieldsOf, listOf, type Fields } from "../../provider/schema/plain-object";
import { objectOptions, optionOf, unwrap } from "../../provider/schema/schema-walk";
import { wireName } from "../../provider/schema/wire-name";

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pick = <T>(random: () => number, items: readonly T[]): T => items[Math.floor(random() * items.length)]!;

/** A value of the schema's shape. Names in it come from a few, so that two values have some in common. */
export function randomValue(schema: z.core.$ZodType, random: () => number): unknown {
  const inner = unwrap(schema);
  const { keyedBy } = factsOf(schema);
  if (inner instanceof z.ZodArray) {
    const items = Array.from({ length: Math.floor(random() * 4) }, () => randomValue(inner.element, random));
    return keyedBy === undefined ? items : items.map((item, index) => withKey(item, keyedBy, index));
  }
  if (inner instanceof z.ZodDiscriminatedUnion)
    return randomValue(pick(random, objectOptions(inner)), random);
  if (inner instanceof z.ZodObject) return randomFields(inner.shape as z.ZodRawShape, random);
  if (inner instanceof z.ZodRecord) return random() < 0.5 ? {} : { camelCase: "1", snake_case: "2" };
  if (inner instanceof z.ZodLiteral) return inner.value;
  if (inner instanceof z.ZodEnum) return pick(random, inner.options);
  if (inner instanceof z.ZodBoolean) return random() < 0.5;
  if (inner instanceof z.ZodNumber) return Math.floor(random() * 4);
  if (inner instanceof z.ZodUnion) return pick(random, ["v1", 2]);
  if (inner instanceof z.core.$ZodString) return pick(random, ["alpha", "beta", "gamma"]);
  throw new Error(`no random value for ${inner.constructor.name}`);
}

function randomFields(shape: z.ZodRawShape, random: () => number): Fields {
  const entries = Object.entries(shape).flatMap(([field, schema]) => {
    const optional = schema instanceof z.ZodOptional;
    // Aliases and plaintext credentials are gone after check().
    const { aliasOf, plaintextOf } = factsOf(schema);
    if (aliasOf !== undefined || plaintextOf !== undefined || (optional && random() < 0.4)) return [];
    return [[field, randomValue(schema, random)]];
  });
  return Object.fromEntries(entries) as Fields;
}

/** Keys are unique in a list, and every item has one. */
function withKey(item: unknown, keys: readonly string[], index: number): Fields {
  const rest = Object.fromEntries(Object.entries(fieldsOf(item)).filter(([field]) => !keys.includes(field)));
  return { [keys[index % keys.length]!]: `key-${index}`, ...rest };
}

/** What a server answers for what it was sent: hidden fields are gone, lists are in its own order, and more is filled in. */
export function observed(schema: z.core.$ZodType, sent: Json, random: () => number): Json {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray) {
    const items = listOf(sent).map((item) => observed(inner.element, item as Json, random));
    const { keyedBy, unordered } = factsOf(schema);
    return keyedBy === undefined && unordered !== true ? items : items.sort(() => random() - 0.5);
  }
  const object = inner instanceof z.ZodDiscriminatedUnion ? optionOf(inner, sent) : inner;
  if (!(object instanceof z.ZodObject)) return sent;
  const answer: Record<string, Json> = { field_that_nobody_documented: "x" };
  for (const [field, below] of Object.entries(object.shape as z.ZodRawShape)) {
    const { notReadBack, serverDefault, serverDefaultValue } = factsOf(below);
    const value = fieldsOf(sent)[wireName(field)] as Json | undefined;
    if (notReadBack !== undefined) continue;
    if (value !== undefined) answer[wireName(field)] = observed(below, value, random);
    else if (serverDefault !== undefined && random() < 0.7)
      answer[wireName(field)] = filledIn(below, serverDefaultValue);
    else if (random() < 0.3) answer[wireName(field)] = emptyOf(below);
  }
  return answer;
}

function filledIn(schema: z.core.$ZodType, value: string | boolean | undefined): Json {
  const inner = unwrap(schema);
  if (value !== undefined) return value;
  if (inner instanceof z.core.$ZodString) return "by-the-server";
  return inner instanceof z.ZodArray ? [] : {};
}

/** Some servers answer an empty value for what is unset, and some `null`. */
function emptyOf(schema: z.core.$ZodType): Json {
  const inner = unwrap(schema);
  if (inner instanceof z.core.$ZodString) return "";
  if (inner instanceof z.ZodBoolean) return false;
  return inner instanceof z.ZodArray ? [] : null;
}

/** The same value with its fields, and the items of lists without order, in another one. */
export function inAnotherOrder(schema: z.core.$ZodType, value: unknown, random: () => number): unknown {
  const inner = unwrap(schema);
  const { keyedBy, unordered } = factsOf(schema);
  if (Array.isArray(value)) {
    const element = inner instanceof z.ZodArray ? inner.element : inner;
    const items = value.map((item) => inAnotherOrder(element, item, random));
    return keyedBy === undefined && unordered !== true ? items : items.sort(() => random() - 0.5);
  }
  const object = inner instanceof z.ZodDiscriminatedUnion ? optionOf(inner, value) : inner;
  if (!(object instanceof z.ZodObject)) return value;
  const shape = object.shape as z.ZodRawShape;
  return Object.fromEntries(
    Object.entries(fieldsOf(value))
      .map(([field, item]) => [field, inAnotherOrder(shape[field]!, item, random)] as const)
      .sort(() => random() - 0.5),
  );
}
