import type { SeenService } from "../../client/unity-catalog/services-client";
import type { Workspace } from "../../client/workspace";
import type { ServiceKind, ServiceState } from "../../resources/unity-catalog/service-kind";

/** What tells one service from another of the same name: where it is, and when it was made. */
type KnownService = Pick<
  ServiceState,
  "metastoreId" | "createTime" | "workspaceHost" | "workspaceId" | "providerConfig"
>;

/** Whose the service is that has the name now. */
export type ServiceOwnership = "same" | "remade" | "gone";

/** State, or the program, speaks of a service that this connection does not lead to; nothing was sent. */
export class AnotherMetastore extends Error {
  override readonly name = "AnotherMetastore";

  constructor(kind: ServiceKind, fullName: string, known: KnownService, workspace: Workspace, there: string) {
    const before = [
      ...(known.metastoreId === undefined ? [] : [`metastore ${known.metastoreId}`]),
      ...(known.workspaceHost === undefined ? [] : [described(known.workspaceHost, known.workspaceId)]),
    ];
    super(
      `Nothing was sent: ${kind.word} ${JSON.stringify(fullName)} of this state is in ${before.join(", seen from ")}, and this ` +
        `run is connected to ${described(workspace.host, workspace.id)}, where ${there}. Connect to a workspace of that metastore ` +
        "(DATABRICKS_HOST, the profile, or the Provider's host); or use another stack for this one; or, where the old one is " +
        "gone for good, drop the resource with `pulumi state delete`.",
    );
  }
}

/** The service was deleted, and made anew by somebody else under the same name. */
export class ServiceRemade extends Error {
  override readonly name = "ServiceRemade";

  constructor(kind: ServiceKind, known: KnownService, { fullName, answers }: SeenService, ways: string) {
    super(
      `Nothing was sent: ${kind.word} ${JSON.stringify(fullName)} is not the one of this state any more. That was created ` +
        `${known.createTime ?? "at a time that is not known"}; somebody deleted it, and ${answers.createdBy ?? "somebody"} made one ` +
        `of the same name at ${answers.createTime ?? "a later time"}. ${ways}`,
    );
  }
}

/** The service is not there any more. */
export class ServiceMissing extends Error {
  override readonly name = "ServiceMissing";

  constructor(kind: ServiceKind, fullName: string, host: string) {
    super(
      `The ${kind.word} ${JSON.stringify(fullName)} does not exist any more on ${host}; run \`pulumi refresh\`, then ` +
        "`pulumi up` creates it again.",
    );
  }
}

/** What stands for one service, whatever has its name later. */
export const identityOfService = ({ fullName, answers }: SeenService): string =>
  claimOfService(answers.metastoreId, fullName, answers.createTime);

/** The same of what state knows. */
export const claimOfService = (
  metastoreId: string | undefined,
  fullName: string,
  createTime: string | undefined,
): string => `${metastoreId ?? ""} ${fullName} ${createTime ?? ""}`;

/**
 * Tells whether what the workspace shows under a name is what state holds. A service is in a metastore, which several
 * workspaces share: the same creation in the same metastore is the same service, from whichever workspace it is seen.
 *
 * @throws AnotherMetastore
 */
export function ownershipOfService(
  kind: ServiceKind,
  fullName: string,
  known: KnownService,
  seen: SeenService | undefined,
  workspace: Workspace,
): ServiceOwnership {
  assertWorkspace(kind, fullName, known, workspace);
  const isMade = seen !== undefined && seen.answers.createTime === known.createTime;
  const sameMetastore = seen !== undefined && seen.answers.metastoreId === known.metastoreId;
  if (isMade && sameMetastore) return "same";
  if (known.createTime === undefined && known.metastoreId === undefined) {
    return seen === undefined ? "gone" : "same";
  }
  if (seen === undefined) {
    if (isHere(known, workspace)) return "gone";
    throw new AnotherMetastore(kind, fullName, known, workspace, "there is none of that name");
  }
  if (sameMetastore) return "remade";
  const there = `the one of that name is in metastore ${seen.answers.metastoreId ?? "unknown"}`;
  throw new AnotherMetastore(kind, fullName, known, workspace, there);
}

/** Holds the connection to the workspace that the program names, as far as an answer has told which one it is. */
function assertWorkspace(
  kind: ServiceKind,
  fullName: string,
  { providerConfig }: KnownService,
  workspace: Workspace,
): void {
  const wanted = providerConfig?.workspaceId;
  if (wanted === undefined || workspace.id === undefined || workspace.id === wanted) return;
  throw new Error(
    `Nothing was sent: providerConfig.workspaceId of ${kind.word} ${JSON.stringify(fullName)} is ${JSON.stringify(wanted)}, and ` +
      `this run is connected to ${described(workspace.host, workspace.id)}. Correct one of the two.`,
  );
}

/** Its own id decides, where both are known, before its address. */
const isHere = ({ workspaceId, workspaceHost }: KnownService, { id, host }: Workspace): boolean =>
  workspaceId !== undefined && id !== undefined ? workspaceId === id : workspaceHost === host;

const described = (host: string, id: string | undefined): string =>
  `${host}${id === undefined ? "" : ` (workspace ${id})`}`;
