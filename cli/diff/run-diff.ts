import { systemClock } from "../../provider/client/api/clock";
import type { Operation } from "../../provider/lifecycle/operation";
import type { Workspace } from "../../provider/client/workspace";
import { differences } from "../../provider/schema/differences";
import { EXIT_CODES, type ExitCode } from "../kit/exit-code";
import type { Terminal } from "../kit/terminal";
import { readStack, type StackResource } from "../stack/read-stack";
import { openWorkspace } from "../workspace/open-workspace";
import type { WorkspaceOptions } from "../workspace/workspace-options";
import { readables } from "./readables";
import { shownAt } from "./shown-at";

/** How a resource in the workspace compares with the state. */
interface Compared {
  readonly urn: string;
  readonly name: string;
  readonly type: string;
  readonly verdict: "same" | "differs" | "gone" | "not compared";
  readonly differences: readonly { path: string; stack: string; workspace: string }[];
}

/** Compares each resource of a stack with the workspace. */
export async function runDiff(
  given: WorkspaceOptions & { readonly json: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const resources = await readStack(given.stack, terminal);
  const workspace = await openWorkspace(given, terminal);
  terminal.progress(`comparing ${resources.length} resources with ${workspace.host} …`);
  const compared = await Promise.all(resources.map((resource) => compare(resource, workspace)));
  if (given.json) terminal.print(`${JSON.stringify(compared, null, 2)}\n`);
  else terminal.print(report(compared));
  const found = compared.some(({ verdict }) => verdict === "differs" || verdict === "gone");
  return found ? EXIT_CODES.found.code : EXIT_CODES.done.code;
}

async function compare(
  { urn, name, type, id, inputs, outputs }: StackResource,
  workspace: Workspace,
): Promise<Compared> {
  const who = { urn, name, type };
  const readable = readables[type];
  if (readable === undefined) return { ...who, verdict: "not compared", differences: [] };
  const live = await readable.lifecycle.read(id, { ...outputs, ...inputs }, operation(urn, workspace));
  if (live === undefined) return { ...who, verdict: "gone", differences: [] };
  const found = differences(readable.schema, inputs, live.inputs).map(({ path }) => ({
    path,
    stack: shownAt(inputs, path),
    workspace: shownAt(live.inputs, path),
  }));
  return { ...who, verdict: found.length > 0 ? "differs" : "same", differences: found };
}

/** Reading reports nothing and records nothing. */
function operation(urn: string, workspace: Workspace): Operation {
  const nothing = (): void => {};
  return {
    urn,
    workspace,
    clock: systemClock,
    reporter: { progress: nothing, info: nothing, warn: nothing },
    claims: new Set<string>(),
    createRecords: { begin: nothing, find: () => undefined, end: nothing },
  };
}

function report(compared: readonly Compared[]): string {
  const notable = compared.filter(({ verdict }) => verdict !== "same");
  const same = compared.length - notable.length;
  const parts = notable.flatMap(({ name, type, verdict, differences: found }) => [
    `${name} (${type}): ${verdict === "gone" ? "gone from the workspace" : verdict}\n`,
    ...found.map(
      ({ path, stack, workspace }) => `  ${path}\n    - stack      ${stack}\n    + workspace  ${workspace}\n`,
    ),
  ]);
  return [...parts, `${same} of ${compared.length} resources are as the stack's state says.\n`].join("");
}
