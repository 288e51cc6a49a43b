import { Readable } from "node:stream";
import { asMessage, type Terminal } from "../../cli/kit/terminal";
import { runCommandLine } from "../../cli/run-command-line";

/** What a command printed, and how it ended. */
export interface Outcome {
  readonly code: number;
  /** Standard output. */
  readonly text: string;
  /** Standard error. */
  readonly said: string;
}

/** Runs a command line in this process, with an environment, a folder and an input of its own. */
export async function runHere(
  args: readonly string[],
  {
    environment = {},
    folder = "/nonexistent",
    input = "",
  }: { environment?: NodeJS.ProcessEnv; folder?: string; input?: string } = {},
): Promise<Outcome> {
  let text = "";
  let said = "";
  const terminal: Terminal = {
    environment: { HOME: "/nonexistent", ...environment },
    folder,
    input: Readable.from([input]),
    interactive: false,
    print: (more) => (text += more),
    say: (message) => (said += asMessage(message)),
    progress: () => {},
  };
  const code = await runCommandLine(args, terminal);
  return { code, text, said };
}
