import * as z from "zod";
import { factsOf } from "../../provider/schema/field-facts";
import { unwrap } from "../../provider/schema/schema-walk";
import { PROVIDER_CONFIGS } from "../../provider/resources/provider-configs";

/** The fields that hold a credential in plaintext, each with its twin that takes a reference; from the schemas' facts. */
export const plaintextFields: ReadonlyMap<string, string> = new Map();

/** The fields that take a reference to a secret; from the schemas' facts. */
export const referenceFields: ReadonlySet<string> = new Set();

// A key of the newer generation, `apiKey: { plaintext }`.
(plaintextFields as Map<string, string>).set("plaintext", "secretReference");

for (const { schema } of Object.values(PROVIDER_CONFIGS)) collect(schema);

function collect(schema: z.core.$ZodType): void {
  const object = unwrap(schema);
  if (!(object instanceof z.ZodObject)) return;
  for (const [field, inner] of Object.entries(object.shape as z.ZodRawShape)) {
    const { plaintextOf, secretReference } = factsOf(inner);
    if (plaintextOf !== undefined) (plaintextFields as Map<string, string>).set(field, plaintextOf);
    if (secretReference) (referenceFields as Set<string>).add(field);
    collect(inner);
  }
}
