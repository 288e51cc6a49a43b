// @ts-check
import { chmod, copyFile, mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { step } from "../progress.mjs";
import { runCommand } from "../run-command.mjs";
import { engineVersion, moduleFolder } from "./engine-version.mjs";
import { isComplete } from "./executables.mjs";
import { goModule } from "./go-module.mjs";

const SDK = "github.com/pulumi/pulumi/sdk/v3";
const PULUMI = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION = `-X ${SDK}/go/common/version.Version=v${engineVersion}`;

/**
 * Builds Pulumi and its language hosts for Node.js and Python from Go modules: about 1.5 minutes of downloads and 4 of
 * compiling on two cores, seconds where Go's own cache has them.
 *
 * @param {string} target the folder to make
 * @param {import("../progress.mjs").Log} log
 * @param {NodeJS.ProcessEnv} env
 */
export async function buildFromModules(target, log, env) {
  const engine = await goModule(moduleFolder, "Pulumi", env, log);
  await mkdir(dirname(target), { recursive: true });
  await removeUnfinished(target);
  const unfinished = `${target}.unfinished-${process.pid}`;
  await mkdir(unfinished);

  const packages = await step("downloading the Go modules of Pulumi", log, () =>
    engine.go(["list", "-deps", PULUMI, "./language-host/..."]),
  );
  const total = packages.split("\n").length;
  await step(`compiling Pulumi ${engineVersion} (${total} packages, minutes on a first run)`, log, () =>
    engine.compile(join(unfinished, executable("pulumi")), PULUMI, VERSION),
  );
  for (const language of ["nodejs", "python"]) {
    await step(`compiling the language host for ${language}`, log, () =>
      engine.compile(
        join(unfinished, executable(`pulumi-language-${language}`)),
        `./language-host/${language}`,
        VERSION,
      ),
    );
  }
  await step("adding the dynamic provider's launcher and the runner of Python programs", log, async () => {
    const sdk = (await engine.go(["list", "-m", "-f", "{{.Dir}}", SDK])).trim();
    const launcher = `pulumi-resource-pulumi-nodejs${process.platform === "win32" ? ".cmd" : ""}`;
    for (const [name, ...folder] of [
      [launcher, "nodejs", "dist"],
      ["pulumi-language-python-exec", "python", "cmd"],
    ]) {
      const made = join(unfinished, /** @type {string} */ (name));
      await copyFile(join(sdk, ...folder, /** @type {string} */ (name)), made);
      await chmod(made, 0o755);
    }
  });

  await verify(unfinished, env);
  await rm(target, { recursive: true, force: true });
  await rename(unfinished, target);
  return target;
}

/** @param {string} name */
const executable = (name) => (process.platform === "win32" ? `${name}.exe` : name);

/**
 * What an interrupted run left: nobody else is at work here, for the caller holds the lock.
 *
 * @param {string} target
 */
async function removeUnfinished(target) {
  const prefix = `${basename(target)}.unfinished-`;
  for (const entry of await readdir(dirname(target))) {
    if (entry.startsWith(prefix)) await rm(join(dirname(target), entry), { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 */
async function verify(folder, env) {
  const asked = await runCommand(join(folder, executable("pulumi")), ["version"], {
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutSeconds: 60,
  });
  if (!isComplete(folder) || asked.stdout.trim() !== `v${engineVersion}`) {
    throw new Error(
      `The engine just built in ${folder} answers ${JSON.stringify(asked.output.trim())}, not v${engineVersion}`,
    );
  }
}
