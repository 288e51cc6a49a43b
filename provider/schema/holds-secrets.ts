import type * as z from "zod";
import { factsOf } from "./field-facts";
import { somewhereIn } from "./schema-walk";

const known = new WeakMap<z.core.$ZodType, boolean>();

/** Whether a credential, or a reference to one, may stand in a value of the schema: such a text is never shown. */
export function holdsSecrets(schema: z.core.$ZodType): boolean {
  const before = known.get(schema);
  if (before !== undefined) return before;
  const answer = somewhereIn(schema, (part) => {
    const { plaintextOf, secretReference, concealed } = factsOf(part);
    return plaintextOf !== undefined || secretReference === true || concealed !== undefined;
  });
  known.set(schema, answer);
  return answer;
}
