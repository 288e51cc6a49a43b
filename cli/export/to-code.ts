import { SECRET_REFERENCE } from "../../provider/schema/field-facts";
import { FromConfig, Remark } from "./marked-value";
import { printText, type Code, type Member } from "./print-code";

/** The expression that gives a value: references as `secretRef(…)`, what is not printed as `config.requireSecret(…)`. */
export function toCode(value: unknown): Code {
  if (value instanceof FromConfig) {
    return { kind: "call", callee: "config.requireSecret", args: [printText(value.key)] };
  }
  if (Array.isArray(value)) return { kind: "list", items: value.map(toCode) };
  if (typeof value === "string") {
    const [, scope, key] = SECRET_REFERENCE.exec(value) ?? [];
    if (scope === undefined || key === undefined) return printText(value);
    return { kind: "call", callee: "secretRef", args: [printText(scope), printText(key)] };
  }
  if (value === null || typeof value !== "object") return String(value);
  return { kind: "fields", members: Object.entries(value).map(([name, item]) => memberOf(name, item)) };
}

function memberOf(name: string, value: unknown): Member {
  if (value instanceof Remark) return { comment: `${name}: ${value.text}` };
  const field = { name, value: toCode(value) };
  return value instanceof FromConfig ? { comment: value.why, field } : { field };
}
