import type { Code, Member } from "./print-code";
import { printText } from "./print-code";
import { FromConfig } from "./marked-value";

/** Stands for a value that a program computes: a variable, or a call. */
export class Expression {
  /**
   * @param code what the program says
   * @param why what a comment says of it
   */
  constructor(
    readonly code: Code,
    readonly why?: string,
  ) {}
}

/** The expression that gives a value, with computed parts as they are. */
export function expressionOf(value: unknown): Code {
  if (value instanceof Expression) return value.code;
  if (value instanceof FromConfig) {
    return { kind: "call", callee: "config.requireSecret", args: [printText(value.key)] };
  }
  if (Array.isArray(value)) return { kind: "list", items: value.map(expressionOf) };
  if (typeof value === "string") return printText(value);
  if (value === null || typeof value !== "object") return String(value);
  return {
    kind: "fields",
    members: Object.entries(value).flatMap(([name, item]) =>
      item === undefined ? [] : [memberOf(name, item)],
    ),
  };
}

function memberOf(name: string, item: unknown): Member {
  const field = { name, value: expressionOf(item) };
  const comment = item instanceof FromConfig || item instanceof Expression ? item.why : undefined;
  return comment === undefined ? { field } : { comment, field };
}
