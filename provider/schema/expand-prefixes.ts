import * as z from "zod";
import { nearest } from "../text/nearest";
import { factsOf } from "./field-facts";
import { keyShaped } from "./key-shaped";
import type { Path, Problem } from "./problem";
import { objectOptions, optionOf, unwrap } from "./schema-walk";

/**
 * A value with every text as the API begins it (`OPENAI` is `EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI`, `main.ai` is
 * `schemas/main.ai`), and what is wrong where a field knows only some values and has another.
 */
export function expandPrefixes<T>(root: z.core.$ZodType, value: T): { value: T; problems: Problem[] } {
  const problems: Problem[] = [];

  function walk(schema: z.core.$ZodType, at: unknown, path: Path): unknown {
    const inner = unwrap(schema);
    const { prefix } = factsOf(schema).prefix === undefined ? factsOf(inner) : factsOf(schema);
    if (prefix !== undefined && typeof at === "string") return expand(inner, prefix, at, path);
    if (inner instanceof z.ZodArray && Array.isArray(at)) {
      return at.map((item, index) => walk(inner.element, item, [...path, index]));
    }
    if (at === null || typeof at !== "object" || Array.isArray(at)) return at;
    if (inner instanceof z.ZodDiscriminatedUnion)
      return walkUnion(inner, at as Record<string, unknown>, path);
    if (!(inner instanceof z.ZodObject)) return at;
    return walkFields(inner.shape as z.ZodRawShape, at as Record<string, unknown>, path);
  }

  function walkFields(
    shape: z.ZodRawShape,
    at: Record<string, unknown>,
    path: Path,
  ): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(at).map(([field, item]) => [
        field,
        Object.hasOwn(shape, field) ? walk(shape[field] as z.ZodType, item, [...path, field]) : item,
      ]),
    );
  }

  function walkUnion(union: z.ZodDiscriminatedUnion, at: Record<string, unknown>, path: Path): unknown {
    const field = union.def.discriminator;
    const literals = objectOptions(union).map((option) => option.shape[field] as z.ZodLiteral<string>);
    const prefix = literals[0] === undefined ? undefined : factsOf(literals[0]).prefix;
    const chosen = at[field];
    if (prefix === undefined || typeof chosen !== "string") return at;
    const known = literals.map((literal) => literal.value);
    const full = oneOf(known, prefix, chosen, [...path, field]);
    const expanded = { ...at, [field]: full };
    const option = optionOf(union, expanded);
    return option === undefined ? expanded : walkFields(option.shape, expanded, path);
  }

  function expand(schema: z.core.$ZodType, prefix: string, text: string, path: Path): string {
    if (schema instanceof z.ZodEnum) return oneOf(schema.options.map(String), prefix, text, path);
    return text.startsWith(prefix) ? text : `${prefix}${text}`;
  }

  function oneOf(known: readonly string[], prefix: string, text: string, path: Path): string {
    if (known.includes(text)) return text;
    if (known.includes(`${prefix}${text}`)) return `${prefix}${text}`;
    const short = known.map((value) => value.slice(prefix.length));
    const secret = keyShaped(text);
    const near = secret === undefined ? nearest(text.toUpperCase().replace(prefix, ""), short) : undefined;
    problems.push({
      path,
      found: secret === undefined ? JSON.stringify(shortened(text)) : `what looks like ${secret} (not shown)`,
      allowed: short.map((value) => JSON.stringify(value)).join(", "),
      fix: near === undefined ? undefined : `did you mean ${JSON.stringify(near)}?`,
    });
    return text;
  }

  return { value: walk(root, value, []) as T, problems };
}

const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}…` : text);
