import type { SeenService } from "../../client/unity-catalog/services-client";
import { planService } from "../../plan/plan-service";
import type { ServiceInputs, ServiceKind } from "../../resources/unity-catalog/service-kind";
import type { Recognition } from "../endpoint/recognise-own";
import type { Operation } from "../operation";
import { projectService } from "./service-outputs";

/** The `Date` header counts whole seconds. */
const CLOCK_TOLERANCE_MS = 2000;

/**
 * Tells whether a service that exists comes from our own request: created since then, by us, and as we asked in every
 * field that can be read. Two stacks must never come to own one service unasked.
 *
 * @param since when our request was sent, by our clock; undefined where we know of none
 */
export async function recogniseService<Inputs extends ServiceInputs>(
  kind: ServiceKind<Inputs>,
  seen: SeenService<Inputs>,
  inputs: Inputs,
  since: number | undefined,
  { workspace, clock }: Operation,
): Promise<Recognition> {
  const refuse = (because: string): Recognition => ({ ours: false, because });
  if (since === undefined) return refuse("no earlier run of this stack on this machine began to create it");
  const serverAhead = seen.seenAt === undefined ? 0 : seen.seenAt - clock.now();
  const { createTime = "", createdBy } = seen.answers;
  if (!(Date.parse(createTime) >= since + serverAhead - CLOCK_TOLERANCE_MS)) {
    return refuse("it is older than our request");
  }
  const me = await workspace.identity.me();
  if (createdBy !== me.userName) {
    return refuse(
      `it was created by ${JSON.stringify(createdBy)}, and we are ${JSON.stringify(me.userName)}`,
    );
  }
  const { replacements, changes } = planService(kind, projectService(kind, seen, inputs), inputs);
  const differing = [...replacements.map(({ path }) => path), ...changes.flatMap(({ paths }) => paths)];
  return differing.length === 0
    ? { ours: true }
    : refuse(`it differs from what we asked for in ${differing.join(", ")}`);
}
