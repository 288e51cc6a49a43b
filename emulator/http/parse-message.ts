import type * as z from "zod";
import { invalidParameter, malformedRequest } from "./api-error";
import { parseJson } from "./parse-json";

/**
 * Parses a JSON body as the REST front end does: null stands for absent, fields it does not know are dropped (or refused,
 * by switch), a wrong type is malformed, and an unknown enum value is an invalid parameter.
 *
 * @throws ApiError 400 for the first problem, as the real API reports one at a time.
 */
export function parseMessage<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  unknownFields: "ignore" | "refuse",
): z.output<Schema> {
  const body = parseObject(text);
  const parsed = schema.safeParse(withoutNulls(body));
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    const path = issue.path.join(".");
    if (issue.code === "invalid_value") {
      const found = JSON.stringify(issue.path.reduce<unknown>((value, key) => (value as never)?.[key], body));
      throw invalidParameter(
        `${path} has an invalid value ${found}. Supported values: ${issue.values.join(", ")}.`,
      );
    }
    throw malformedRequest(`Could not parse request object: ${path}: ${issue.message}`);
  }
  if (unknownFields === "refuse") {
    const unknown = firstUnknown(withoutNulls(body), parsed.data, "");
    if (unknown !== undefined)
      throw malformedRequest(`Could not parse request object: unknown field ${unknown}`);
  }
  return parsed.data;
}

export function parseObject(text: string): Record<string, unknown> {
  // An empty body is an empty message: that is how telemetry-config is told to remove its configuration.
  if (text.trim() === "") return {};
  let body: unknown;
  try {
    body = parseJson(text);
  } catch {
    throw malformedRequest("Invalid JSON given in the body of the request - failed to parse given JSON");
  }
  if (body === null || typeof body !== "object" || Array.isArray(body)) {
    throw malformedRequest("Invalid JSON given in the body of the request - expected a map");
  }
  return body as Record<string, unknown>;
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]) => (child === null ? [] : [[key, withoutNulls(child)]])),
  );
}

function firstUnknown(given: unknown, known: unknown, path: string): string | undefined {
  if (given === null || typeof given !== "object") return undefined;
  for (const [key, child] of Object.entries(given)) {
    const here = path === "" ? key : `${path}.${key}`;
    const twin = (known as Record<string, unknown>)[key];
    if (twin === undefined) return here;
    const below = firstUnknown(child, twin, here);
    if (below !== undefined) return below;
  }
  return undefined;
}
