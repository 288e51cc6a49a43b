import type { SeenEndpoint } from "../client/serving-endpoints/serving-endpoints-client";
import type { Workspace } from "../client/workspace";

/** What state knows of the endpoint that a resource is, or is a part of. */
export interface KnownEndpoint {
  readonly workspaceHost?: string | undefined;
  readonly workspaceId?: string | undefined;
  readonly endpointId?: string | undefined;
  readonly endpointUrl?: string | undefined;
  readonly invocationUrl?: string | undefined;
}

/** Whose the endpoint is that has the name now. */
export type Ownership = "same" | "remade" | "gone";

/** State speaks of another workspace's endpoint; nothing was sent. */
export class AnotherWorkspace extends Error {
  override readonly name = "AnotherWorkspace";

  constructor(endpoint: string, known: KnownEndpoint, workspace: Workspace, seen: SeenEndpoint | undefined) {
    const there =
      seen === undefined ? "there is none of that name" : `the one of that name is another (id ${seen.id})`;
    super(
      `Nothing was sent: endpoint ${JSON.stringify(endpoint)} of this state (id ${known.endpointId ?? "not known"}) is in the workspace ` +
        `${described(hostOf(known), known.workspaceId)}, and this run is connected to ${described(workspace.host, workspace.id)}, where ${there}. ` +
        "Connect to the workspace of this state again (DATABRICKS_HOST, the profile, or the Provider's host); or use another stack " +
        "for the other workspace; or, where the old workspace is gone for good, drop the resource with `pulumi state delete`.",
    );
  }
}

/** The endpoint was deleted, and created anew by somebody else under the same name. */
export class EndpointRemade extends Error {
  override readonly name = "EndpointRemade";

  constructor(endpoint: string, known: KnownEndpoint, seen: SeenEndpoint, ways: string) {
    super(
      `Nothing was sent: endpoint ${JSON.stringify(endpoint)} is not the one of this state any more. That had the id ` +
        `${known.endpointId ?? "not known"}; somebody deleted it, and ${seen.creator ?? "somebody"} made one of the same name with the id ${seen.id}. ${ways}`,
    );
  }
}

/**
 * Tells whether what the workspace shows under a name is what state holds: the same id is the same endpoint, also under
 * another address of the workspace. An id made anew, or none, counts only in the workspace that state speaks of.
 *
 * @throws AnotherWorkspace
 */
export function ownershipOf(
  endpoint: string,
  known: KnownEndpoint,
  seen: SeenEndpoint | undefined,
  workspace: Workspace,
): Ownership {
  if (seen !== undefined && seen.id === known.endpointId) return "same";
  if (!inWorkspace(known, workspace)) throw new AnotherWorkspace(endpoint, known, workspace, seen);
  if (seen === undefined) return "gone";
  return known.endpointId === undefined ? "same" : "remade";
}

/** Whether a workspace is the one that state speaks of; its own id decides, where both are known, before its address. */
function inWorkspace(known: KnownEndpoint, { id, host }: Workspace): boolean {
  if (known.workspaceId !== undefined && id !== undefined) return known.workspaceId === id;
  const before = hostOf(known);
  return before === undefined || before === host;
}

/** States of 0.1.0 hold no address of their own, but URLs that begin with it. */
export function hostOf({ workspaceHost, endpointUrl, invocationUrl }: KnownEndpoint): string | undefined {
  if (workspaceHost !== undefined) return workspaceHost;
  const url = endpointUrl ?? invocationUrl;
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined;
}

const described = (host: string | undefined, id: string | undefined): string =>
  `${host ?? "of an address that is not known"}${id === undefined ? "" : ` (id ${id})`}`;

/** Where an endpoint is, for state. */
export const identityOf = (workspace: Workspace) => ({
  workspaceHost: workspace.host,
  workspaceId: workspace.id,
});
