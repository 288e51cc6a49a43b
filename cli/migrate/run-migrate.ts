import { resolve } from "node:path";
import { readLiveEndpoint } from "../export/read-live-endpoint";
import { CalledWrongly, CommandFailed } from "../kit/command-failed";
import { EXIT_CODES, type ExitCode } from "../kit/exit-code";
import type { Terminal } from "../kit/terminal";
import { writeAnswer } from "../kit/write-answer";
import { openWorkspace } from "../workspace/open-workspace";
import type { WorkspaceOptions } from "../workspace/workspace-options";
import { endpointInState } from "./endpoint-in-state";
import { migratedServices, NothingToMigrate, type Migrated } from "./migrated-services";
import { printMigration } from "./print-migration";
import type { MovableEndpoint } from "./movable-endpoint";

interface Given extends WorkspaceOptions {
  readonly endpoint: string;
  readonly to: string | undefined;
  readonly fromState: string | undefined;
  readonly out: string | undefined;
  readonly json: boolean;
}

/** Writes an endpoint as a program of model services. */
export async function runMigrate(given: Given, terminal: Terminal): Promise<ExitCode> {
  const { endpoint, to, out, fromState, json } = given;
  if (to === undefined || !/^[^./\s]+\.[^./\s]+$/.test(to)) {
    throw new CalledWrongly(
      "Say with --to which schema of Unity Catalog takes the services, such as --to main.ai.",
    );
  }
  const live: MovableEndpoint =
    fromState === undefined
      ? await readLiveEndpoint(endpoint, await openWorkspace(given, terminal))
      : endpointInState(resolve(terminal.folder, fromState), endpoint);
  const migrated = translate(live, to);
  const program = printMigration(endpoint, live.host, migrated);
  if (out !== undefined) writeAnswer(out, program, terminal, { isNew: true });
  const { lost, secrets } = migrated;
  if (json) terminal.print(`${JSON.stringify({ endpoint, program, lost, secrets }, null, 2)}\n`);
  else {
    if (out === undefined) terminal.print(program);
    for (const { what, why, todo } of lost) terminal.say(`${what}: ${why}; ${todo}.`);
  }
  return EXIT_CODES.done.code;
}

function translate(live: MovableEndpoint, schema: string): Migrated {
  try {
    return migratedServices(live, schema);
  } catch (error) {
    if (error instanceof NothingToMigrate) throw new CommandFailed(error.message);
    throw error;
  }
}
