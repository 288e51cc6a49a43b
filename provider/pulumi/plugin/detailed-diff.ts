import * as z from "zod";
import type { Diff } from "../../lifecycle/resource-lifecycle";
import { byKey, differences } from "../../schema/differences";
import { factsOf } from "../../schema/field-facts";
import { isPlainObject, type Fields } from "../../schema/plain-object";
import { formatPath, type Path } from "../../schema/problem";
import { objectOptions, optionOf, unwrap } from "../../schema/schema-walk";

/** What a change does to one property. */
export interface PropertyChange {
  readonly kind: "add" | "delete" | "update";
  /** Whether it takes a new object. */
  readonly replaces: boolean;
}

/**
 * Each property that differs, by its path as the engine writes it: `config.servedEntities[1].externalModel.name`, and never
 * all of `config`. Items of keyed lists are compared by their key. The engine shows what stands at one path before and
 * after; where an item has moved, that would be two different items, so that its change is a delete at the old place
 * and an add at the new one.
 *
 * @param schema of the resource's inputs
 * @param olds what state holds; secrets as they are
 * @param news checked inputs
 */
export function detailedDiff(
  schema: z.core.$ZodType,
  olds: Fields,
  news: Fields,
  { replaces }: Pick<Diff, "replaces">,
): Map<string, PropertyChange> {
  const whole = new Set(replaces.filter(({ input, path }) => input === path).map(({ input }) => input));
  const found = new Map<string, PropertyChange>();
  collect(schema, olds, news, { before: [], after: [], replaces: false }, (place, kind) => {
    const [top] = place.after;
    const change = (which: PropertyChange["kind"], path: Path) =>
      found.set(formatPath(path), { kind: which, replaces: place.replaces || whole.has(String(top)) });
    if (kind !== "update") return change(kind, kind === "delete" ? place.before : place.after);
    if (formatPath(place.before) === formatPath(place.after)) return change("update", place.after);
    if (!found.has(formatPath(place.before))) change("delete", place.before);
    return change("add", place.after);
  });
  return found;
}

/** Where a value stood, and where it stands. */
interface Place {
  readonly before: Path;
  readonly after: Path;
  readonly replaces: boolean;
}

type Found = (place: Place, kind: PropertyChange["kind"]) => void;

function collect(schema: z.core.$ZodType, olds: unknown, news: unknown, place: Place, found: Found): void {
  if (differences(schema, olds, news).length === 0) return;
  const here = { ...place, replaces: place.replaces || factsOf(schema).replaces !== undefined };
  if (olds === undefined) return found(here, "add");
  if (news === undefined) return found(here, "delete");
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray && Array.isArray(olds) && Array.isArray(news)) {
    const { keyedBy, unordered } = factsOf(schema);
    if (keyedBy !== undefined) return collectKeyed(inner.element, keyedBy, olds, news, here, found);
    if (unordered === true || olds.length !== news.length) return found(here, "update");
    return news.forEach((item, index) =>
      collect(inner.element, olds[index], item, below(here, index, index), found),
    );
  }
  const fields = isPlainObject(olds) && isPlainObject(news) ? fieldsWithin(inner, olds, news) : undefined;
  if (fields === undefined || !isPlainObject(olds) || !isPlainObject(news)) return found(here, "update");
  for (const [field, known] of fields)
    collect(known, olds[field], news[field], below(here, field, field), found);
}

function collectKeyed(
  element: z.core.$ZodType,
  keys: readonly string[],
  olds: readonly unknown[],
  news: readonly unknown[],
  place: Place,
  found: Found,
): void {
  const before = indexByKey(keys, olds);
  const after = indexByKey(keys, news);
  for (const [key, index] of after) {
    const old = before.get(key);
    const at = below(place, old ?? index, index);
    collect(element, old === undefined ? undefined : olds[old], news[index], at, found);
  }
  for (const [key, index] of before) {
    if (!after.has(key)) collect(element, olds[index], undefined, below(place, index, index), found);
  }
}

/** Keys of a list's items, each with its index. */
const indexByKey = (keys: readonly string[], items: readonly unknown[]): Map<string, number> =>
  new Map([...byKey(keys, items)].map(([key, item]) => [key, items.indexOf(item)]));

const below = (place: Place, before: string | number, after: string | number): Place => ({
  ...place,
  before: [...place.before, before],
  after: [...place.after, after],
});

/** Fields to look into; none where the values are of different options of a union. */
function fieldsWithin(
  schema: z.core.$ZodType,
  olds: Fields,
  news: Fields,
): readonly (readonly [string, z.core.$ZodType])[] | undefined {
  if (schema instanceof z.ZodObject) return Object.entries(schema.shape as z.ZodRawShape);
  if (schema instanceof z.ZodRecord) {
    const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
    return names.map((name) => [name, schema.valueType as z.core.$ZodType]);
  }
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return undefined;
  const option = optionOf(schema, news);
  if (option !== undefined && option === optionOf(schema, olds)) return Object.entries(option.shape);
  // Where the options stand at the top, the engine shows their fields one by one.
  const all = objectOptions(schema).flatMap(({ shape }) => Object.entries(shape));
  return option === undefined ? undefined : [...new Map(all)];
}
