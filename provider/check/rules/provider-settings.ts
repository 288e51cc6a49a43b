import { providerConfigs, type ConfigRequirement, type ProviderConfig } from "../../catalog/provider-config";
import { isProviderName } from "../../catalog/provider-name";
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
  const { configKey, ...config } = providerConfigs[provider];
  const settings = model[configKey];
  if (settings === undefined) {
    return [
      { path: [...path, configKey], found: "nothing", allowed: `the settings of provider ${provider}` },
    ];
  }
  if (isUnknown(settings)) return [];
  const at = [...path, configKey];
  const requirement = requirementOf(config.requirements, settings);
  return [
    ...givenTwice(config, settings, at),
    ...(requirement === undefined ? [] : missing(requirement, settings, at)),
    ...(requirement === undefined ? [] : signIn(config, requirement, settings, at)),
  ];
}

function requirementOf(requirements: readonly ConfigRequirement[], settings: unknown) {
  const type = fieldsOf(settings)["openaiApiType"] ?? "openai";
  return requirements.find(({ openaiApiType }) => openaiApiType === undefined || openaiApiType === type);
}

function givenTwice(
  { credentialFields }: Pick<ProviderConfig, "credentialFields">,
  settings: unknown,
  at: Path,
) {
  return credentialFields
    .filter(({ reference, plaintext }) => has(settings, reference) && has(settings, plaintext))
    .map(({ reference, plaintext }) => ({
      path: [...at, ...plaintext.split(".")],
      found: `both ${reference} and ${plaintext}`,
      allowed: "one of the two",
      fix: `keep ${reference}, the reference, and leave ${plaintext} out`,
    }));
}

function missing({ required, openaiApiType }: ConfigRequirement, settings: unknown, at: Path): Problem[] {
  const of =
    openaiApiType === undefined ? "" : `, required with openaiApiType ${JSON.stringify(openaiApiType)}`;
  return required
    .filter((field) => !has(settings, field))
    .map((field) => ({ path: [...at, field], found: "nothing", allowed: `a value${of}` }));
}

function signIn(
  { credentialFields }: Pick<ProviderConfig, "credentialFields">,
  { credentials }: ConfigRequirement,
  settings: unknown,
  at: Path,
): Problem[] {
  const given = (field: string): boolean => {
    const twin = credentialFields.find(({ reference }) => reference === field)?.plaintext;
    return has(settings, field) || (twin !== undefined && has(settings, twin));
  };
  const complete = credentials.filter((way) => way.every(given));
  const begun = credentials.filter((way) => way.some(given));
  const ways = credentials.map((way) => way.map(withTwin).join(" and ")).join(", or ");
  if (complete.length > 1 || (complete.length === 1 && begun.length > 1)) {
    return [{ path: at, found: "two ways to sign in", allowed: `one of: ${ways}` }];
  }
  if (complete.length === 1) return [];
  const lacking = (begun[0] ?? credentials[0] ?? []).filter((field) => !given(field));
  return [
    {
      path: lacking.length === 1 ? [...at, ...(lacking[0] ?? "").split(".")] : at,
      found: begun.length === 0 ? "no credential" : "an incomplete credential",
      allowed: ways,
      fix: "write secretRef(scope, key), which refers to a Databricks secret",
    },
  ];

  function withTwin(field: string): string {
    const twin = credentialFields.find(({ reference }) => reference === field)?.plaintext;
    return twin === undefined ? field : `${field} (or ${twin})`;
  }
}

/** Whether a dotted field is there; what is not known yet counts as there. */
function has(settings: unknown, field: string): boolean {
  let at: unknown = settings;
  for (const part of field.split(".")) {
    if (isUnknown(at)) return true;
    at = fieldsOf(at)[part];
  }
  return at !== undefined;
}
