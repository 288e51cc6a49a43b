import { CommanderError } from "commander";
import { commands, groups } from "./commands";
import { completeWords } from "./completion/complete-words";
import { buildProgram } from "./kit/build-program";
import { CalledWrongly } from "./kit/command-failed";
import type { Command } from "./kit/define-command";
import { EXIT_CODES, type ExitCode } from "./kit/exit-code";
import { refuseWrongPaths } from "./kit/refuse-wrong-paths";
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
  let complaint = "";
  const output = {
    writeOut: (text: string) => terminal.print(text),
    writeErr: (text: string) => (complaint += text),
    outputError: (text: string) => (complaint += text.replace(/^error: /, "")),
  };
  const fail = (message: string): void => {
    terminal.say(message);
    if (wantsJson(args)) terminal.print(`${JSON.stringify({ error: message })}\n`);
  };
  const program = buildProgram(commands, groups, output, (command, given) => (called = { command, given }));
  try {
    await program.parseAsync(args, { from: "user" });
    if (called === undefined) return EXIT_CODES.done.code;
    const { command, given } = called;
    refuseWrongPaths(command, given, terminal.folder);
    return await command.run(given, terminal);
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT_CODES.done.code;
      fail(error.code === "commander.help" ? `say what to do\n\n${complaint}` : complaint.trimEnd());
      return EXIT_CODES.calledWrongly.code;
    }
    fail(error instanceof Error ? error.message : String(error));
    return error instanceof CalledWrongly ? EXIT_CODES.calledWrongly.code : EXIT_CODES.failed.code;
  }
}

/** Asked of the words themselves: a program wants JSON of what cannot be made sense of, too. */
function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return (end < 0 ? args : args.slice(0, end)).includes("--json");
}
