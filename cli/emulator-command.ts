import { parseArgs } from "node:util";
import { startEmulator, type Emulator, type EmulatorOptions } from "../emulator/index";

const HELP = `Usage: databricks-serving emulator [options]

Runs an emulated Databricks workspace (serving endpoints, secrets, permissions, sign-in, invocations) in the foreground.

Options:
  --port <number>       port to listen on (default: a free one)
  --host <address>      address to listen on (default: 127.0.0.1)
  --token <token>       personal access token that it accepts (default: a fixed fake)
  --state-file <file>   keep the state in this file over a restart (default: memory only)
  --help                show this text
`;

const options = {
  port: { type: "string" },
  host: { type: "string" },
  token: { type: "string" },
  "state-file": { type: "string" },
  help: { type: "boolean" },
} as const;

/**
 * Runs the emulator until SIGINT or SIGTERM. Prints `DATABRICKS_HOST=…` and `DATABRICKS_TOKEN=…`, each on a line of its
 * own, then one line for each request.
 *
 * @param args the arguments after the command's name.
 * @returns the exit code: 0 after a clean end, 1 when it cannot start, 2 for wrong arguments.
 */
export async function runEmulatorCommand(args: string[]): Promise<number> {
  let given: EmulatorOptions | "help";
  try {
    given = readOptions(args);
  } catch (error) {
    process.stderr.write(`emulator: ${(error as Error).message}\n`);
    return 2;
  }
  if (given === "help") {
    process.stdout.write(HELP);
    return 0;
  }
  const stopped = untilSignal();
  let emulator: Emulator;
  try {
    emulator = await startEmulator({ ...given, log: (line) => process.stdout.write(`${line}\n`) });
  } catch (error) {
    process.stderr.write(`emulator: could not start: ${(error as Error).message}\n`);
    return 1;
  }
  process.stdout.write(`DATABRICKS_HOST=${emulator.url}\nDATABRICKS_TOKEN=${emulator.token}\n`);
  await stopped;
  await emulator.close();
  return 0;
}

function readOptions(args: string[]): EmulatorOptions | "help" {
  const allowed = Object.keys(options).map((name) => `--${name}`);
  const { values, tokens } = parseArgs({ args, options, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === "positional") {
      throw new Error(`unexpected argument ${token.value}; allowed: ${allowed.join(", ")}`);
    }
    if (token.kind !== "option") continue;
    if (!Object.hasOwn(options, token.name)) {
      throw new Error(`unknown option ${token.rawName}; allowed: ${allowed.join(", ")}`);
    }
    if (token.name !== "help" && !token.value) throw new Error(`option ${token.rawName} needs a value`);
  }
  if (values.help) return "help";
  const { host, token, "state-file": stateFile } = values as Record<string, string | undefined>;
  return {
    ...(values.port !== undefined && { port: readPort(String(values.port)) }),
    ...(host !== undefined && { host }),
    ...(token !== undefined && { token }),
    ...(stateFile !== undefined && { stateFile }),
  };
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new Error(`--port is ${text}; allowed: a number from 0 to 65535`);
  return port;
}

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process at once, as by default. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
