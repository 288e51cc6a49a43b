import { CalledWrongly, CommandFailed } from "../kit/command-failed";
import { EXIT_CODES, type ExitCode } from "../kit/exit-code";
import type { Terminal } from "../kit/terminal";
import { writeAnswer } from "../kit/write-answer";
import type { Workspace } from "../../provider/client/workspace";
import { openWorkspace } from "../workspace/open-workspace";
import type { WorkspaceOptions } from "../workspace/workspace-options";
import { exportAll } from "./export-all";
import { identifier } from "./identifier";
import { printProgram } from "./program-part";
import { readLiveEndpoint } from "./read-live-endpoint";
import { readLiveService } from "./read-live-services";
import { servicePart } from "./service-part";
import { toProgram, type Program } from "./to-program";

interface Given extends WorkspaceOptions {
  readonly name: string | undefined;
  readonly all: boolean;
  readonly out: string | undefined;
  readonly adopt: boolean;
  readonly json: boolean;
}

/** Exports what is there as a program. */
export async function runExport(given: Given, terminal: Terminal): Promise<ExitCode> {
  const { name, all, out, adopt, json } = given;
  if ((name === undefined) !== all) {
    throw new CalledWrongly(
      "Give the name of an endpoint or a service, or --all for everything that there is.",
    );
  }
  if (name !== undefined) refuseUnmanageable(name);
  const workspace = await openWorkspace(given, terminal);
  const { text, notes } =
    name === undefined
      ? await exportAll(workspace, adopt, terminal)
      : await exportOne(name, workspace, adopt);
  if (out !== undefined) writeAnswer(out, text, terminal, { isNew: true });
  if (json) terminal.print(`${JSON.stringify({ endpoint: name, program: text, notes }, null, 2)}\n`);
  else {
    if (out === undefined) terminal.print(text);
    for (const note of notes) terminal.say(note);
  }
  return EXIT_CODES.done.code;
}

async function exportOne(name: string, workspace: Workspace, adopt: boolean): Promise<Program> {
  if (name.split(".").length !== 3) return toProgram(await readLiveEndpoint(name, workspace), adopt);
  const service = await readLiveService(name, workspace);
  if (service === undefined) {
    throw new CommandFailed(
      `There is no model service and no model provider service ${JSON.stringify(name)} on ${workspace.host}.`,
    );
  }
  const part = servicePart(service, identifier(name.split(".").at(-1) ?? name), new Map(), adopt);
  return { text: printProgram([part]), notes: part.notes };
}

/** Endpoints that Databricks keeps in every workspace can be queried, and changed by nobody. */
function refuseUnmanageable(endpoint: string): void {
  if (!endpoint.startsWith("databricks-")) return;
  throw new CommandFailed(
    `${JSON.stringify(endpoint)} is an endpoint of Databricks' own, which no program can manage. Query it by its name; ` +
      "`getServingEndpoint` looks at it.",
  );
}
