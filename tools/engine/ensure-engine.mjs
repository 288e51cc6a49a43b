// @ts-check
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { logToStderr } from "../progress.mjs";
import { userCache } from "../user-cache.mjs";
import { withLock } from "../with-lock.mjs";
import { buildFromModules } from "./build-from-modules.mjs";
import { engineOnPath } from "./engine-on-path.mjs";
import { engineVersion, moduleFolder } from "./engine-version.mjs";
import { isComplete } from "./executables.mjs";
import { installOfficialArchive } from "./official-archive.mjs";

/**
 * @typedef {object} EngineRequest
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cache] our folder of the user's cache
 * @property {import("../progress.mjs").Log} [log]
 */

/**
 * The folder with `pulumi`, its language hosts and the dynamic provider's launcher. In this order: the user's own
 * on the PATH, the one made earlier, the official archive, one built from Go modules.
 *
 * @param {EngineRequest} [request]
 * @returns {Promise<string>}
 */
export async function ensureEngine({ env = process.env, cache = userCache(env), log = logToStderr } = {}) {
  const own = await engineOnPath(env);
  if ("folder" in own) return own.folder;

  const folders = cacheFolders(cache);
  const made = () => [join(folders.archive, "bin"), folders.build].find(isComplete);
  const earlier = made();
  if (earlier !== undefined) return earlier;

  return withLock(join(cache, "engine", "lock"), log, async () => {
    // Whoever held the lock before may have made it.
    const meanwhile = made();
    if (meanwhile !== undefined) return meanwhile;
    log(`• a Pulumi engine is needed: ${own.reason}`);
    const archive = await installOfficialArchive(folders.archive, log);
    if ("folder" in archive) return archive.folder;
    log(`  no official archive: ${archive.reason}`);
    return buildFromModules(folders.build, log, env);
  });
}

/**
 * A change of version or of our sources is another folder, so that it is never mixed with what was there.
 *
 * @param {string} cache
 */
export function cacheFolders(cache) {
  const machine = `${engineVersion}-${process.platform}-${process.arch}`;
  return {
    archive: join(cache, "engine", `archive-${machine}`),
    build: join(cache, "engine", `build-${machine}-${sourcesHash()}`),
  };
}

function sourcesHash() {
  const hash = createHash("sha256");
  const sources = readdirSync(join(moduleFolder, "language-host"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".go"))
    .map((name) => join("language-host", name));
  for (const file of ["go.mod", "go.sum", ...sources.sort()]) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(moduleFolder, file)))
      .update("\0");
  }
  return hash.digest("hex").slice(0, 12);
}
