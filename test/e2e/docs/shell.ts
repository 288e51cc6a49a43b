import { spawn, type ChildProcess } from "node:child_process";
import { onTestFinished } from "vitest";
import { resolve } from "node:path";
import { killTree } from "../harness/pulumi-stack";

const CLI = resolve(__dirname, "../../../dist/cli/databricks-serving.js");

/** `npx` finds the command in the project's node_modules; this spares its own start. */
const STRICT = "set -e -o pipefail\n";
const NPX = `npx() { if [ "$1" = databricks-serving ]; then shift; "${process.execPath}" "${CLI}" "$@"; else command npx "$@"; fi; }
`;

/** How a script ended, and what it printed. */
export interface ShellOutcome {
  readonly code: number;
  readonly stdout: string;
  /** Standard output and standard error. */
  readonly output: string;
}

/**
 * Runs lines in one bash, as somebody who pastes them.
 *
 * @param until ends it, with code 0, as soon as it has printed this
 * @param installed whether the script itself installs the package, so that npx finds it
 */
export async function runInShell(
  lines: readonly string[],
  {
    folder,
    environment,
    until,
    installed = false,
  }: { folder: string; environment: NodeJS.ProcessEnv; until?: RegExp; installed?: boolean },
): Promise<ShellOutcome> {
  const script = `${STRICT}${installed ? "" : NPX}${lines.map(withoutQuestions).join("\n")}\n`;
  const child = spawn("bash", ["-c", script], {
    cwd: folder,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const end = endOnce(child);
  onTestFinished(end);
  let stdout = "";
  let output = "";
  let ended = false;
  const take = (chunk: Buffer, isAnswer: boolean): void => {
    output += chunk.toString();
    if (isAnswer) stdout += chunk.toString();
    if (until?.test(output) !== true) return;
    ended = true;
    end();
  };
  child.stdout.on("data", (chunk: Buffer) => take(chunk, true));
  child.stderr.on("data", (chunk: Buffer) => take(chunk, false));
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (code) => done({ code: ended ? 0 : (code ?? -1), stdout, output }));
  });
}

/** Pulumi asks a person at a terminal, and needs a flag elsewhere. */
const withoutQuestions = (line: string): string =>
  /^pulumi (up|destroy|refresh)\b(?!.*--(yes|preview-only))/.test(line) ? `${line} --yes` : line;

function endOnce(child: ChildProcess): () => void {
  return () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) killTree(child.pid);
  };
}
