import { ApiError } from "../../provider/client/api/api-error";
import type { Caller, Workspace } from "../../provider/client/workspace";
import { lookUpEndpoint } from "../../provider/lifecycle/endpoint/look-up-endpoint";
import { readPermissions } from "../../provider/lifecycle/endpoint/permissions";
import { fieldsOf, type Fields } from "../../provider/schema/plain-object";
import { readEndpoint, type EndpointAnswer } from "../../provider/client/serving-endpoints/read-endpoint";

/** What a workspace shows of an endpoint. */
export interface LiveEndpoint {
  readonly host: string;
  readonly answer: EndpointAnswer;
  /** The budget policy that costs are charged to, whether it was set on the endpoint or not. */
  readonly effectiveBudgetPolicy: string | undefined;
  /** Permissions given on the endpoint itself; `hidden` where the caller may not read them. */
  readonly permissions: readonly Fields[] | "hidden";
}

/** Reads all that there is of an endpoint, by `GET` requests alone. */
export async function readLiveEndpoint(name: string, workspace: Workspace): Promise<LiveEndpoint> {
  const json = await lookUpEndpoint(name, workspace);
  const answer = readEndpoint(json, workspace.host);
  const policy = fieldsOf(json)["effective_budget_policy_id"];
  return {
    host: workspace.host,
    answer,
    effectiveBudgetPolicy: typeof policy === "string" && policy !== "" ? policy : undefined,
    permissions: await permissionsOf(answer.id, workspace),
  };
}

const NOBODY: Caller = { userName: "", isServicePrincipal: false };

async function permissionsOf(id: string, workspace: Workspace): Promise<readonly Fields[] | "hidden"> {
  let json;
  try {
    ({ json } = await workspace.getPermissions(id));
  } catch (error) {
    if (error instanceof ApiError && ["forbidden", "not-found", "invalid"].includes(error.category))
      return "hidden";
    throw error;
  }
  const all = readPermissions(json, NOBODY, undefined);
  const caller = await workspace.me().catch(() => NOBODY);
  // What is left then is the creator's own right, which need not be written; beside others it is, since someone else may
  // deploy the program, and what is not listed is withdrawn.
  return readPermissions(json, caller, undefined).length === 0 ? [] : all;
}
