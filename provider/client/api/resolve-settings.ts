import { readProfile, type Profile } from "./config-file";
import { ConnectionError } from "./connection-error";
import { SETTINGS, SETTING_NAMES, type ConnectionSettings, type SettingName } from "./connection-settings";

export interface ResolvedSettings {
  readonly values: Readonly<ConnectionSettings>;
  /** Where a value came from, for people. */
  source(name: SettingName): string;
  /** The profile that was read, if any. */
  readonly profile: string | undefined;
}

type Layer = Partial<Record<SettingName, { value: string; source: string }>>;

/**
 * Puts together what was given explicitly, the environment and a profile, in this order, as Databricks' SDKs do. Where they
 * would mix two workspaces, this is stricter: a profile that was named explicitly comes before the environment, and where
 * credentials were given explicitly, those of other kinds in the environment do not count.
 */
export function resolveSettings(
  settings: ConnectionSettings,
  environment: NodeJS.ProcessEnv,
  sourceOf: (name: SettingName) => string = (name) => `the provider's \`${name}\``,
): ResolvedSettings {
  const explicit = layer((name) => settings[name], sourceOf);
  const variables = layer(
    (name) => (SETTINGS[name].variable === undefined ? undefined : environment[SETTINGS[name].variable]),
    (name) => `${SETTINGS[name].variable}`,
  );
  const file = (explicit.configFile ?? variables.configFile)?.value;
  let profile: Profile | undefined;
  let layers: Layer[];
  if (explicit.profile !== undefined) {
    profile = readProfile(explicit.profile.value, file, environment);
    layers = [{ ...profileLayer(profile), ...explicit }, variables];
  } else {
    const wanted = variables.profile?.value;
    if (wanted !== undefined || !saysWhere({ ...variables, ...explicit })) {
      profile = readProfile(wanted, file, environment);
    }
    layers = [explicit, variables, profileLayer(profile)];
  }
  const merged = merge(layers);
  const values: ConnectionSettings = {};
  for (const name of SETTING_NAMES) {
    const given = merged[name];
    if (given !== undefined) values[name] = given.value;
  }
  return {
    values,
    source: (name) => merged[name]?.source ?? "nowhere",
    profile: profile?.name,
  };
}

/** Whether the default profile has nothing to add, as a host or credentials are there. */
function saysWhere(given: Layer): boolean {
  return given.host !== undefined || familiesIn(given).size > 0;
}

function layer(
  valueOf: (name: SettingName) => string | undefined,
  sourceOf: (name: SettingName) => string,
): Layer {
  const found: Layer = {};
  for (const name of SETTING_NAMES) {
    const value = valueOf(name)?.toString().trim();
    if (value !== undefined && value !== "") found[name] = { value, source: sourceOf(name) };
  }
  return found;
}

function profileLayer(profile: Profile | undefined): Layer {
  if (profile === undefined) return {};
  return layer(
    (name) => profile.values[SETTINGS[name].key],
    () => `profile ${profile.name} of ${profile.file}`,
  );
}

function merge(layers: readonly Layer[]): Layer {
  const [first = {}, ...others] = layers;
  const decided = familiesIn(first);
  // A federated token or a secret is to follow, and not the token of another workspace that the environment happens to hold.
  if (FEDERATION.some((name) => first[name] !== undefined)) decided.add("oauth");
  const counting = others.map((each) => (decided.size === 0 ? each : withoutOtherFamilies(each, decided)));
  const merged: Layer = Object.assign({}, ...[first, ...counting].reverse());
  const families = familiesIn(merged);
  if (families.size > 1 && merged.authType === undefined) throw contradiction(merged, families);
  return merged;
}

const FEDERATION: readonly SettingName[] = ["clientId", "oidcTokenEnv", "databricksIdTokenFilepath"];

function familiesIn(given: Layer): Set<string> {
  return new Set(
    SETTING_NAMES.flatMap((name) => {
      const { family } = SETTINGS[name];
      return family !== undefined && given[name] !== undefined ? [family] : [];
    }),
  );
}

function withoutOtherFamilies(given: Layer, decided: ReadonlySet<string>): Layer {
  return Object.fromEntries(
    Object.entries(given).filter(([name]) => {
      const { family } = SETTINGS[name as SettingName];
      return (family === undefined || decided.has(family)) && name !== "authType";
    }),
  );
}

function contradiction(given: Layer, families: ReadonlySet<string>): ConnectionError {
  const found = SETTING_NAMES.flatMap((name) =>
    SETTINGS[name].family === undefined || given[name] === undefined
      ? []
      : [`${SETTINGS[name].family}: ${given[name].source}`],
  );
  return new ConnectionError(
    `More than one authorization method configured: ${[...families].sort().join(" and ")} (${found.join("; ")}). Remove what is not meant, or say which one counts with DATABRICKS_AUTH_TYPE (pat, oauth-m2m, azure-client-secret, azure-cli, databricks-cli, github-oidc, env-oidc, file-oidc).`,
  );
}
