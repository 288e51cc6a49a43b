// @ts-check
import { spawn } from "node:child_process";

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {"inherit" | "stderr" | "collect"} [output] where both streams go: through, all to our stderr, or kept
 * @property {(line: string) => void} [onLine] called for each line of either stream, with output "collect"
 * @property {boolean} [decidesOnSignals] whether the command's own end says what a signal to us means; else it ends us
 * @property {number} [timeoutSeconds] after which the command and all it started are killed
 */

/** @typedef {{ code: number, output: string, stdout: string, timedOut: boolean }} CommandResult */

/** How long a command may take to stop by itself after SIGTERM. */
const STOP_GRACE_MS = 5000;

/**
 * Runs a command to its end; a failing one is a result, not an exception. A signal to us goes on to it, and nothing it
 * started stays behind.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<CommandResult>}
 */
export function runCommand(command, args, options = {}) {
  const collect = (options.output ?? "collect") === "collect";
  const streams = collect ? "pipe" : options.output === "stderr" ? 2 : "inherit";
  const windows = process.platform === "win32";
  // A group of its own lets us stop grandchildren too; only what we time out needs it, and Ctrl-C then needs our help.
  const ownGroup = options.timeoutSeconds !== undefined && !windows;
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ["ignore", streams, streams],
    detached: ownGroup,
    // npm is a .cmd there, which only a shell can start.
    shell: windows && command === "npm",
  });

  /** @param {NodeJS.Signals} signal */
  const signalChild = (signal) => {
    if (child.pid === undefined || child.exitCode !== null) return;
    try {
      process.kill(ownGroup ? -child.pid : child.pid, signal);
    } catch {
      // It ended just now.
    }
  };
  /** @type {NodeJS.Signals[]} */
  const forwarded = ["SIGINT", "SIGTERM", "SIGHUP"];
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    // A terminal sends Ctrl-C to all of its group; sent twice, it makes Pulumi give up at once.
    if (ownGroup || signal !== "SIGINT" || !process.stdin.isTTY) signalChild(signal);
    interruptedBy = signal;
  };
  /** @type {NodeJS.Signals | undefined} */
  let interruptedBy;
  for (const signal of forwarded) process.on(signal, forward);

  let timedOut = false;
  /** @type {NodeJS.Timeout[]} */
  const timers = [];
  if (options.timeoutSeconds !== undefined) {
    const limit = setTimeout(() => {
      timedOut = true;
      signalChild("SIGTERM");
      timers.push(setTimeout(() => signalChild("SIGKILL"), STOP_GRACE_MS));
    }, options.timeoutSeconds * 1000);
    timers.push(limit);
  }

  let output = "";
  let stdout = "";
  for (const stream of [child.stdout, child.stderr]) {
    let rest = "";
    stream?.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      output += text;
      if (stream === child.stdout) stdout += text;
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) options.onLine?.(line);
    });
  }

  return new Promise((resolve, reject) => {
    const finish = () => {
      for (const timer of timers) clearTimeout(timer);
      for (const signal of forwarded) process.off(signal, forward);
    };
    child.on("error", (error) => {
      finish();
      reject(error);
    });
    child.on("close", (code, signal) => {
      finish();
      // We were told to stop as well: now that the child is gone, do so.
      if (interruptedBy !== undefined && !options.decidesOnSignals)
        process.exit(128 + (interruptedBy === "SIGINT" ? 2 : 15));
      resolve({ code: code ?? (signal === null ? 1 : 128), output, stdout, timedOut });
    });
  });
}
