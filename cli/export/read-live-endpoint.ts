import { ApiError } from "../../provider/client/api/api-error";
import type { Caller } from "../../provider/client/identity/identity-client";
import type { AccessControlList } from "../../provider/client/permissions/permissions-client";
import type { RemoteEndpoint } from "../../provider/client/serving-endpoints/remote-endpoint";
import type { Workspace } from "../../provider/client/workspace";
import { lookUpEndpoint } from "../../provider/lifecycle/endpoint/look-up-endpoint";
import { judgedPermissions } from "../../provider/lifecycle/endpoint/permissions";

/** What a workspace shows of an endpoint. */
export interface LiveEndpoint {
  readonly host: string;
  /** Where the description comes from, where it is not the workspace: `as terraform.tfstate has it`. */
  readonly origin?: string;
  readonly answer: RemoteEndpoint;
  /** Permissions given on the endpoint itself; `hidden` where the caller may not read them. */
  readonly permissions: AccessControlList | "hidden";
}

/** Reads all that there is of an endpoint, by `GET` requests alone. */
export async function readLiveEndpoint(name: string, workspace: Workspace): Promise<LiveEndpoint> {
  const answer = await lookUpEndpoint(name, workspace);
  return { host: workspace.host, answer, permissions: await permissionsOf(answer.id, workspace) };
}

const NOBODY: Caller = { userName: "", isServicePrincipal: false };

async function permissionsOf(id: string, workspace: Workspace): Promise<AccessControlList | "hidden"> {
  let all: AccessControlList;
  try {
    all = await workspace.permissions.get(id);
  } catch (error) {
    if (error instanceof ApiError && ["forbidden", "not-found", "invalid"].includes(error.category))
      return "hidden";
    throw error;
  }
  const caller = await workspace.identity.me().catch(() => NOBODY);
  // What is left then is the creator's own right, which need not be written; beside others it is, since someone else may
  // deploy the program, and what is not listed is withdrawn.
  return judgedPermissions(all, caller).length === 0 ? [] : all;
}
