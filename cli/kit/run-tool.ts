import { spawn } from "node:child_process";
import { text as wholeText } from "node:stream/consumers";

/** How a program that was run ended. */
export interface Ran {
  readonly ok: boolean;
  readonly stdout: string;
  /** What it complained of, without the word "error". */
  readonly complaint: string;
}

/** Runs a program to its end; a failure is a result. What it prints stays in memory, since it may hold secrets. */
export async function runTool(
  file: string,
  args: readonly string[],
  { folder, environment, timeoutMs }: { folder: string; environment: NodeJS.ProcessEnv; timeoutMs?: number },
): Promise<Ran> {
  const child = spawn(file, args, {
    cwd: folder,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
  });
  const ended = new Promise<string | undefined>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) =>
      resolve(code === 0 ? undefined : `${file} ended with ${signal ?? `exit code ${code}`}`),
    );
  });
  const [stdout, stderr, failure] = await Promise.all([
    wholeText(child.stdout),
    wholeText(child.stderr),
    ended,
  ]);
  const complaint = failure === undefined ? "" : stderr.trim().replace(/^error: /, "") || failure;
  return { ok: failure === undefined, stdout, complaint };
}
