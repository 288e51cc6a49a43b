import * as z from "zod";
import { SECRET_REFERENCE, factsOf } from "../../schema/field-facts";
import { holdsCredentials } from "../../schema/holds-credentials";
import type { Path, Problem } from "../../schema/problem";
import { objectOptions, optionOf, unwrap } from "../../schema/schema-walk";

/**
 * Texts that stand where credentials have an object, which may be keys and are never shown, and references of the older
 * generation, which the API would take for the key itself.
 */
export function credentialShapeProblems(root: z.core.$ZodType, value: unknown, at: Path = []): Problem[] {
  const schema = unwrap(root);
  if (typeof value === "string" && factsOf(root).plaintextOf !== undefined) {
    return SECRET_REFERENCE.test(value) ? [olderReference(at)] : [];
  }
  if (!holdsCredentials(schema)) return [];
  if (schema instanceof z.ZodArray) {
    return Array.isArray(value)
      ? value.flatMap((item, index) => credentialShapeProblems(schema.element, item, [...at, index]))
      : [];
  }
  if (["string", "number", "boolean", "bigint"].includes(typeof value)) {
    if (typeof value === "string" && SECRET_REFERENCE.test(value)) return [olderReference(at)];
    const { exactlyOneOf = [] } = factsOf(schema);
    return [
      {
        path: at,
        found: "a plain value that is not shown",
        allowed: "an object",
        fix: exactlyOneOf.includes("plaintext")
          ? 'write ucSecretRef("<catalog>.<schema>.<secret>"), or { plaintext: … } with a secret of the stack'
          : undefined,
      },
    ];
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [];
  const object =
    schema instanceof z.ZodDiscriminatedUnion
      ? (optionOf(schema, value) ?? objectOptions(schema)[0])
      : schema;
  if (!(object instanceof z.ZodObject)) return [];
  const shape = object.shape as z.ZodRawShape;
  return Object.entries(value).flatMap(([field, item]) =>
    Object.hasOwn(shape, field)
      ? credentialShapeProblems(shape[field] as z.ZodType, item, [...at, field])
      : [],
  );
}

const olderReference = (path: Path): Problem => ({
  path,
  found: "a reference to a secret scope",
  allowed: "a Unity Catalog secret, or the key itself",
  fix:
    "secret scopes are for serving endpoints only; put the value into a Unity Catalog secret and write " +
    'ucSecretRef("<catalog>.<schema>.<secret>")',
});
