import type * as z from "zod";
import { factsOf } from "./field-facts";
import { somewhereIn } from "./schema-walk";

/** Whether a credential in plaintext may stand somewhere in a value of the schema. */
export const holdsCredentials = (schema: z.core.$ZodType): boolean =>
  somewhereIn(schema, (part) => factsOf(part).plaintextOf !== undefined);
