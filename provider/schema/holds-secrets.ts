import * as z from "zod";
import { factsOf } from "./field-facts";
import { objectOptions, unwrap } from "./schema-walk";

const known = new WeakMap<z.core.$ZodType, boolean>();

/** Whether a credential, or a reference to one, may stand in a value of the schema: such a text is never shown. */
export function holdsSecrets(schema: z.core.$ZodType): boolean {
  const before = known.get(schema);
  if (before !== undefined) return before;
  const answer = lookInto(schema);
  known.set(schema, answer);
  return answer;
}

function lookInto(schema: z.core.$ZodType): boolean {
  const { plaintextOf, secretReference, concealed } = factsOf(schema);
  if (plaintextOf !== undefined || secretReference === true || concealed !== undefined) return true;
  const inner = unwrap(schema);
  if (inner !== schema) return holdsSecrets(inner);
  if (inner instanceof z.ZodArray) return holdsSecrets(inner.element);
  const objects =
    inner instanceof z.ZodObject
      ? [inner]
      : inner instanceof z.ZodDiscriminatedUnion
        ? objectOptions(inner)
        : [];
  return objects.some(({ shape }) => Object.values(shape as z.ZodRawShape).some(holdsSecrets));
}
