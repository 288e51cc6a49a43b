import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import * as ini from "ini";
import { ConnectionError } from "./connection-error";

export interface Profile {
  name: string;
  /** Path of the file. */
  file: string;
  /** Its keys, in the file's spelling. */
  values: Readonly<Record<string, string>>;
}

const DEFAULT = "DEFAULT";
/** Written by `databricks auth switch`; holds the default profile's name and is none itself. */
const SETTINGS_SECTION = "__settings__";

/**
 * Reads a profile of the configuration file.
 *
 * @param wanted its name; without one the file's default profile, which may be missing
 * @returns undefined where there is no file, or no default profile in it, and none was asked for
 * @throws ConnectionError where the profile that was asked for is missing
 */
export function readProfile(
  wanted: string | undefined,
  path: string | undefined,
  environment: NodeJS.ProcessEnv,
): Profile | undefined {
  const file = expanded(path ?? "~/.databrickscfg", environment);
  const sections = readSections(file, wanted);
  if (sections === undefined) return undefined;
  const chosen = sections.get(SETTINGS_SECTION)?.["default_profile"]?.trim();
  const name = wanted ?? (chosen || DEFAULT);
  const values = sections.get(name);
  if (name !== SETTINGS_SECTION && values !== undefined && Object.keys(values).length > 0) {
    return { name, file, values };
  }
  if (wanted === undefined && !chosen) return undefined;
  const others = [...sections.keys()].filter((section) => section !== SETTINGS_SECTION);
  throw new ConnectionError(
    `${file} has no profile ${JSON.stringify(name)}. It has ${others.length === 0 ? "none" : others.join(", ")}. Check the spelling (DATABRICKS_CONFIG_PROFILE), or make it with \`databricks auth login --profile ${name}\`.`,
  );
}

function readSections(
  file: string,
  wanted: string | undefined,
): Map<string, Record<string, string>> | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" && wanted === undefined) return undefined;
    throw new ConnectionError(
      code === "ENOENT"
        ? `There is no ${file}, where the profile ${JSON.stringify(wanted)} should be. Make it with \`databricks auth login --profile ${wanted}\`, or name the file in DATABRICKS_CONFIG_FILE.`
        : `${file} cannot be read (${code ?? "unknown reason"}).`,
    );
  }
  return new Map(splitSections(text).map(([name, lines]) => [name, keysOf(lines)]));
}

/** Section by section, as a dot in a section's name means nesting to the parser and nothing to Databricks. */
function splitSections(text: string): [string, string][] {
  const sections: [string, string[]][] = [[DEFAULT, []]];
  for (const line of text.replace(/^\uFEFF/, "").split(/\r?\n/)) {
    const name = /^\s*\[([^\]]*)\]\s*([;#].*)?$/.exec(line)?.[1]?.trim();
    if (name !== undefined) sections.push([name, []]);
    else sections.at(-1)?.[1].push(line);
  }
  return sections.map(([name, lines]) => [name, lines.join("\n")]);
}

function keysOf(lines: string): Record<string, string> {
  // As in the SDKs a comment needs a space before it: passwords may contain "#" and ";".
  const escaped = lines.replace(/(\S)([#;])/g, "$1\\$2").replace(/\s[#;].*$/gm, "");
  return Object.fromEntries(
    Object.entries(ini.parse(escaped) as Record<string, unknown>)
      .filter((entry): entry is [string, string | boolean] => typeof entry[1] !== "object")
      .map(([key, value]) => [key, String(value).trim()]),
  );
}

function expanded(path: string, environment: NodeJS.ProcessEnv): string {
  if (!/^~(?=$|[\\/])/.test(path)) return path;
  return join(environment["HOME"] || environment["USERPROFILE"] || homedir(), path.slice(1));
}
