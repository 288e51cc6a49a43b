import * as z from "zod";
import { providerConfigs } from "../catalog/provider-config";
import { providerNames, type ProviderName } from "../catalog/provider-name";
import { factsOf } from "../schema/field-facts";
import { optionOf, unwrap } from "../schema/schema-walk";
import { externalModelFields } from "./external-model-fields";

/** A credential field and its plaintext twin, as paths within the provider's config. */
export interface CredentialField {
  /** Takes a reference, `{{secrets/scope/key}}`. */
  readonly reference: string;
  /** Takes the credential itself, which then lies in the program, in state and in the request. */
  readonly plaintext: string;
}

/** The credentials that each provider's settings may hold, as the facts on the schemas say. */
export const credentialFields = Object.fromEntries(
  providerNames.map((provider) => [provider, credentialsIn(settingsOf(provider), "")]),
) as unknown as Readonly<Record<ProviderName, readonly CredentialField[]>>;

/** The schema of a provider's settings, which its external models have under the key that the catalogue says. */
function settingsOf(provider: ProviderName): z.core.$ZodType {
  const { configKey } = providerConfigs[provider];
  const settings = optionOf(externalModelFields, { provider })?.shape[configKey];
  if (settings === undefined) throw new Error(`External models of ${provider} have no ${configKey}.`);
  return settings;
}

function credentialsIn(schema: z.core.$ZodType, above: string): CredentialField[] {
  const object = unwrap(schema);
  if (!(object instanceof z.ZodObject)) return [];
  return Object.entries(object.shape as z.ZodRawShape).flatMap(([field, inner]) => {
    const { plaintextOf } = factsOf(inner);
    return plaintextOf === undefined
      ? credentialsIn(inner, `${above}${field}.`)
      : [{ reference: `${above}${plaintextOf}`, plaintext: `${above}${field}` }];
  });
}
