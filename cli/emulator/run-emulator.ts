import { startEmulator, type Emulator, type EmulatorOptions } from "../../emulator/index";
import { CommandFailed } from "../kit/command-failed";
import { EXIT_CODES, type ExitCode } from "../kit/exit-code";
import type { Terminal } from "../kit/terminal";

/**
 * Runs the emulator until SIGINT or SIGTERM. Prints `DATABRICKS_HOST=…` and `DATABRICKS_TOKEN=…`, each on a line of its
 * own, then one line for each request; in JSON a document a line.
 *
 * @throws CommandFailed where it cannot start
 */
export async function runEmulator(
  given: {
    port: number | undefined;
    host: string | undefined;
    token: string | undefined;
    stateFile: string | undefined;
    json: boolean;
  },
  terminal: Terminal,
): Promise<ExitCode> {
  const { json, ...options } = given;
  const chosen = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const line = (text: string, document: object): void =>
    terminal.print(`${json ? JSON.stringify(document) : text}\n`);
  const stopped = untilSignal();
  let emulator: Emulator;
  try {
    emulator = await startEmulator({
      ...(chosen as EmulatorOptions),
      log: (request) => line(request, { request }),
    });
  } catch (error) {
    throw new CommandFailed(`the emulator could not start: ${(error as Error).message}`);
  }
  const { url, token } = emulator;
  line(`DATABRICKS_HOST=${url}\nDATABRICKS_TOKEN=${token}`, {
    DATABRICKS_HOST: url,
    DATABRICKS_TOKEN: token,
  });
  await stopped;
  await emulator.close();
  return EXIT_CODES.done.code;
}

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process at once, as by default. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
