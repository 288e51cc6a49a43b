/** An object of unknown fields, as inputs are before they have been checked. */
export type Fields = Record<string, unknown>;

/** Whether a value is an object with fields: no list, no `null`. */
export const isPlainObject = (value: unknown): value is Fields =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** A field of an object's own: `constructor` and `__proto__` are names like any other, and stand on every object. */
export const ownField = <T>(fields: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

/** The value as an object, or an empty one where it is none: for reading what may be malformed or missing. */
export function fieldsOf(value: unknown): Fields {
  return isPlainObject(value) ? value : {};
}

/** The value as a list, or an empty one where it is none, such as where it is not known yet. */
export function listOf<T>(value: readonly T[] | undefined): readonly T[];
export function listOf(value: unknown): unknown[];
export function listOf(value: unknown): unknown {
  return Array.isArray(value) ? value : [];
}

/** A copy without what is undefined or null, at any depth; the engine refuses the one and the API misreads the other. */
export function withoutUnset<T>(value: T): T {
  if (Array.isArray(value)) return value.filter((item) => item !== undefined).map(withoutUnset) as T;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined && item !== null)
      .map(([field, item]) => [field, withoutUnset(item)]),
  ) as T;
}
