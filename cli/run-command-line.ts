import { CommanderError } from "commander";
import { commands, groups } from "./commands";
import { completeWords } from "./completion/complete-words";
import { buildProgram, PROGRAM } from "./kit/build-program";
import { CalledWrongly } from "./kit/command-failed";
import type { Command } from "./kit/define-command";
import { EXIT_CODES, type ExitCode } from "./kit/exit-code";
import type { Terminal } from "./kit/terminal";

/**
 * Runs a command line to its end: finds the command, gives it its arguments, and says what goes wrong.
 *
 * @param args what was typed after `databricks-serving`
 */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  if (args[0] === "complete") {
    await completeWords(args.slice(args[1] === "--" ? 2 : 1), commands, groups);
    return EXIT_CODES.done.code;
  }
  let called: { command: Command; given: Record<string, unknown> } | undefined;
  const output = {
    writeOut: (text: string) => terminal.print(text),
    writeErr: (text: string) => terminal.say(text),
    outputError: (text: string) => terminal.say(text.replace(/^error: /, `${PROGRAM}: `)),
  };
  const program = buildProgram(commands, groups, output, (command, given) => (called = { command, given }));
  try {
    await program.parseAsync(args, { from: "user" });
    if (called === undefined) return EXIT_CODES.done.code;
    return await called.command.run(called.given, terminal);
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? EXIT_CODES.done.code : EXIT_CODES.calledWrongly.code;
    }
    const message = error instanceof Error ? error.message : String(error);
    terminal.say(`${PROGRAM}: ${message}\n`);
    if (called?.given["json"] === true) terminal.print(`${JSON.stringify({ error: message })}\n`);
    return error instanceof CalledWrongly ? EXIT_CODES.calledWrongly.code : EXIT_CODES.failed.code;
  }
}
