import type { SeenService } from "../../client/unity-catalog/services-client";
import { planService } from "../../plan/plan-service";
import type { ServiceInputs, ServiceKind } from "../../resources/unity-catalog/service-kind";
import type { Operation } from "../operation";
import { recogniseCreated, type Recognition } from "../recognise-created";
import { projectService } from "./service-outputs";

/**
 * Tells whether a service that exists comes from our own request.
 *
 * @param since when our request was sent, by our clock; undefined where we know of none
 */
export async function recogniseService<Inputs extends ServiceInputs>(
  kind: ServiceKind<Inputs>,
  seen: SeenService<Inputs>,
  inputs: Inputs,
  since: number | undefined,
  operation: Operation,
): Promise<Recognition> {
  const { createTime = "", createdBy: creator } = seen.answers;
  const differing = () => {
    const { replacements, changes } = planService(kind, projectService(kind, seen, inputs), inputs);
    return [...replacements.map(({ path }) => path), ...changes.flatMap(({ paths }) => paths)];
  };
  const origin = { createdAt: Date.parse(createTime), creator, seenAt: seen.seenAt, differing };
  return recogniseCreated(origin, since, operation);
}
