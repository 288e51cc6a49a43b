import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { isPlainObject } from "../../provider/schema/plain-object";
import { CalledWrongly, CommandFailed } from "../kit/command-failed";
import { EXIT_CODES, type ExitCode } from "../kit/exit-code";
import type { Terminal } from "../kit/terminal";
import { movedState } from "./moved-state";

interface Given {
  readonly to: string;
  readonly in: string | undefined;
  readonly out: string | undefined;
  readonly json: boolean;
}

/** Rewrites an exported state. */
export function runMoveState({ to, in: from, out }: Given, terminal: Terminal): Promise<ExitCode> {
  if (to !== "plugin" && to !== "dynamic") {
    throw new CalledWrongly(`to: found ${JSON.stringify(to)}; allowed: plugin, dynamic`);
  }
  const file = resolve(terminal.folder, from ?? "state.json");
  const { state, moved } = movedState(readState(file), to);
  const printed = `${JSON.stringify(state, null, 4)}\n`;
  if (out === undefined) terminal.print(printed);
  else writeFileSync(resolve(terminal.folder, out), printed, { mode: 0o600 });
  terminal.say(
    moved === 0
      ? `No resource to move: this state has none of ${to === "plugin" ? "the dynamic provider" : "the plugin"}.\n`
      : `${moved} ${moved === 1 ? "resource" : "resources"} moved. Take the state back with \`pulumi stack import --file ${out ?? "<file>"}\`.\n`,
  );
  return Promise.resolve(EXIT_CODES.done.code);
}

function readState(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new CommandFailed(`there is no ${file}; \`pulumi stack export --file state.json\` writes it`);
  }
  let state: unknown;
  try {
    state = JSON.parse(text);
  } catch {
    state = undefined;
  }
  if (!isPlainObject(state) || state["version"] !== 3 || !isPlainObject(state["deployment"])) {
    throw new CommandFailed(`${file} is no state of version 3, as \`pulumi stack export\` writes it`);
  }
  return state;
}
