import { isObject } from "../field-readers";

/** Gemini's schemas are JSON Schemas with types in capitals and `nullable` beside them; these are the plain ones. */
export function jsonSchemaOf(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(jsonSchemaOf);
  if (!isObject(schema)) return schema;
  const { nullable, propertyOrdering: _order, ...rest } = schema;
  const plain = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [
      key,
      key === "type" && typeof value === "string" ? value.toLowerCase() : jsonSchemaOf(value),
    ]),
  );
  return nullable === true && typeof plain.type === "string"
    ? { ...plain, type: [plain.type, "null"] }
    : plain;
}
