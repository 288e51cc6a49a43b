import type { Workspace } from "../../provider/client/workspace";
import type { Terminal } from "../kit/terminal";
import { summariseEndpoint, type EndpointSummary } from "./endpoint-summary";

/**
 * The endpoints whose names begin with a prefix, by name; without one, all but Databricks' own. The list itself shows no
 * traffic, so that each endpoint is asked.
 */
export async function readEndpoints(
  workspace: Workspace,
  prefix: string | undefined,
  terminal: Terminal,
): Promise<EndpointSummary[]> {
  terminal.progress(`listing the endpoints of ${workspace.host} …`);
  const names = (await workspace.servingEndpoints.list())
    .map(({ name }) => name)
    .filter((name) => (prefix === undefined ? !name.startsWith("databricks-") : name.startsWith(prefix)))
    .sort();
  terminal.progress(`reading ${names.length} endpoints …`);
  // One that goes between the two requests is not there any more.
  const endpoints = await Promise.all(names.map((name) => workspace.servingEndpoints.get(name)));
  return endpoints.flatMap((endpoint) => (endpoint === undefined ? [] : [summariseEndpoint(endpoint)]));
}
