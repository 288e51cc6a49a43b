import type { ServingEndpointInputs, ServingEndpointState } from "../../resources/serving-endpoint";
import { planEndpoint } from "../../plan/plan-endpoint";
import { withoutUnset } from "../../schema/plain-object";
import { deadlineOf } from "../deadline";
import type { Operation } from "../operation";
import { EndpointRemade, ownershipOf } from "../own-endpoint";
import { recogniseOwn } from "./recognise-own";
import { settle } from "../settle";
import { adoptEndpoint } from "./adopt-endpoint";
import { applyPlan } from "./apply-plan";
import { createEndpoint } from "./create-endpoint";
import { EndpointMissing } from "./settle-config";

/**
 * Updates a serving endpoint: only what changed, each section by its own call. One look before tells whose endpoint it is
 * now. What is done is kept when a later call fails, and the next run does the rest.
 *
 * @param id the endpoint's name
 * @returns outputs for state
 * @throws AnotherWorkspace, EndpointRemade, EndpointMissing before anything is sent
 * @throws PartialFailure with what is done so far
 */
export async function updateEndpoint(
  id: string,
  olds: ServingEndpointState,
  news: ServingEndpointInputs,
  operation: Operation,
): Promise<ServingEndpointState> {
  const { workspace, clock } = operation;
  const deadline = deadlineOf("update", news, clock);
  if (olds.endpointId === undefined) return resumeCreate(id, olds, news, operation, deadline);
  const plan = planEndpoint(olds, news);
  if (plan.calls.length === 0 && !plan.unsettled && !verifies(olds, news)) {
    return withoutUnset(settle(olds, news, plan.recorded));
  }
  const seen = await workspace.servingEndpoints.get(id, { deadline });
  const ownership = ownershipOf(id, olds, seen, workspace);
  if (seen === undefined) throw new EndpointMissing(id, workspace.host);
  if (ownership === "same") return applyPlan(id, olds, news, seen, operation, deadline);
  if (news.adopt === true) return (await adoptEndpoint(news, seen, operation, deadline)).outputs;
  throw new EndpointRemade(
    id,
    olds,
    seen,
    "To take this one over, run `pulumi refresh`, or set adopt: true; else give this resource another name.",
  );
}

/**
 * The reply to its create was lost, and nobody could look: it may or may not be there. It is told by what was asked then,
 * which the program may have changed since.
 */
async function resumeCreate(
  id: string,
  olds: ServingEndpointState,
  news: ServingEndpointInputs,
  operation: Operation,
  deadline: number,
): Promise<ServingEndpointState> {
  const { workspace, createRecords, urn } = operation;
  const since = createRecords.find(urn, id, workspace.host)?.begunAt;
  const seen = await workspace.servingEndpoints.get(id, { deadline });
  if (seen !== undefined && (await recogniseOwn(seen, olds, since, operation)).ours) {
    return (await adoptEndpoint(news, seen, operation, deadline)).outputs;
  }
  return (await createEndpoint(news, operation)).outputs;
}

const verifies = (olds: ServingEndpointState, news: ServingEndpointInputs): boolean =>
  news.verify === true && olds.verify !== true;
