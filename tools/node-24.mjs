// @ts-check
// Prints the folder of a Node.js 24 binary, installed from the npm registry into the user's cache. For CI, which runs the
// tests on it too.
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { failWith } from "./fail-with.mjs";
import { logToStderr, step } from "./progress.mjs";
import { runCommand } from "./run-command.mjs";
import { userCache } from "./user-cache.mjs";
import { withLock } from "./with-lock.mjs";

/** The newest that the registry has of this line when it is first installed. */
const WANTED = "node@24";

const target = join(userCache(), `node-24-${process.platform}-${process.arch}`);
const binaries = join(target, "node_modules", "node", "bin");

async function install() {
  const unfinished = `${target}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  // A root of its own: npm would otherwise install into the nearest package above.
  await writeFile(join(unfinished, "package.json"), '{ "private": true }\n');
  const result = await runCommand("npm", ["install", WANTED, "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: unfinished,
  });
  if (result.code !== 0) throw new Error(`npm install ${WANTED} failed:\n${result.output.trim()}`);
  const version = await runCommand(join(unfinished, "node_modules", "node", "bin", "node"), ["--version"]);
  if (!version.stdout.startsWith("v24.")) {
    throw new Error(`${WANTED} from the registry is ${JSON.stringify(version.output.trim())}, not v24`);
  }
  await rm(target, { recursive: true, force: true });
  await rename(unfinished, target);
}

try {
  if (!existsSync(binaries)) {
    await withLock(`${target}.lock`, logToStderr, async () => {
      if (!existsSync(binaries)) await step("installing Node.js 24", logToStderr, install);
    });
  }
  process.stdout.write(`${binaries}\n`);
} catch (error) {
  failWith(error);
}
