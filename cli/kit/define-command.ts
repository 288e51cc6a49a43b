import type { ExitCode } from "./exit-code";
import { flag, type Param, type Params, type Values } from "./param";
import type { Terminal } from "./terminal";

/** A command: what it is called, what it takes, and what it does. Help, completion and the docs come from this. */
export interface CommandSpec<Arguments extends Params, Options extends Params> {
  /** What is typed after `databricks-serving`, such as `doctor` or `convert terraform`. */
  readonly name: string;
  /** What it does, in one line: a verb in lower case, no full stop. */
  readonly does: string;
  /** What a reader of its help should know besides, in paragraphs. */
  readonly about?: string;
  readonly arguments?: Arguments;
  /** By their names in camel case; `configFile` is `--config-file`. `--json` and `--help` are there by themselves. */
  readonly options?: Options;
  /** Complete command lines, without `databricks-serving`. */
  readonly examples?: readonly string[];
  /**
   * Does it. Loads what it needs by itself, so that the others do not wait for it.
   *
   * @throws CommandFailed with a message for people
   */
  run(
    given: Values<Arguments> & Values<Options> & { readonly json: boolean },
    terminal: Terminal,
  ): Promise<ExitCode>;
}

/** A command whose parameters' types are known to nobody but itself. */
export interface Command extends Omit<CommandSpec<Params, Params>, "run" | "arguments" | "options"> {
  readonly arguments: Params;
  readonly options: Params & { readonly json: Param<boolean> };
  run(given: Readonly<Record<string, unknown>>, terminal: Terminal): Promise<ExitCode>;
}

/** Makes a command of what it is; its `run` gets values of the types that its parameters give. */
export function defineCommand<
  Arguments extends Params = Record<never, never>,
  Options extends Params = Record<never, never>,
>(spec: CommandSpec<Arguments, Options>): Command {
  return {
    ...spec,
    arguments: spec.arguments ?? {},
    options: { ...spec.options, json: flag("answer in JSON, for programs") },
    run: (given, terminal) => spec.run(given as Parameters<typeof spec.run>[0], terminal),
  };
}
