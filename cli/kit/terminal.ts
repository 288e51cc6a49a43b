import type { Readable } from "node:stream";

/** Where a command reads and writes. Tests give their own; see {@link processTerminal} for the process's. */
export interface Terminal {
  readonly environment: NodeJS.ProcessEnv;
  /** The folder that relative paths start from. */
  readonly folder: string;
  readonly input: Readable & { readonly isTTY?: boolean };
  /** Answers, to standard output. */
  print(text: string): void;
  /** A message, to standard error, on a line that begins with this command's name. */
  say(message: string): void;
  /** Says on standard error what is being waited for, where a person looks at it. */
  progress(text: string): void;
  /** Whether standard output is a person's terminal, which wants colours and questions. */
  readonly interactive: boolean;
}

/** What this command is called. */
export const PROGRAM = "databricks-serving";

/** A message as it stands on standard error; what it says besides goes on the lines below. */
export const asMessage = (message: string): string => `${PROGRAM}: ${message.trimEnd()}\n`;

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  // Whoever reads may have read enough (`| head -1`); an emulator whose ready line was read goes on serving.
  for (const stream of [stdout, stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
  // Blanks rather than an escape code: they work on any terminal, and with NO_COLOR.
  let shown = 0;
  const clear = (): void => {
    if (shown > 0) stderr.write(`\r${" ".repeat(shown)}\r`);
    shown = 0;
  };
  return {
    environment: process.env,
    folder: process.cwd(),
    input: stdin,
    interactive: Boolean(stdin.isTTY && stdout.isTTY),
    print(text) {
      clear();
      stdout.write(text);
    },
    say(message) {
      clear();
      stderr.write(asMessage(message));
    },
    progress(text) {
      if (!stderr.isTTY) return;
      clear();
      const line = text.slice(0, (stderr.columns ?? 80) - 1);
      stderr.write(line);
      shown = line.length;
    },
  };
}
