// @ts-check
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { executableIn, executableOnPath } from "../engine/executables.mjs";
import { goModule } from "../engine/go-module.mjs";
import { logToStderr, step } from "../progress.mjs";
import { userCache } from "../user-cache.mjs";
import { withLock } from "../with-lock.mjs";

const HOST = "pulumi-language-yaml";
const PACKAGE = "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml";
const moduleFolder = join(import.meta.dirname, "yaml");

/**
 * The folder with Pulumi's language host for YAML programs, to be put on the PATH beside the engine's. In this order: one on
 * the PATH already (Pulumi's archive has it), the one made earlier, one built from Go modules in one to two minutes.
 *
 * @param {import("../engine/ensure-engine.mjs").EngineRequest} [request]
 * @returns {Promise<string>}
 */
export async function ensureYamlHost({ env = process.env, cache = userCache(env), log = logToStderr } = {}) {
  const own = executableOnPath(HOST, env);
  if (own !== undefined) return own.folder;
  const folder = join(cache, "engine", `yaml-${process.platform}-${process.arch}-${pinsHash()}`);
  const made = () => executableIn(folder, HOST) !== undefined;
  if (made()) return folder;
  return withLock(join(cache, "engine", "yaml-lock"), log, async () => {
    if (made()) return folder;
    await mkdir(folder, { recursive: true });
    const name = process.platform === "win32" ? `${HOST}.exe` : HOST;
    const yaml = await goModule(moduleFolder, "Pulumi's YAML host", env, log);
    await step("building Pulumi's YAML language host (a minute or two on a first run)", log, async () => {
      await yaml.compile(join(folder, `unfinished-${name}`), PACKAGE);
      await rename(join(folder, `unfinished-${name}`), join(folder, name));
    });
    return folder;
  });
}

/** Another version is another folder. */
function pinsHash() {
  const hash = createHash("sha256");
  for (const file of ["go.mod", "go.sum"]) hash.update(readFileSync(join(moduleFolder, file)));
  return hash.digest("hex").slice(0, 12);
}
