import {
  Argument,
  Command as CommanderCommand,
  InvalidArgumentError,
  Option,
  type OutputConfiguration,
} from "commander";
import { ownPackage } from "../../provider/client/api/own-package";
import { CalledWrongly } from "./command-failed";
import type { Command } from "./define-command";
import { exitCodeLines } from "./exit-code";
import { nearest } from "../../provider/text/nearest";
import type { Param } from "./param";
import { PROGRAM } from "./terminal";

/** What a group of commands does, by its name. */
export type Groups = Readonly<Record<string, string>>;

/**
 * Commander's program for commands.
 *
 * @param output where help texts and complaints go
 * @param chosen is told which command was called, with the values given
 */
export function buildProgram(
  commands: readonly Command[],
  groups: Groups,
  output: OutputConfiguration,
  chosen: (command: Command, given: Record<string, unknown>) => void,
): CommanderCommand {
  const program = new CommanderCommand(PROGRAM)
    .description(
      "Databricks serving endpoints with Pulumi: look at them, take them over, check them, emulate them.",
    )
    .version(ownPackage.version, "-v, --version", "print the version")
    .helpOption("-h, --help", "show this text")
    .helpCommand("help [command]", "show the help of a command")
    .showSuggestionAfterError()
    .configureOutput(output)
    .exitOverride();
  program.addHelpText("after", ["", "Exit codes:", ...exitCodeLines()].join("\n"));
  for (const command of commands) {
    const [first = "", second] = command.name.split(" ");
    const parent = second === undefined ? program : groupOf(program, first, groups);
    addCommand(parent, second ?? first, command, chosen);
  }
  return program;
}

function groupOf(program: CommanderCommand, name: string, groups: Groups): CommanderCommand {
  return (
    program.commands.find((one) => one.name() === name) ??
    program
      .command(name)
      .description(groups[name] ?? "")
      .helpCommand(false)
  );
}

function addCommand(
  parent: CommanderCommand,
  name: string,
  command: Command,
  chosen: (command: Command, given: Record<string, unknown>) => void,
): void {
  const made = parent
    .command(name)
    .summary(command.does)
    .description(command.does)
    // Not in the description itself, which completions show beside the name.
    .configureHelp({
      commandDescription: () => [sentence(command.does), command.about].filter(Boolean).join("\n\n"),
    })
    .showHelpAfterError(`\`${PROGRAM} ${command.name} --help\` shows what is allowed.`);
  const names = Object.keys(command.arguments);
  for (const param of Object.values(command.arguments)) made.addArgument(argumentOf(param));
  for (const [option, param] of Object.entries(command.options)) made.addOption(optionOf(option, param));
  const examples = (command.examples ?? []).map((line) => `  ${PROGRAM} ${line}`);
  if (examples.length > 0) made.addHelpText("after", ["", "Examples:", ...examples].join("\n"));
  made.action(() => {
    const positional = Object.fromEntries(names.map((key, index) => [key, made.processedArgs[index]]));
    chosen(command, { ...flagsOff(command), ...positional, ...made.opts() });
  });
}

/** Commander leaves a flag that was not given undefined. */
function flagsOff({ options }: Command): Record<string, false> {
  const flags = Object.entries(options).filter(([, { value, off }]) => value === undefined && off !== true);
  return Object.fromEntries(flags.map(([name]) => [name, false]));
}

function argumentOf(param: Param<unknown>): Argument {
  const name = param.many === true ? `${param.value}...` : param.value;
  const argument = new Argument(param.required === true ? `<${name}>` : `[${name}]`, param.does);
  if (param.many === true) argument.default([], "none");
  return param.choices === undefined
    ? argument
    : argument.choices(param.choices).argParser(oneOf(param.choices));
}

function optionOf(name: string, param: Param<unknown>): Option {
  const long = `--${param.off === true ? "no-" : ""}${kebab(name)}`;
  const short = param.short === undefined ? "" : `-${param.short}, `;
  const option = new Option(
    `${short}${long}${param.value === undefined ? "" : ` <${param.value}>`}`,
    param.does,
  );
  if (param.choices !== undefined) option.choices(param.choices).argParser(oneOf(param.choices));
  const { parse } = param;
  if (param.many === true) {
    option.default([], "none").argParser((text, before) => [...(before as unknown[]), text]);
  } else if (parse !== undefined) option.argParser((text) => parsed(parse, text));
  if (param.default !== undefined && param.value !== undefined && param.many !== true)
    option.default(param.default);
  return option;
}

/** Commander's own check of choices names no nearest one. */
const oneOf =
  (choices: readonly string[]) =>
  (text: string): string => {
    if (choices.includes(text)) return text;
    const near = nearest(text, choices);
    const meant = near === undefined ? "" : ` Did you mean ${near}?`;
    throw new InvalidArgumentError(`Allowed choices are ${choices.join(", ")}.${meant}`);
  };

/** Commander puts the option and what was found before the message. */
function parsed(parse: (text: string) => unknown, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof CalledWrongly) throw new InvalidArgumentError(error.message);
    throw error;
  }
}

export const kebab = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
