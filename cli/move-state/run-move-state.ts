import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { isPlainObject } from "../../provider/schema/plain-object";
import { CommandFailed } from "../kit/command-failed";
import { EXIT_CODES, type ExitCode } from "../kit/exit-code";
import type { Terminal } from "../kit/terminal";
import { writeAnswer } from "../kit/write-answer";
import { movedState } from "./moved-state";

interface Given {
  readonly to: "plugin" | "dynamic";
  readonly in: string | undefined;
  readonly out: string | undefined;
  readonly json: boolean;
}

/** Of states; the engine writes the later one where a state uses what the earlier one has not. */
const VERSIONS: readonly unknown[] = [3, 4];

/** Rewrites an exported state. */
export function runMoveState({ to, in: from, out, json }: Given, terminal: Terminal): Promise<ExitCode> {
  const file = resolve(terminal.folder, from ?? "");
  const { state, moved } = movedState(readState(file), to);
  const printed = `${JSON.stringify(state, null, 4)}\n`;
  if (out !== undefined) writeAnswer(out, printed, terminal, { mode: 0o600 });
  if (json)
    terminal.print(`${JSON.stringify({ to, moved, ...(out === undefined && { state }) }, null, 2)}\n`);
  else if (out === undefined) terminal.print(printed);
  terminal.say(
    moved === 0
      ? `No resource to move: this state has none of ${to === "plugin" ? "the dynamic provider" : "the plugin"}.`
      : `${moved} ${moved === 1 ? "resource" : "resources"} moved. Take the state back with \`pulumi stack import --file ${out ?? "<file>"}\`.`,
  );
  return Promise.resolve(EXIT_CODES.done.code);
}

function readState(file: string): Record<string, unknown> {
  const text = readFileSync(file, "utf8");
  let state: unknown;
  try {
    state = JSON.parse(text);
  } catch {
    state = undefined;
  }
  if (!isPlainObject(state) || !VERSIONS.includes(state["version"]) || !isPlainObject(state["deployment"])) {
    throw new CommandFailed(`${file} is no state of version 3 or 4, as \`pulumi stack export\` writes it`);
  }
  return state;
}
