import { HttpClient } from "../../provider/client/api/http-client";
import { Workspace } from "../../provider/client/workspace";
import { lookUpEndpoint } from "../../provider/lifecycle/endpoint/look-up-endpoint";
import { readEndpoints } from "../endpoint/read-endpoints";
import { summariseEndpoint, type EndpointSummary } from "../endpoint/endpoint-summary";
import { CalledWrongly } from "../kit/command-failed";
import { EXIT_CODES, type ExitCode } from "../kit/exit-code";
import { printTable } from "../kit/print-table";
import type { Terminal } from "../kit/terminal";
import { writeAnswer } from "../kit/write-answer";
import { openConnection } from "../workspace/open-workspace";
import type { WorkspaceOptions } from "../workspace/workspace-options";
import { probeModels } from "./probe-models";
import type { ProbeResult } from "./probe-result";
import { toJunit } from "./to-junit";

interface Given extends WorkspaceOptions {
  readonly endpoint: string | undefined;
  readonly all: boolean;
  readonly junit: string | undefined;
  readonly timeout: number | undefined;
  readonly json: boolean;
}

/** Asks the served models of one endpoint, or of all, and says which answer. */
export async function runProbe(given: Given, terminal: Terminal): Promise<ExitCode> {
  const { endpoint, all, junit, timeout = 60, json } = given;
  if ((endpoint !== undefined) === all)
    throw new CalledWrongly("name an endpoint, or give --all: one of the two");
  const connection = await openConnection(given, terminal);
  const workspace = new Workspace(new HttpClient(connection));
  const endpoints: EndpointSummary[] =
    endpoint === undefined
      ? await readEndpoints(workspace, undefined, terminal)
      : [summariseEndpoint(await lookUpEndpoint(endpoint, workspace))];
  const results: ProbeResult[] = [];
  for (const one of endpoints) {
    terminal.progress(`probing ${one.name} …`);
    for await (const result of probeModels(one, connection, timeout * 1000)) results.push(result);
  }
  if (junit !== undefined) writeAnswer(junit, toJunit(results), terminal);
  if (json) terminal.print(`${JSON.stringify(results, null, 2)}\n`);
  else if (results.length > 0) terminal.print(table(results));
  else terminal.say(`There is nothing to probe on ${connection.host}.`);
  const failing = results.some(({ health }) => health === "unhealthy");
  return failing ? EXIT_CODES.found.code : EXIT_CODES.done.code;
}

function table(results: readonly ProbeResult[]): string {
  const rows = results.map(({ endpoint, servedModel, model, traffic, health, milliseconds, reason = "" }) => [
    endpoint,
    servedModel,
    model,
    traffic === undefined ? "" : `${traffic} %`,
    health,
    health === "not asked" ? "" : `${milliseconds} ms`,
    reason.split("\n")[0] ?? "",
  ]);
  return printTable(["ENDPOINT", "SERVED MODEL", "MODEL", "TRAFFIC", "HEALTH", "TIME", "REASON"], rows);
}
