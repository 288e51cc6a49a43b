import { invalidParameter } from "../http/api-error";

type Body = Record<string, unknown>;

/** What stands in a message for a value: enough to find it, and never a whole request. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

export const isObject = (value: unknown): value is Body =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** Reads a field of its own type; null stands for absent. */
function read<T>(
  body: Body,
  name: string,
  allowed: string,
  is: (value: unknown) => value is T,
): T | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || is(value)) return value as T | undefined;
  throw invalidParameter(`${name} must be ${allowed}; found ${shown(value)}.`);
}

/**
 * The fields of a request, each of the type and in the range that it must have.
 *
 * @throws ApiError 400 naming the field, what is allowed and what was found.
 */
export const field = {
  boolean: (body: Body, name: string): boolean | undefined =>
    read(body, name, "true or false", (value) => typeof value === "boolean"),

  string: (body: Body, name: string): string | undefined =>
    read(body, name, "a string", (value) => typeof value === "string"),

  object: (body: Body, name: string): Body | undefined => read(body, name, "an object", isObject),

  array: (body: Body, name: string): unknown[] | undefined =>
    read(body, name, "an array", (value) => Array.isArray(value)),

  number: (body: Body, name: string, min: number, max = Infinity): number | undefined =>
    read(body, name, `a number ${range(min, max)}`, (value) => inRange(value, min, max)),

  integer: (body: Body, name: string, min: number, max = Infinity): number | undefined =>
    read(
      body,
      name,
      `an integer ${range(min, max)}`,
      (value): value is number => inRange(value, min, max) && Number.isInteger(value),
    ),
};

const inRange = (value: unknown, min: number, max: number): value is number =>
  typeof value === "number" && value >= min && value <= max;

function range(min: number, max: number): string {
  if (max !== Infinity) return `between ${min} and ${max}`;
  return `at least ${min}`;
}
