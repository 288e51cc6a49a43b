import type { EndpointSummary } from "../endpoint/endpoint-summary";
import { readEndpoints } from "../endpoint/read-endpoints";
import { EXIT_CODES, type ExitCode } from "../kit/exit-code";
import { printTable } from "../kit/print-table";
import type { Terminal } from "../kit/terminal";
import { openWorkspace } from "../workspace/open-workspace";
import type { WorkspaceOptions } from "../workspace/workspace-options";

interface Given extends WorkspaceOptions {
  readonly prefix: string | undefined;
  readonly provider: string | undefined;
  readonly json: boolean;
}

/** Lists endpoints, by name. */
export async function runList(given: Given, terminal: Terminal): Promise<ExitCode> {
  const workspace = await openWorkspace(given, terminal);
  const found = await readEndpoints(workspace, given.prefix, terminal);
  const shown = found.filter(
    ({ models }) =>
      given.provider === undefined || models.some(({ provider }) => provider === given.provider),
  );
  if (given.json) terminal.print(`${JSON.stringify(shown, null, 2)}\n`);
  else if (shown.length > 0) terminal.print(table(shown));
  else terminal.say(`No endpoint that you may see on ${workspace.host} fits.`);
  return EXIT_CODES.done.code;
}

function table(endpoints: readonly EndpointSummary[]): string {
  const rows = endpoints.flatMap(({ name, state, owner = "", models }) => {
    const [first, ...others] = models.map((model) => [
      model.provider === undefined ? model.model : `${model.provider}/${model.model}`,
      model.traffic === undefined ? "" : `${model.traffic} %`,
    ]);
    return [[name, state, ...(first ?? ["", ""]), owner], ...others.map((cells) => ["", "", ...cells])];
  });
  return printTable(["ENDPOINT", "STATE", "MODEL", "TRAFFIC", "OWNER"], rows);
}
