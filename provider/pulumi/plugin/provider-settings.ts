import {
  SETTING_NAMES,
  type ConnectionSettings,
  type SettingName,
} from "../../client/api/connection-settings";
import { normaliseHost } from "../../client/api/normalise-host";
import { SECRET_SETTINGS } from "../../resources/secret-settings";
import type { Fields } from "../../schema/plain-object";
import { isUnknown } from "../../schema/unknown";
import { nearestNames } from "../../text/nearest-names";
import { PACKAGE } from "./package-name";
import { bare, Secret } from "./property-struct";
import type { ServedDiff } from "./served-resource";

/** Fields that the engine and the SDKs add to a provider's own. */
const ADDED = ["version", "pluginDownloadURL", "pluginChecksums"];

/** What a provider resource, or the stack's configuration, says of the connection; credentials are marked as secret. */
export function checkProvider(given: Fields): { inputs: Fields; failures: string[] } {
  const failures = Object.entries(given).flatMap(([name, value]) => {
    if (ADDED.includes(name)) return [];
    if (!isSetting(name)) {
      const near = nearestNames(name, SETTING_NAMES);
      const fix = near[0] === undefined ? "" : `; did you mean ${near[0]}?`;
      return [`${name}: found a setting that there is not; allowed: ${SETTING_NAMES.join(", ")}${fix}`];
    }
    const plain = bare(value);
    if (isUnknown(plain)) return [];
    return name === "host" && typeof plain === "string" ? hostFailures(plain) : textFailures(name, plain);
  });
  const inputs = Object.entries(given).map(([name, value]) => [
    name,
    SECRET_SETTINGS.includes(name) && !(value instanceof Secret) ? new Secret(value) : value,
  ]);
  return { inputs: Object.fromEntries(inputs) as Fields, failures };
}

/**
 * Another host is another workspace: the provider and all its resources are replaced. How the host is spelt means nothing; one
 * that is not known yet may be the same, so that no preview announces the end of everything.
 */
export function diffProvider(olds: Fields, news: Fields): ServedDiff {
  const changed = SETTING_NAMES.filter((name) => meaning(name, olds[name]) !== meaning(name, news[name]));
  const moves = changed.includes("host") && isGiven(olds["host"]) && isGiven(news["host"]);
  return {
    changes: changed.length > 0,
    replaces: moves ? ["host"] : [],
    deleteBeforeReplace: false,
    properties: new Map(
      changed.map((name) => [
        name,
        {
          kind: olds[name] === undefined ? "add" : news[name] === undefined ? "delete" : "update",
          replaces: moves && name === "host",
        },
      ]),
    ),
  };
}

/**
 * The settings that a provider is configured with.
 *
 * @param args of the provider resource; the default provider's are the stack's configuration
 * @param variables the same as an older engine sends it, `databricks-serving:config:host`
 * @returns undefined where one of them is not known yet
 * @throws Error where one of them is no text
 */
export function settingsOf(
  args: Fields,
  variables: Iterable<readonly [string, string]>,
): ConnectionSettings | undefined {
  const prefix = `${PACKAGE}:config:`;
  const older = [...variables]
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), value] as const);
  const given = Object.entries({ ...Object.fromEntries(older), ...args }).filter(
    ([name, value]) => isSetting(name) && value !== "",
  );
  if (given.some(([, value]) => isUnknown(value))) return undefined;
  const wrong = given.flatMap(([name, value]) => textFailures(name, value));
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
  return Object.fromEntries(given);
}

const isGiven = (value: unknown): boolean => value !== undefined && !isUnknown(value);

const textFailures = (name: string, value: unknown): string[] =>
  typeof value === "string" ? [] : [`${name}: found ${kindOf(value)}; allowed: a text`];

const isSetting = (name: string): name is SettingName => SETTING_NAMES.includes(name as SettingName);

/** What a value is, without the value: it may be a credential. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function hostFailures(host: string): string[] {
  try {
    normaliseHost(host, "host");
    return [];
  } catch (error) {
    return [`host: ${(error as Error).message}`];
  }
}

function meaning(name: string, value: unknown): unknown {
  if (name !== "host" || typeof value !== "string") return value;
  try {
    return normaliseHost(value, "host").url;
  } catch {
    return value;
  }
}
