// @ts-check
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../repository.mjs";

/** The Go module that pins everything an engine is built from. */
export const moduleFolder = import.meta.dirname;

/** The version that we install or build, as in go.mod, such as "3.250.0". */
export const engineVersion = (() => {
  const found = /pulumi\/sdk\/v3 v(\d+\.\d+\.\d+)/.exec(readFileSync(join(moduleFolder, "go.mod"), "utf8"));
  if (found?.[1] === undefined)
    throw new Error(`${join(moduleFolder, "go.mod")} requires no github.com/pulumi/pulumi/sdk/v3`);
  return found[1];
})();

/** The oldest version that our provider and policies are made for; an older one on the PATH is passed over. */
export const oldestVersion = (() => {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const range = String(manifest.peerDependencies["@pulumi/pulumi"]);
  const found = /^\^(\d+\.\d+\.\d+)$/.exec(range);
  if (found?.[1] === undefined)
    throw new Error(`the peer @pulumi/pulumi is ${range}; a caret and a version are expected`);
  return found[1];
})();

/**
 * @param {string} text such as "v3.250.0" or "3.251.0-dev.1"
 * @returns {[number, number, number] | undefined}
 */
export function parseVersion(text) {
  const found = /^v?(\d+)\.(\d+)\.(\d+)/.exec(text.trim());
  return found ? [Number(found[1]), Number(found[2]), Number(found[3])] : undefined;
}

/**
 * @param {string} version
 * @param {string} minimum
 */
export function isAtLeast(version, minimum) {
  const have = parseVersion(version);
  const need = parseVersion(minimum);
  if (have === undefined || need === undefined) return false;
  for (const index of /** @type {const} */ ([0, 1, 2])) {
    if (have[index] !== need[index]) return have[index] > need[index];
  }
  return true;
}
