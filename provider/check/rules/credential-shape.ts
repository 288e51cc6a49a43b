import * as z from "zod";
import { SECRET_REFERENCE, factsOf } from "../../schema/field-facts";
import { holdsCredentials } from "../../schema/holds-credentials";
import type { Path, Problem } from "../../schema/problem";
import { partsBelow, unwrap, type Part } from "../../schema/schema-walk";

/**
 * Texts that stand where credentials have an object, which may be keys and are never shown, and references of the older
 * generation, which the API would take for the key itself.
 */
export function credentialShapeProblems(part: Part): Problem[] {
  const { schema, value, path } = part;
  const inner = unwrap(schema);
  const isReference = typeof value === "string" && SECRET_REFERENCE.test(value);
  if (typeof value === "string" && factsOf(schema).plaintextOf !== undefined) {
    return isReference ? [olderReference(path)] : [];
  }
  if (!holdsCredentials(inner)) return [];
  const isPlain = ["string", "number", "boolean", "bigint"].includes(typeof value);
  if (!isPlain || inner instanceof z.ZodArray) return partsBelow(part).flatMap(credentialShapeProblems);
  if (isReference) return [olderReference(path)];
  const { exactlyOneOf = [] } = factsOf(inner);
  return [
    {
      path,
      found: "a plain value that is not shown",
      allowed: "an object",
      fix: exactlyOneOf.includes("plaintext")
        ? 'write ucSecretRef("<catalog>.<schema>.<secret>"), or { plaintext: … } with a secret of the stack'
        : undefined,
    },
  ];
}

const olderReference = (path: Path): Problem => ({
  path,
  found: "a reference to a secret scope",
  allowed: "a Unity Catalog secret, or the key itself",
  fix:
    "secret scopes are for serving endpoints only; put the value into a Unity Catalog secret and write " +
    'ucSecretRef("<catalog>.<schema>.<secret>")',
});
