import { isVariablePath, putBackSecrets } from "../../provider/resources/secret-values";
import { fieldsOf, type Fields } from "../../provider/schema/plain-object";
import { UNKNOWN } from "../../provider/schema/unknown";

/**
 * What stands for values that a preview does not know yet, one for each type; constants of the engine's protocol.
 *
 * @see https://github.com/pulumi/pulumi/blob/v3.250.0/sdk/go/common/resource/plugin/rpc.go
 */
const sentinels = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Bridged resources carry in it, in each object, the names of what their provider has filled in. */
const DEFAULTS = "__defaults";

/** By this property the policy SDK's proxies hand out what they stand before. */
const TARGET = "__getSpecialProxyTarget";

/**
 * A resource's properties as plain data, with `UNKNOWN` for each value that a preview does not know yet.
 *
 * The policy SDK hands out proxies that throw when an unknown value is read, and then skips the rest of the rule: one
 * unknown tag would hide a plaintext key. Reading what is behind the proxies also takes a third of the time, which
 * counts: each rule reads each resource anew.
 */
export function plainProps(props: unknown): Fields {
  const behind = fieldsOf(props)[TARGET];
  return withVariables(fieldsOf(behind === undefined ? readable(() => props) : known(behind)));
}

/**
 * The properties as one text, by which the same resource is known again: each rule gets a copy of its own. Undefined where
 * the policy SDK's proxies are others than they were.
 */
export function textOfProps(props: unknown): string | undefined {
  const behind = fieldsOf(props)[TARGET];
  return behind === undefined ? undefined : JSON.stringify(behind);
}

/** The SDK takes variables out with the credentials, since any of them may be one; a rule tells which are, by their names. */
function withVariables(fields: Fields): Fields {
  const values = Object.entries(fieldsOf(fields["secretValues"]));
  const variables = values.filter(([path]) => isVariablePath(path));
  if (variables.length === 0) return fields;
  const rest = values.filter(([path]) => !isVariablePath(path));
  const whole = putBackSecrets(fields, Object.fromEntries(variables));
  return { ...whole, secretValues: Object.fromEntries(rest) };
}

function known(value: unknown): unknown {
  if (typeof value === "string") return sentinels.has(value) ? UNKNOWN : value;
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return Array.from(value, known);
  const fields: Fields = {};
  for (const key of Object.keys(value)) {
    if (key !== DEFAULTS) fields[key] = known((value as Fields)[key]);
  }
  return fields;
}

/** The same by the proxies themselves, should a later policy SDK hand out others: each value is tried by itself. */
function readable(read: () => unknown): unknown {
  let value: unknown;
  try {
    value = read();
  } catch (error) {
    if (error instanceof Error && "unknownTypeSentinel" in error) return UNKNOWN;
    throw error;
  }
  if (value === null || typeof value !== "object") return known(value);
  const holder = value as Record<string | number, unknown>;
  if (Array.isArray(value)) {
    return Array.from({ length: value.length }, (_, index) => readable(() => holder[index]));
  }
  return Object.fromEntries(Object.keys(holder).map((key) => [key, readable(() => holder[key])]));
}
