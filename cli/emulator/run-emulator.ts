import { resolve } from "node:path";
import { startEmulator, type Emulator, type EmulatorOptions } from "../../emulator/index";
import { CommandFailed } from "../kit/command-failed";
import { EXIT_CODES, type ExitCode } from "../kit/exit-code";
import type { Terminal } from "../kit/terminal";
import { environmentLines, type Shell } from "./environment-lines";
import { readLive } from "./read-live";
import { readSeed } from "./read-seed";

/** What `emulator` is called with. */
interface Given {
  port: number | undefined;
  host: string | undefined;
  allowHost: readonly string[];
  token: string | undefined;
  secret: readonly string[];
  seed: string | undefined;
  state: string | undefined;
  workspaceId: string | undefined;
  live: boolean;
  liveHost: readonly string[];
  shell: Shell;
  json: boolean;
}

/**
 * Runs the emulator until SIGINT or SIGTERM. Prints lines that set `DATABRICKS_HOST` and `DATABRICKS_TOKEN`, then one line
 * for each request; in JSON a document a line.
 *
 * @throws CommandFailed where it cannot start
 */
export async function runEmulator(given: Given, terminal: Terminal): Promise<ExitCode> {
  const { json, shell } = given;
  const line = (text: string, document: object): void =>
    terminal.print(`${json ? JSON.stringify(document) : text}\n`);
  const options = optionsOf(given, terminal.folder);
  const stopped = untilSignal();
  let emulator: Emulator;
  try {
    emulator = await startEmulator({ ...options, log: (request) => line(request, { request }) });
  } catch (error) {
    throw new CommandFailed(`the emulator could not start: ${(error as Error).message}`);
  }
  const variables = { DATABRICKS_HOST: emulator.url, DATABRICKS_TOKEN: emulator.token };
  const { controlToken, workspaceId } = emulator;
  line(environmentLines(shell, variables), {
    ready: true,
    ...variables,
    workspaceId,
    ...(controlToken && { controlToken }),
  });
  if (controlToken !== undefined && !json) terminal.say(exposure(options.host ?? emulator.url, controlToken));
  await stopped;
  await emulator.close();
  return EXIT_CODES.done.code;
}

function optionsOf(given: Given, folder: string): EmulatorOptions {
  const { port, host, allowHost, token, secret, seed, state, workspaceId, live, liveHost } = given;
  return {
    seed: readSeed(seed && resolve(folder, seed), secret),
    allowedHosts: [...allowHost],
    ...readLive(live, liveHost),
    ...(port !== undefined && { port }),
    ...(host !== undefined && { host }),
    ...(token !== undefined && { token }),
    ...(state !== undefined && { stateFile: resolve(folder, state) }),
    ...(workspaceId !== undefined && { workspaceId }),
  };
}

/** Who can reach it, and with what the controls are used then. */
const exposure = (host: string, controlToken: string): string =>
  `Everybody who can reach this machine at ${host} can call this emulator, and with the token above is an admin of it.\n` +
  `Its control path takes this token, printed once: ${controlToken}`;

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process at once, as by default. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
