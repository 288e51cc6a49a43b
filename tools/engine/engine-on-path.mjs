// @ts-check
import { runCommand } from "../run-command.mjs";
import { engineParts, executableIn, executableOnPath } from "./executables.mjs";
import { isAtLeast, oldestVersion } from "./engine-version.mjs";

/**
 * The folder of a Pulumi that the user installed, if it is recent enough and can run Node.js programs.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ folder: string, version: string } | { reason: string }>}
 */
export async function engineOnPath(env) {
  const pulumi = executableOnPath("pulumi", env);
  if (pulumi === undefined) return { reason: "no pulumi on the PATH" };
  for (const part of engineParts) {
    // Pulumi looks for its plugins beside itself, then on the PATH.
    if (executableIn(pulumi.folder, part) === undefined && executableOnPath(part, env) === undefined) {
      return { reason: `${pulumi.file} has no ${part} beside it or on the PATH` };
    }
  }
  const asked = await runCommand(pulumi.file, ["version"], {
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutSeconds: 20,
  }).catch((/** @type {Error} */ error) => ({ code: 1, stdout: error.message }));
  const version = asked.stdout.trim();
  if (asked.code !== 0) return { reason: `${pulumi.file} version failed: ${version}` };
  if (!isAtLeast(version, oldestVersion)) {
    return { reason: `${pulumi.file} is ${version}, older than ${oldestVersion}` };
  }
  return { folder: pulumi.folder, version };
}
