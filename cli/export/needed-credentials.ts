import { providerConfigs } from "../../provider/catalog/provider-config";
import { isProviderName } from "../../provider/catalog/provider-name";
import { credentialFields, type CredentialField } from "../../provider/resources/credential-fields";
import { fieldsOf, type Fields } from "../../provider/schema/plain-object";

/** A credential that an external model has and the API does not show. */
export interface NeededCredential extends CredentialField {
  /** The property of the external model that holds its provider's settings. */
  readonly configKey: string;
}

/** Credentials that an external model must have been given in plaintext, as the API shows no reference for them. */
export function neededCredentials(model: Fields): NeededCredential[] {
  const { provider } = model;
  if (!isProviderName(provider)) return [];
  const { configKey, requirements } = providerConfigs[provider];
  const settings = model[configKey];
  const type = fieldsOf(settings)["openaiApiType"] ?? "openai";
  const ways =
    requirements.find(({ openaiApiType }) => openaiApiType === undefined || openaiApiType === type)
      ?.credentials ?? [];
  const isShown = (field: string): boolean => valueAt(settings, field.split(".")) !== undefined;
  if (ways.some((way) => way.every(isShown))) return [];
  const missing = ways.map((way) => ({
    way,
    fields: way.filter((field) => !isShown(field)),
    begun: way.some((field) => isShown(field.split(".")[0] ?? field)),
  }));
  const twin = (field: string) => credentialFields[provider].find(({ reference }) => reference === field);
  const possible = missing.filter(({ fields }) => fields.every((field) => twin(field) !== undefined));
  const taken = possible.find(({ begun }) => begun) ?? possible[0];
  return (taken?.fields ?? []).flatMap((field) => {
    const found = twin(field);
    return found === undefined ? [] : [{ ...found, configKey }];
  });
}

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((at, part) => fieldsOf(at)[part], value);
