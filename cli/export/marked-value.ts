import type { Fields } from "../../provider/schema/plain-object";

/** Stands for a value that is not printed: the program takes it from the stack's secret config. */
export class FromConfig {
  /**
   * @param key name in the stack's config
   * @param why what a comment says of it
   * @param shown the value, where the API shows it; for comparing, never for printing
   */
  constructor(
    readonly key: string,
    readonly why: string,
    readonly shown?: string,
  ) {}
}

/** Stands in place of a field that is not written, and says why. */
export class Remark {
  constructor(readonly text: string) {}
}

/** Inputs as check() gets them from the program: without remarks, and with a value for what comes from config. */
export function withoutMarks(value: unknown): unknown {
  if (value instanceof FromConfig) return value.shown ?? `config ${value.key}`;
  if (Array.isArray(value)) return value.map(withoutMarks);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value as Fields)
      .filter(([, item]) => !(item instanceof Remark))
      .map(([field, item]) => [field, withoutMarks(item)]),
  );
}

/** All keys of the stack's config that inputs need, in order. */
export function configKeys(value: unknown): string[] {
  if (value instanceof FromConfig) return [value.key];
  if (value === null || typeof value !== "object" || value instanceof Remark) return [];
  return Object.values(value).flatMap(configKeys);
}

/** Inputs without remarks, which speak of what the API hides; what another tool declares is whole. */
export function withoutRemarks(value: unknown): unknown {
  if (value instanceof FromConfig || value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(withoutRemarks);
  return Object.fromEntries(
    Object.entries(value as Fields)
      .filter(([, item]) => !(item instanceof Remark))
      .map(([field, item]) => [field, withoutRemarks(item)]),
  );
}
