import { providerConfigs, type ConfigRequirement } from "../../catalog/provider-config";
import { isProviderName } from "../../catalog/provider-name";
import { credentialFields, type CredentialField } from "../../resources/credential-fields";
import { fieldsOf, type Fields } from "../../schema/plain-object";
import type { Path, Problem } from "../../schema/problem";
import { isUnknown } from "../../schema/unknown";
import { entitiesOf } from "./served-entities";

/** What the API refuses of the settings of an endpoint's external models: see `providerSettingsProblems`. */
export function providerSettingsRule(inputs: Fields): Problem[] {
  const { path, entities } = entitiesOf(fieldsOf(inputs["config"]));
  return entities.flatMap((entity, index) => {
    const model = fieldsOf(entity)["externalModel"];
    return model === undefined
      ? []
      : providerSettingsProblems(fieldsOf(model), [...path, index, "externalModel"]);
  });
}

/** Settings that a provider needs and does not have, no way to sign in, two ways at once, or a credential given twice. */
export function providerSettingsProblems(model: Fields, path: Path): Problem[] {
  const { provider } = model;
  if (!isProviderName(provider)) return [];
  const { configKey, requirements } = providerConfigs[provider];
  const credentials = credentialFields[provider];
  const settings = model[configKey];
  if (settings === undefined) {
    return [
      { path: [...path, configKey], found: "nothing", allowed: `the settings of provider ${provider}` },
    ];
  }
  if (isUnknown(settings)) return [];
  const below = [...path, configKey];
  const requirement = requirementOf(requirements, settings);
  return [
    ...givenTwice(credentials, settings, below),
    ...(requirement === undefined ? [] : missing(requirement, settings, below)),
    ...(requirement === undefined ? [] : signIn(credentials, requirement, settings, below)),
  ];
}

function requirementOf(requirements: readonly ConfigRequirement[], settings: unknown) {
  const type = fieldsOf(settings)["openaiApiType"] ?? "openai";
  return requirements.find(({ openaiApiType }) => openaiApiType === undefined || openaiApiType === type);
}

function givenTwice(fields: readonly CredentialField[], settings: unknown, path: Path) {
  return fields
    .filter(({ reference, plaintext }) => isKnown(settings, reference) && isKnown(settings, plaintext))
    .map(({ reference, plaintext }) => ({
      path: [...path, ...plaintext.split(".")],
      found: `both ${reference} and ${plaintext}`,
      allowed: "one of the two",
      fix: `keep ${reference}, the reference, and leave ${plaintext} out`,
    }));
}

function missing({ required, openaiApiType }: ConfigRequirement, settings: unknown, path: Path): Problem[] {
  const of =
    openaiApiType === undefined ? "" : `, required with openaiApiType ${JSON.stringify(openaiApiType)}`;
  return required
    .filter((field) => !has(settings, field))
    .map((field) => ({ path: [...path, field], found: "nothing", allowed: `a value${of}` }));
}

function signIn(
  fields: readonly CredentialField[],
  { credentials }: ConfigRequirement,
  settings: unknown,
  path: Path,
): Problem[] {
  const twinOf = (field: string) => fields.find(({ reference }) => reference === field)?.plaintext;
  const given = (field: string): boolean => {
    const twin = twinOf(field);
    return has(settings, field) || (twin !== undefined && has(settings, twin));
  };
  const complete = credentials.filter((way) => way.every(given));
  const begun = credentials.filter((way) => way.some(given));
  const ways = credentials.map((way) => way.map(withTwin).join(" and ")).join(", or ");
  // One of what is not known yet may turn out to be nothing.
  const unsure = credentials
    .flat()
    .some((field) =>
      [field, twinOf(field)].some((name) => name !== undefined && isUnknown(at(settings, name))),
    );
  if (unsure) return [];
  if (complete.length > 1 || (complete.length === 1 && begun.length > 1)) {
    return [{ path, found: "two ways to sign in", allowed: `one of: ${ways}` }];
  }
  if (complete.length === 1) return [];
  const lacking = (begun[0] ?? credentials[0] ?? []).filter((field) => !given(field));
  return [
    {
      path: lacking.length === 1 ? [...path, ...(lacking[0] ?? "").split(".")] : path,
      found: begun.length === 0 ? "no credential" : "an incomplete credential",
      allowed: ways,
      fix: "write secretRef(scope, key), which refers to a Databricks secret",
    },
  ];

  function withTwin(field: string): string {
    const twin = twinOf(field);
    return twin === undefined ? field : `${field} (or ${twin})`;
  }
}

/** Whether a dotted field is there; what is not known yet counts as there. */
const has = (settings: unknown, field: string): boolean => at(settings, field) !== undefined;

/** Whether a dotted field is surely there. */
const isKnown = (settings: unknown, field: string): boolean =>
  has(settings, field) && !isUnknown(at(settings, field));

/** What stands at a dotted field; unknown where something above it is. */
const at = (settings: unknown, field: string): unknown =>
  field
    .split(".")
    .reduce<unknown>((above, part) => (isUnknown(above) ? above : fieldsOf(above)[part]), settings);
