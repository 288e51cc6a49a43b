// @ts-check
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** What an engine for Node.js programs with dynamic providers consists of. */
export const engineParts = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/**
 * The file that a command name means in a folder, with the suffixes that Windows adds.
 *
 * @param {string} folder
 * @param {string} name
 * @param {NodeJS.Platform} [platform]
 */
export function executableIn(folder, name, platform = process.platform) {
  for (const suffix of platform === "win32" ? [".exe", ".cmd"] : [""]) {
    const file = join(folder, name + suffix);
    try {
      accessSync(file, constants.X_OK);
      if (statSync(file).isFile()) return file;
    } catch {
      // Not this one.
    }
  }
  return undefined;
}

/**
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 */
export function executableOnPath(name, env) {
  for (const folder of (env["PATH"] ?? env["Path"] ?? "").split(delimiter)) {
    const file = folder === "" ? undefined : executableIn(folder, name);
    if (file !== undefined) return { folder, file };
  }
  return undefined;
}

/** @param {string} folder */
export const isComplete = (folder) => engineParts.every((part) => executableIn(folder, part) !== undefined);
