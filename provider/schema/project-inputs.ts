import * as z from "zod";
import { factsOf, type FieldFacts } from "./field-facts";
import { fieldsOf, isPlainObject, type Fields } from "./plain-object";
import { optionOf, unwrap } from "./schema-walk";
import { byKey, differences } from "./differences";

/**
 * What the server shows, in the form in which the user wrote it, so that the two compare as equal where they mean the
 * same: the user's order of lists, what the API hides as it was last sent, and nothing that the server filled in by
 * itself. What remains different is drift.
 *
 * @param schema of both
 * @param observed what the server shows now
 * @param last what was last sent; undefined where nothing was (then all that is observed is kept)
 */
export function projectInputs(schema: z.core.$ZodType, observed: unknown, last: unknown): unknown {
  if (last === undefined) return observed;
  const inner = unwrap(schema);
  const facts = factsOf(schema);
  if (facts.notReadBack !== undefined) return last;
  if (inner instanceof z.ZodArray && Array.isArray(observed) && Array.isArray(last)) {
    if (facts.keyedBy !== undefined) return projectKeyed(inner.element, facts.keyedBy, observed, last);
    return facts.unordered === true
      ? inOrderOf(inner.element, observed, last)
      : projectItems(inner.element, observed, last);
  }
  const shape = shapeOf(inner, observed, last);
  if (shape === undefined) return isEmpty(observed) && isEmpty(last) ? last : observed;
  // What is gone altogether hides nothing any more.
  return projectFields(shape, fieldsOf(observed), fieldsOf(last), observed === undefined);
}

function shapeOf(inner: z.core.$ZodType, observed: unknown, last: unknown): z.ZodRawShape | undefined {
  if (!isPlainObject(last) || (observed !== undefined && !isPlainObject(observed))) return undefined;
  if (inner instanceof z.ZodObject) return inner.shape as z.ZodRawShape;
  if (!(inner instanceof z.ZodDiscriminatedUnion)) return undefined;
  const option = optionOf(inner, observed);
  return option !== undefined && option === optionOf(inner, last) ? option.shape : undefined;
}

function projectFields(
  shape: z.ZodRawShape,
  observed: Fields,
  last: Fields,
  gone: boolean,
): Fields | undefined {
  const projected: Fields = {};
  for (const [field, schema] of Object.entries(shape)) {
    const facts = factsOf(schema);
    const { notReadBack, local } = facts;
    const before = last[field];
    const now = observed[field];
    if (gone && notReadBack !== undefined) continue;
    const hidden = notReadBack !== undefined || local !== undefined;
    if (before === undefined && (hidden || isServerDefault(facts, now) || isEmpty(now))) continue;
    const value = hidden ? before : projectInputs(schema as z.core.$ZodType, now, before);
    if (value !== undefined) projected[field] = value;
  }
  return projected;
}

const isServerDefault = ({ serverDefault, serverDefaultValue }: FieldFacts, now: unknown): boolean =>
  serverDefault !== undefined && (serverDefaultValue === undefined || serverDefaultValue === now);

/** Servers answer `""`, `0`, `false`, `[]` and `{}` for what is unset; that is no drift. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "" || value === false || value === 0) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.values(value).every(isEmpty);
}

function projectKeyed(
  element: z.core.$ZodType,
  keys: readonly string[],
  observed: unknown[],
  last: unknown[],
): unknown[] {
  const now = byKey(keys, observed);
  const before = byKey(keys, last);
  const kept = [...before.entries()].flatMap(([key, item]) =>
    now.has(key) ? [projectInputs(element, now.get(key), item)] : [],
  );
  const added = [...now.entries()].flatMap(([key, item]) => (before.has(key) ? [] : [item]));
  return [...kept, ...added];
}

const projectItems = (element: z.core.$ZodType, observed: unknown[], last: unknown[]): unknown[] =>
  observed.map((item, index) => projectInputs(element, item, last[index]));

/** Items of a list without keys or order, each matched with the item it projects onto unchanged. */
function inOrderOf(element: z.core.$ZodType, observed: unknown[], last: unknown[]): unknown[] {
  const rest = [...observed];
  const matched = last.flatMap((item) => {
    const index = rest.findIndex(
      (candidate) => differences(element, projectInputs(element, candidate, item), item).length === 0,
    );
    if (index < 0) return [];
    rest.splice(index, 1);
    return [item];
  });
  return [...matched, ...rest];
}
