import * as z from "zod";
import { factsOf } from "./field-facts";
import { objectOptions, unwrap } from "./schema-walk";

/** Whether a credential in plaintext may stand somewhere in a value of the schema. */
export function holdsCredentials(schema: z.core.$ZodType): boolean {
  if (factsOf(schema).plaintextOf !== undefined) return true;
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray) return holdsCredentials(inner.element);
  const objects =
    inner instanceof z.ZodObject
      ? [inner]
      : inner instanceof z.ZodDiscriminatedUnion
        ? objectOptions(inner)
        : [];
  return objects.some(({ shape }) => Object.values(shape as z.ZodRawShape).some(holdsCredentials));
}
