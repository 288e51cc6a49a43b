import { existsSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { CommandFailed } from "../kit/command-failed";
import { EXIT_CODES, type ExitCode } from "../kit/exit-code";
import type { Terminal } from "../kit/terminal";
import { openWorkspace } from "../workspace/open-workspace";
import type { WorkspaceOptions } from "../workspace/workspace-options";
import { readLiveEndpoint } from "./read-live-endpoint";
import { toProgram } from "./to-program";

interface Given extends WorkspaceOptions {
  readonly endpoint: string;
  readonly out: string | undefined;
  readonly adopt: boolean;
  readonly json: boolean;
}

/** Exports a live endpoint as a program. */
export async function runExport(given: Given, terminal: Terminal): Promise<ExitCode> {
  const { endpoint, adopt, json } = given;
  refuseUnmanageable(endpoint);
  const out = given.out === undefined ? undefined : resolve(terminal.folder, given.out);
  if (out !== undefined && existsSync(out)) {
    throw new CommandFailed(`${given.out} exists already, and is not overwritten. Give another file.`);
  }
  const workspace = await openWorkspace(given, terminal);
  const { text, notes } = toProgram(await readLiveEndpoint(endpoint, workspace), adopt);
  if (out !== undefined) writeNew(out, text);
  if (json) terminal.print(`${JSON.stringify({ endpoint, program: text, notes }, null, 2)}\n`);
  else {
    if (out === undefined) terminal.print(text);
    terminal.say(notes.map((note) => `${note}\n`).join(""));
  }
  return EXIT_CODES.done.code;
}

/** Endpoints that Databricks keeps in every workspace can be queried, and changed by nobody. */
function refuseUnmanageable(endpoint: string): void {
  if (!endpoint.startsWith("databricks-")) return;
  throw new CommandFailed(
    `${JSON.stringify(endpoint)} is an endpoint of Databricks' own, which no program can manage. Query it by its name; ` +
      "`getServingEndpoint` looks at it.",
  );
}

function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: "wx" });
  } catch (error) {
    throw new CommandFailed(`${file} cannot be written: ${(error as Error).message}`);
  }
}
