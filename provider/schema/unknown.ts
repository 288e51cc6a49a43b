/** Stands for a value that is not known before another resource has been created. */
export const UNKNOWN = Symbol.for("pulumi-databricks-serving.unknown");

/** Whether a value is not known yet. */
export const isUnknown = (value: unknown): value is typeof UNKNOWN => value === UNKNOWN;

/** Whether a value, or anything in it, is not known yet. */
export function hasUnknown(value: unknown): boolean {
  if (isUnknown(value)) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  if (value !== null && typeof value === "object") return Object.values(value).some(hasUnknown);
  return false;
}
