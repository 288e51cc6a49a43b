import type { Fields } from "../../provider/schema/plain-object";
import { FromConfig, Remark } from "./marked-value";

/**
 * Fields without what servers answer for what is unset: empty texts, lists and objects, and blocks in which nothing is on.
 * A `false` beside something else stays: somebody may have meant it.
 */
export function withoutEmpty(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields)
      .map(([field, value]) => [field, reduced(value)] as const)
      .filter(([, value]) => typeof value === "boolean" || !isEmpty(value)),
  );
}

function reduced(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reduced);
  return isObject(value) ? withoutEmpty(value) : value;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "" || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.values(value).every(isEmpty);
}

const isObject = (value: unknown): value is Fields =>
  value !== null &&
  typeof value === "object" &&
  !Array.isArray(value) &&
  !(value instanceof FromConfig) &&
  !(value instanceof Remark);
