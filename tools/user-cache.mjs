// @ts-check
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Our folder in the user's cache, where the operating system wants it.
 * Sources: XDG Base Directory Specification; Apple File System Programming Guide; Windows KNOWNFOLDERID.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 */
export function userCache(env = process.env, platform = process.platform) {
  return join(cacheRoot(env, platform), "pulumi-databricks-serving");
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 */
function cacheRoot(env, platform) {
  if (env["XDG_CACHE_HOME"]) return env["XDG_CACHE_HOME"];
  if (platform === "win32") return env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local");
  if (platform === "darwin") return join(homedir(), "Library", "Caches");
  return join(homedir(), ".cache");
}
