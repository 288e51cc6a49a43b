import { isObject } from "../field-readers";

/** What a client's own names stand in: schemas, arguments, results. */
const CLIENTS_OWN = [
  "args",
  "response",
  "parameters",
  "parametersJsonSchema",
  "responseSchema",
  "responseJsonSchema",
];

/** A request with all its fields in camel case: Gemini's API, being protobuf's JSON, takes snake case as well. */
export function geminiNames<T>(value: T): T;
export function geminiNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => geminiNames(one));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, held]) => {
      const name = key.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
      return [name, CLIENTS_OWN.includes(name) ? held : geminiNames(held)];
    }),
  );
}
