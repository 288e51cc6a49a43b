import { execFile, execFileSync } from "node:child_process";
import { join } from "node:path";
import { repository } from "../package/consumer";

/** What to wait for, and which keys to press then. */
export type Step = readonly [waitFor: string, keys: string];

export const CTRL_C = "\u0003";

/** Runs the command line as a person does, at a pseudo-terminal, and presses the keys that it waits for. */
export function atTerminal(
  folder: string,
  steps: readonly Step[],
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<{ code: number; shown: string }> {
  const cli = join(repository, "dist", "cli", "databricks-serving.js");
  const driver = join(__dirname, "drive-terminal.py");
  const command = [driver, JSON.stringify(steps), process.execPath, cli, ...args];
  const env = { ...process.env, TERM: "xterm", ...environment };
  return new Promise((done) => {
    execFile("python3", command, { cwd: folder, env }, (error, stdout) =>
      done({ code: error === null ? 0 : Number(error.code), shown: stdout }),
    );
  });
}

/** Python brings the pseudo-terminal; Node.js has none of its own. */
export function hasTerminals(): boolean {
  try {
    execFileSync("python3", ["-c", "import pty"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
