import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** A folder that the engine starts providers in, and who decided that it is this one. */
export interface ProviderFolder {
  readonly path: string;
  /** Whether the program runs inline, within a process that drives Pulumi through the Automation API. */
  readonly inline: boolean;
}

/** A program may go elsewhere later. */
const startedIn = process.cwd();

/**
 * The folder in which the engine starts providers, and from which the text in state is resolved; undefined where it cannot
 * be told, as in unit tests.
 */
export function providerFolder(): ProviderFolder | undefined {
  const main = (require.main?.filename ?? "").replaceAll("\\", "/");
  if (/\/@?pulumi\/cmd\/run(\/index\.js)?$/.test(main)) return { path: startedIn, inline: false };
  const workDir = workDirOfInlineStack();
  return workDir === undefined ? undefined : { path: projectFolder(workDir), inline: true };
}

/** The Automation API tells an inline program nothing of its stack; but the engine that it started runs in the `workDir`. */
function workDirOfInlineStack(): string | undefined {
  if (process.platform !== "linux") return undefined;
  for (const pid of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const [parent] = readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) \S /s, "")
        .split(" ");
      if (Number(parent) !== process.pid) continue;
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      if (command.includes("auto.inline")) return readlinkSync(`/proc/${pid}/cwd`);
    } catch {
      // It ended just now.
    }
  }
  return undefined;
}

/** Where the program of a project is: beside its Pulumi.yaml, or where that says. */
function projectFolder(workDir: string): string {
  const file = join(workDir, "Pulumi.yaml");
  if (!existsSync(file)) return workDir;
  const [, main = "."] = /^main: *["']?([^"'\n]+?)["']? *$/m.exec(readFileSync(file, "utf8")) ?? [];
  const program = resolve(workDir, main);
  return statSync(program, { throwIfNoEntry: false })?.isFile() ? dirname(program) : program;
}
