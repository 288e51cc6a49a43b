// @ts-check
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { step } from "../progress.mjs";
import { runCommand } from "../run-command.mjs";
import { isComplete } from "./executables.mjs";
import { engineVersion } from "./engine-version.mjs";

const INSTALLER = "https://get.pulumi.com/";
/** Enough to learn that there is no way to that host … */
const REACH_SECONDS = 8;
/** … and for 120 MB over a slow line, once there is. */
const DOWNLOAD_SECONDS = 600;
/** How long a machine that could not download is taken for one that cannot. */
const FAILURE_COUNTS_MS = 60 * 60 * 1000;

/** The Automation API's installer runs in a process of its own, because only a process can be given a time limit. */
const INSTALL = `
const { PulumiCommand } = require("@pulumi/pulumi/automation");
const semver = require("semver");
const [root, version] = process.argv.slice(1);
PulumiCommand.install({ root, version: new semver.SemVer(version) }).then(
  () => process.exit(0),
  (error) => { console.error(error.message); process.exit(1); },
);`;

/**
 * Installs the archive that Pulumi publishes.
 *
 * @param {string} target the folder to make; its bin/ has the binaries
 * @param {import("../progress.mjs").Log} log
 * @returns {Promise<{ folder: string } | { reason: string }>}
 */
export async function installOfficialArchive(target, log) {
  const failures = join(dirname(target), "no-archive.txt");
  const known = await recentFailure(failures);
  if (known !== undefined) return { reason: `${known} (remembered; delete ${failures} to try again)` };

  const unreachable = await whyUnreachable();
  const reason = unreachable ?? (await download(target, log));
  if (reason === undefined) return { folder: join(target, "bin") };
  await mkdir(dirname(failures), { recursive: true });
  await writeFile(failures, `${Date.now()}\n${reason}\n`);
  return { reason };
}

/** @param {string} file */
async function recentFailure(file) {
  const [at, reason] = (await readFile(file, "utf8").catch(() => "")).split("\n");
  return Date.now() - Number(at) < FAILURE_COUNTS_MS ? reason : undefined;
}

async function whyUnreachable() {
  try {
    await fetch(INSTALLER, { method: "HEAD", signal: AbortSignal.timeout(REACH_SECONDS * 1000) });
    return undefined;
  } catch (error) {
    const { message, cause } = /** @type {Error} */ (error);
    return `${INSTALLER} is not reachable: ${cause instanceof Error ? cause.message : message}`;
  }
}

/**
 * @param {string} target
 * @param {import("../progress.mjs").Log} log
 * @returns {Promise<string | undefined>} why it failed
 */
async function download(target, log) {
  const unfinished = `${target}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const result = await step(`downloading Pulumi ${engineVersion}`, log, () =>
    runCommand(process.execPath, ["-e", INSTALL, unfinished, engineVersion], {
      timeoutSeconds: DOWNLOAD_SECONDS,
    }),
  );
  if (result.timedOut) return `the download took longer than ${DOWNLOAD_SECONDS} s`;
  if (result.code !== 0) return `the installer failed: ${result.output.trim().split("\n").at(-1)}`;
  if (!isComplete(join(unfinished, "bin")))
    return `the archive has no Node.js language host in ${unfinished}/bin`;
  await rm(target, { recursive: true, force: true });
  await rename(unfinished, target);
  return undefined;
}
