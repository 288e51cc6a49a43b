// @ts-check
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { logToStderr, step } from "../progress.mjs";
import { root } from "../repository.mjs";
import { runCommand } from "../run-command.mjs";
import { linkPackage } from "./link-package.mjs";

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, link?: boolean, peer?: boolean }} LockEntry */

/**
 * Installs what package-lock.json says, if anything of it is missing or of another version.
 *
 * @param {import("../progress.mjs").Log} [log]
 */
export async function ensureDependencies(log = logToStderr) {
  const missing = missingPackages(readLock("package-lock.json"), readLock("node_modules/.package-lock.json"));
  if (missing.length > 0) {
    const some = missing.length > 3 ? `${missing.length} packages` : missing.join(", ");
    await step(`installing dependencies (${some})`, log, async () => {
      const result = await runCommand("npm", ["ci", "--no-fund", "--no-audit", "--loglevel=error"], {
        cwd: root,
      });
      if (result.code !== 0)
        throw new Error(`npm ci failed (exit code ${result.code}):\n${result.output.trim()}`);
    });
  }
  linkPackage();
}

/**
 * npm writes down what it installed in node_modules/.package-lock.json. Optional packages may be absent: they belong to
 * other platforms.
 *
 * @param {Record<string, LockEntry>} wanted
 * @param {Record<string, LockEntry>} installed
 */
export function missingPackages(wanted, installed) {
  return Object.entries(wanted)
    .filter(([path, entry]) => path !== "" && !entry.link)
    .filter(([path, entry]) => {
      const have = installed[path];
      if (have === undefined) return !entry.optional && !entry.devOptional;
      return have.version !== entry.version;
    })
    .map(([path]) => path.replace(/^.*node_modules\//, ""));
}

/**
 * @param {string} file
 * @returns {Record<string, LockEntry>}
 */
function readLock(file) {
  if (!existsSync(join(root, file))) return {};
  return JSON.parse(readFileSync(join(root, file), "utf8")).packages ?? {};
}
