import { existsSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { readLiveEndpoint } from "../export/read-live-endpoint";
import { CalledWrongly, CommandFailed } from "../kit/command-failed";
import { EXIT_CODES, type ExitCode } from "../kit/exit-code";
import type { Terminal } from "../kit/terminal";
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
  const file = out === undefined ? undefined : resolve(terminal.folder, out);
  if (file !== undefined && existsSync(file)) {
    throw new CommandFailed(`${out ?? ""} exists already, and is not overwritten. Give another file.`);
  }
  const live: MovableEndpoint =
    fromState === undefined
      ? await readLiveEndpoint(endpoint, await openWorkspace(given, terminal))
      : endpointInState(resolve(terminal.folder, fromState), endpoint);
  const migrated = translate(live, to);
  const program = printMigration(endpoint, live.host, migrated);
  if (file !== undefined) writeNew(file, program);
  const { lost, secrets } = migrated;
  if (json) terminal.print(`${JSON.stringify({ endpoint, program, lost, secrets }, null, 2)}\n`);
  else {
    if (file === undefined) terminal.print(program);
    terminal.say(lost.map(({ what, why, todo }) => `${what}: ${why}; ${todo}.\n`).join(""));
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

function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: "wx" });
  } catch (error) {
    throw new CommandFailed(`${file} cannot be written: ${(error as Error).message}`);
  }
}
