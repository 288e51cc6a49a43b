// @ts-check
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../run-command.mjs";
import { executableIn, executableOnPath } from "./executables.mjs";
import { isAtLeast, moduleFolder } from "./engine-version.mjs";

/** From this version on, Go fetches the toolchain that a module asks for by itself. https://go.dev/doc/toolchain */
const OLDEST_GO = "1.21.0";

/** Where installers put Go without adding it to the PATH. */
const USUAL_FOLDERS = ["/usr/local/go/bin", "/opt/homebrew/bin", "C:\\Program Files\\Go\\bin"];

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ file: string, env: NodeJS.ProcessEnv }>} Go, and the environment to run it in
 */
export async function findGo(env) {
  const needed = /^go (\S+)$/m.exec(readFileSync(join(moduleFolder, "go.mod"), "utf8"))?.[1] ?? OLDEST_GO;
  const file =
    executableOnPath("go", env)?.file ??
    USUAL_FOLDERS.map((folder) => executableIn(folder, "go")).find(Boolean);
  if (file === undefined) {
    throw new Error(
      "There is no Pulumi here, its archive cannot be downloaded, and there is no Go to build it with. Do one of these " +
        "and run it again: install Pulumi (https://www.pulumi.com/docs/install/), or install Go " +
        `${needed} or later (https://go.dev/dl/) with a module proxy within reach.`,
    );
  }
  const asked = await runCommand(file, ["env", "GOVERSION", "GOTOOLCHAIN"], {
    cwd: "/",
    env: { ...env, GOTOOLCHAIN: "local" },
  });
  const version = (asked.stdout.split("\n")[0] ?? "").replace(/^go/, "");
  // "1.26" is 1.26.0 for Go before 1.21 only, but such a version is refused anyway.
  const full = /^\d+\.\d+$/.test(version) ? `${version}.0` : version;
  if (asked.code !== 0 || !isAtLeast(full, OLDEST_GO)) {
    throw new Error(
      `${file} is Go ${version || "of unknown version"}; building Pulumi needs ${needed} or later: https://go.dev/dl/`,
    );
  }
  /** @type {NodeJS.ProcessEnv} */
  const goEnv = {
    ...env,
    GOWORK: "off",
    CGO_ENABLED: "0",
    // A checkout that belongs to another user has no readable version control state, which would end the build.
    GOFLAGS: `${env["GOFLAGS"] ?? ""} -mod=readonly -buildvcs=false`.trim(),
  };
  if (!isAtLeast(full, needed)) goEnv["GOTOOLCHAIN"] = "auto";
  return { file, env: goEnv };
}
