import { UNKNOWN } from "../../schema/unknown";
import type { Fields } from "../../schema/plain-object";
import { UNKNOWN_TEXT } from "../unknown-text";

/** Properties as the engine sends them, with unknown values as such. */
export function fromEngine(properties: unknown): Fields {
  return replaceAll(properties, (value) => (value === UNKNOWN_TEXT ? UNKNOWN : value)) as Fields;
}

/** Properties as the engine takes them: without `undefined`, which it refuses after the fact. */
export function toEngine(properties: Fields): Fields {
  return replaceAll(properties, (value) => (value === UNKNOWN ? UNKNOWN_TEXT : value)) as Fields;
}

function replaceAll(value: unknown, replace: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => replaceAll(item, replace));
  if (value === null || typeof value !== "object") return replace(value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([field, item]) => [field, replaceAll(item, replace)]),
  );
}
