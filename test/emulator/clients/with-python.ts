import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestContext } from "vitest";
import type { Emulator } from "../../../emulator/index";

const run = promisify(execFile);

const REQUIREMENTS = join(__dirname, "python-requirements.txt");

/** Installing the clients from PyPI, once for all runs of a machine. */
export const PYTHON_TIMEOUT_MS = 180_000;

/**
 * Runs one of the Python scripts beside this file against an emulator, with the clients that they import as their makers
 * publish them.
 *
 * @returns the JSON that the script prints. The test is skipped, with the reason, where Python or its packages cannot be
 * had.
 */
export async function runPython(script: string, emulator: Emulator, context: TestContext): Promise<any> {
  const packages = await pythonClients(context);
  const { stdout } = await run("python3", [join(__dirname, script)], {
    env: {
      PATH: process.env.PATH,
      // No configuration of the machine's own user: profiles, caches.
      HOME: packages,
      PYTHONPATH: packages,
      DATABRICKS_HOST: emulator.url,
      DATABRICKS_TOKEN: emulator.token,
      NO_PROXY: "127.0.0.1",
    },
    timeout: 60_000,
  });
  return JSON.parse(stdout.trim().split("\n").at(-1)!);
}

/** The folder with the clients, for PYTHONPATH: made whole under another name so that an interrupted run leaves none behind. */
export async function pythonClients(context: TestContext): Promise<string> {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
  const parent = join(cache, "pulumi-databricks-serving", "python-clients");
  const version = await run("python3", ["--version"]).then(
    ({ stdout }) => stdout.trim(),
    () => context.skip("needs python3 on the PATH"),
  );
  const key = createHash("sha256").update(readFileSync(REQUIREMENTS)).update(version).digest("hex");
  const folder = join(parent, key.slice(0, 16));
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(parent, { recursive: true });
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile", "--no-deps"];
  try {
    await run("python3", [...pip, "--target", unfinished, "--requirement", REQUIREMENTS]);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    context.skip(`cannot install the Python clients: ${(error as Error).message.split("\n").at(1) ?? ""}`);
  }
  try {
    renameSync(unfinished, folder);
  } catch {
    // Another run was first.
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}
