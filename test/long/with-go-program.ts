import { execFile } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestContext } from "vitest";

export const run = promisify(execFile);

/**
 * Builds a program from its Go module, once for all runs of a machine.
 *
 * @returns the program's path. The test is skipped, with Go's own reason, where Go or the module cannot be had.
 */
export async function goProgram(module: string, name: string, context: TestContext): Promise<string> {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
  const folder = join(cache, "pulumi-databricks-serving", "go-programs");
  const program = join(folder, name);
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  try {
    await run("go", ["install", module], { env: { ...process.env, GOBIN: folder }, maxBuffer: 1 << 26 });
  } catch (error) {
    const { stderr = String(error) } = error as { stderr?: string };
    context.skip(`cannot build ${module}: ${stderr.trim().split("\n").at(-1)}`);
  }
  return program;
}
