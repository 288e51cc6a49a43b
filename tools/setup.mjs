// @ts-check
import { pathToFileURL } from "node:url";
import { ensureEngine } from "./engine/ensure-engine.mjs";
import { failWith } from "./fail-with.mjs";
import { logToStderr } from "./progress.mjs";
import { ensureBuild } from "./setup/ensure-build.mjs";
import { ensureDependencies } from "./setup/ensure-dependencies.mjs";

/**
 * Makes a clone ready to use: dependencies, dist/ and a Pulumi engine. What is ready already costs nothing.
 *
 * @param {{ engine?: boolean, build?: boolean, log?: import("./progress.mjs").Log }} [wanted]
 * @returns {Promise<string | undefined>} the engine's folder, unless it was not wanted
 */
export async function setUp({ engine = true, build = true, log = logToStderr } = {}) {
  await ensureDependencies(log);
  if (build) await ensureBuild(log);
  return engine ? ensureEngine({ log }) : undefined;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    logToStderr(`ready; the engine is in ${await setUp()}`);
  } catch (error) {
    failWith(error);
  }
}
