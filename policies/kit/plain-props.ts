import { UNKNOWN } from "../../provider/resources/kit/unknown";
import { fieldsOf, type Fields } from "../../provider/resources/kit/plain-object";

/**
 * A resource's properties as plain data, with `UNKNOWN` for each value that a preview does not know yet.
 *
 * The policy SDK hands out proxies that throw when an unknown value is read, and then skips the rest of the rule: one
 * unknown tag would hide a plaintext key. Keys can be listed without reading, so each value is tried by itself.
 */
export function plainProps(props: unknown): Fields {
  return fieldsOf(plain(() => props));
}

function plain(read: () => unknown): unknown {
  let value: unknown;
  try {
    value = read();
  } catch (error) {
    if (error instanceof Error && "unknownTypeSentinel" in error) return UNKNOWN;
    throw error;
  }
  if (value === null || typeof value !== "object") return value;
  const holder = value as Record<string | number, unknown>;
  if (Array.isArray(value))
    return Array.from({ length: value.length }, (_, index) => plain(() => holder[index]));
  return Object.fromEntries(Object.keys(holder).map((key) => [key, plain(() => holder[key])]));
}
