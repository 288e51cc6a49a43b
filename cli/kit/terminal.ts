import type { Readable } from "node:stream";

/** Where a command reads and writes. Tests give their own; see {@link processTerminal} for the process's. */
export interface Terminal {
  readonly environment: NodeJS.ProcessEnv;
  /** The folder that relative paths start from. */
  readonly folder: string;
  readonly input: Readable & { readonly isTTY?: boolean };
  /** Answers, to standard output. */
  print(text: string): void;
  /** Messages, to standard error. Whole lines. */
  say(text: string): void;
  /** Says on standard error what is being waited for, where a person looks at it. */
  progress(text: string): void;
  /** Whether standard output is a person's terminal, which wants colours and questions. */
  readonly interactive: boolean;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  // Whoever reads may have read enough (`| head -1`); an emulator whose ready line was read goes on serving.
  for (const stream of [stdout, stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
  let shown = false;
  const clear = (): void => {
    if (shown) stderr.write("\r\u001B[2K");
    shown = false;
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
    say(text) {
      clear();
      stderr.write(text);
    },
    progress(text) {
      if (!stderr.isTTY) return;
      clear();
      stderr.write(text.slice(0, (stderr.columns ?? 80) - 1));
      shown = true;
    },
  };
}
