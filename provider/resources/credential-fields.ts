import * as z from "zod";
import { providerNames, type ProviderName } from "../catalog/provider-name";
import { factsOf } from "../schema/field-facts";
import { unwrap } from "../schema/schema-walk";
import { PROVIDER_CONFIGS } from "./provider-configs";

/** A credential field and its plaintext twin, as paths within the provider's config. */
export interface CredentialField {
  /** Takes a reference, `{{secrets/scope/key}}`. */
  readonly reference: string;
  /** Takes the credential itself, which then lies in the program, in state and in the request. */
  readonly plaintext: string;
}

/** The credentials that each provider's settings may hold, as the facts on the schemas say. */
export const credentialFields = Object.fromEntries(
  providerNames.map((provider) => [provider, fieldsOf(PROVIDER_CONFIGS[provider].schema, "")]),
) as unknown as Readonly<Record<ProviderName, readonly CredentialField[]>>;

function fieldsOf(schema: z.core.$ZodType, above: string): CredentialField[] {
  const object = unwrap(schema);
  if (!(object instanceof z.ZodObject)) return [];
  return Object.entries(object.shape as z.ZodRawShape).flatMap(([field, inner]) => {
    const { plaintextOf } = factsOf(inner);
    return plaintextOf === undefined
      ? fieldsOf(inner, `${above}${field}.`)
      : [{ reference: `${above}${plaintextOf}`, plaintext: `${above}${field}` }];
  });
}
