import { Validator, type Schema } from "@cfworker/json-schema";
import { invalidParameter } from "../http/api-error";

/** Another seed may find a value where the first one did not: generators guess at patterns, formats and `not`. */
const SEEDS = 12;

/** Deeper schemas than any provider takes (OpenAI: ten levels); a bound on the work that a request can ask for. */
const MAX_DEPTH = 60;

/**
 * A value that validates against a JSON Schema, the same for the same schema: texts without a form of their own are the
 * name of their property.
 *
 * @param what names the schema in messages.
 * @throws ApiError 400 for a schema that nothing satisfies, or that is none.
 */
export async function fillSchema(schema: Record<string, unknown>, what: string): Promise<unknown> {
  if (depthOf(schema) > MAX_DEPTH)
    throw invalidParameter(`Invalid schema for ${what}: nested deeper than ${MAX_DEPTH}.`);
  // An ES module alone, which CommonJS loads at its first use.
  const { generateSync } = await import("json-schema-faker");
  const bounded = withUpperBounds(schema) as Record<string, unknown>;
  let reason = "no value satisfies it";
  try {
    const validator = new Validator(schema as Schema, "2020-12");
    for (let seed = 1; seed <= SEEDS; seed++) {
      // Named texts can break a length or a pattern somewhere else in the schema, so every other try goes without.
      const outputTransform = seed % 2 === 1 ? { outputTransform: nameText } : {};
      const value = generateSync(bounded, {
        seed,
        alwaysFakeOptionals: true,
        maxDepth: 6,
        ...outputTransform,
      });
      if (value !== undefined && validator.validate(value).valid) return value;
    }
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
  }
  throw invalidParameter(`Invalid schema for ${what}: ${reason}.`);
}

const FORMS = ["enum", "const", "pattern", "format", "minLength", "maxLength", "examples", "default"];

/** `Paris` cannot be guessed, but `city` in a property `city` says where a text came from. */
function nameText(value: unknown, schema: unknown, path: string): unknown {
  if (typeof value !== "string" || schema === null || typeof schema !== "object") return value;
  if (FORMS.some((form) => Object.hasOwn(schema, form))) return value;
  return (
    path
      .split("/")
      .findLast((part) => part !== "" && !/^\d+$/.test(part))
      ?.replaceAll("~1", "/")
      .replaceAll("~0", "~") ?? value
  );
}

/** The generator's own upper bound is 1000, whatever the lower one says. */
function withUpperBounds(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withUpperBounds);
  if (schema === null || typeof schema !== "object") return schema;
  const copy = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, withUpperBounds(value)]),
  );
  const least = copy.minimum ?? copy.exclusiveMinimum;
  if (typeof least === "number" && copy.maximum === undefined && copy.exclusiveMaximum === undefined) {
    const step = typeof copy.multipleOf === "number" ? copy.multipleOf : 1;
    copy.maximum = least + 100 * step;
  }
  return copy;
}

function depthOf(value: unknown): number {
  let depth = 0;
  for (let level: unknown[] = [value]; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return depth;
    level = level.flatMap((one) =>
      one !== null && typeof one === "object"
        ? Object.values(one).filter((child) => typeof child === "object")
        : [],
    );
  }
  return depth;
}
