import * as z from "zod";
import { factsOf, type FieldFacts } from "./field-facts";
import { fieldsOf, isPlainObject, listOf, ownField } from "./plain-object";
import { optionOf, unwrap } from "./schema-walk";

/** One field that differs between two values of a schema. */
export interface Difference {
  /** Where, with items of keyed lists by their key: `config.servedEntities[gpt-4o].externalModel.name`. */
  readonly path: string;
  readonly facts: FieldFacts;
}

/**
 * How two values of a schema differ. Items of keyed lists are matched by key and order means nothing there; unset, empty
 * and false are three different things.
 */
export function differences(schema: z.core.$ZodType, olds: unknown, news: unknown, path = ""): Difference[] {
  const inner = unwrap(schema);
  const facts = factsOf(schema);
  if (Object.is(olds, news)) return [];
  if (inner instanceof z.ZodArray && Array.isArray(olds) && Array.isArray(news)) {
    if (facts.keyedBy !== undefined) return keyedDifferences(inner.element, facts.keyedBy, olds, news, path);
    const compare = facts.unordered === true ? unorderedText : canonicalText;
    return compare(inner.element, olds) === compare(inner.element, news) ? [] : [{ path, facts }];
  }
  const shape = shapeOf(inner, olds, news);
  if (shape !== undefined && isPlainObject(olds) && isPlainObject(news)) {
    return Object.entries(shape).flatMap(([field, below]) =>
      differences(below, olds[field], news[field], path === "" ? field : `${path}.${field}`),
    );
  }
  return canonicalText(schema, olds) === canonicalText(schema, news) ? [] : [{ path, facts }];
}

/** Fields to compare one by one; none where the values are of different options of a union. */
function shapeOf(schema: z.core.$ZodType, olds: unknown, news: unknown): z.ZodRawShape | undefined {
  if (schema instanceof z.ZodObject) return schema.shape as z.ZodRawShape;
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return undefined;
  const option = optionOf(schema, news);
  return option !== undefined && option === optionOf(schema, olds) ? option.shape : undefined;
}

function keyedDifferences(
  element: z.core.$ZodType,
  keys: readonly string[],
  olds: unknown[],
  news: unknown[],
  path: string,
): Difference[] {
  const before = byKey(keys, olds);
  const after = byKey(keys, news);
  const all = new Set([...before.keys(), ...after.keys()]);
  return [...all].flatMap((key) => {
    const at = `${path}[${key}]`;
    if (!before.has(key) || !after.has(key)) return [{ path: at, facts: factsOf(element) }];
    return differences(element, before.get(key), after.get(key), at);
  });
}

/** The items of a keyed list by their key; an item without a key stands under its index. */
export function byKey(keys: readonly string[], items: readonly unknown[]): Map<string, unknown> {
  return new Map(
    items.map((item, index) => {
      const field = keys.find((name) => {
        const key = fieldsOf(item)[name];
        return typeof key === "string" && key !== "";
      });
      if (field === undefined) return [String(index), item];
      const key = String(fieldsOf(item)[field]);
      return [keys.length === 1 ? key : `${field} ${key}`, item];
    }),
  );
}

const unorderedText = (element: z.core.$ZodType, items: unknown[]): string =>
  JSON.stringify(items.map((item) => canonicalText(element, item)).sort());

/** A text that is the same for values that mean the same. */
function canonicalText(schema: z.core.$ZodType, value: unknown): string {
  return JSON.stringify(canonical(schema, value), (_, item: unknown) =>
    typeof item === "symbol" ? { [String(item)]: true } : item,
  );
}

function canonical(schema: z.core.$ZodType, value: unknown): unknown {
  const inner = unwrap(schema);
  const facts = factsOf(schema);
  if (Array.isArray(value)) {
    const element = inner instanceof z.ZodArray ? inner.element : inner;
    const items = listOf(value).map((item) => canonical(element, item));
    return facts.keyedBy === undefined && facts.unordered !== true
      ? items
      : items.map((item) => JSON.stringify(item)).sort();
  }
  if (!isPlainObject(value)) return value;
  const option = inner instanceof z.ZodDiscriminatedUnion ? optionOf(inner, value) : inner;
  const shape = option instanceof z.ZodObject ? (option.shape as z.ZodRawShape) : {};
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([field, item]) => {
      const below = ownField(shape, field);
      return [field, below === undefined ? item : canonical(below, item)];
    });
}
