import type { Answer } from "../../client/api/http-client";
import { planEndpoint } from "../../plan/plan-endpoint";
import { projectInputs } from "../../schema/project-inputs";
import { fieldsOf, listOf, type Fields } from "../../schema/plain-object";
import { OWNERSHIP_TAG } from "../../check/normalise-endpoint";
import { servingEndpoint } from "../../resources/serving-endpoint";
import { readEndpoint, type EndpointAnswer } from "../../client/serving-endpoints/read-endpoint";
import type { Operation } from "../operation";

/** The `Date` header counts whole seconds. */
const CLOCK_TOLERANCE_MS = 2000;

/** Whether an endpoint that exists is the one that we asked for, or why it is not taken to be. */
export type Recognition =
  | { readonly ours: true; readonly endpoint: EndpointAnswer }
  | { readonly ours: false; readonly endpoint: EndpointAnswer; readonly because: string };

/**
 * Tells whether an endpoint that exists comes from our own request: created since then, by us, and as we asked in every
 * field that can be read; or carrying our ownership tag. Two stacks must never come to own one endpoint unasked.
 *
 * @param since when our request was sent, by our clock; undefined where we know of none
 */
export async function recogniseOwn(
  answer: Answer,
  inputs: Fields,
  since: number | undefined,
  operation: Operation,
): Promise<Recognition> {
  const { workspace, clock } = operation;
  const endpoint = readEndpoint(answer.json, workspace.host);
  if (carriesOurTag(endpoint.inputs, inputs)) return { ours: true, endpoint };
  const refuse = (because: string): Recognition => ({ ours: false, endpoint, because });
  if (since === undefined) return refuse("no earlier run of this stack on this machine began to create it");
  const serverAhead = answer.date === undefined ? 0 : answer.date - clock.now();
  if (endpoint.createdAt === undefined || endpoint.createdAt < since + serverAhead - CLOCK_TOLERANCE_MS) {
    return refuse("it is older than our request");
  }
  const me = await workspace.me();
  if (endpoint.creator !== me.userName) {
    return refuse(
      `it was created by ${JSON.stringify(endpoint.creator)}, and we are ${JSON.stringify(me.userName)}`,
    );
  }
  const differing = differingFields(endpoint.inputs, inputs);
  return differing.length === 0
    ? { ours: true, endpoint }
    : refuse(`it differs from what we asked for in ${differing.join(", ")}`);
}

function carriesOurTag(observed: Fields, inputs: Fields): boolean {
  if (inputs["ownershipTag"] !== true) return false;
  const owner = (from: Fields) =>
    listOf(from["tags"])
      .map(fieldsOf)
      .find(({ key }) => key === OWNERSHIP_TAG)?.["value"];
  return owner(inputs) !== undefined && owner(observed) === owner(inputs);
}

function differingFields(observed: Fields, inputs: Fields): string[] {
  const { accessControlList: _, ...readable } = inputs;
  const projected = fieldsOf(projectInputs(servingEndpoint.inputs, observed, readable));
  const plan = planEndpoint(projected, readable);
  return [...plan.replacements.map(({ path }) => path), ...plan.calls.flatMap(({ because }) => because)];
}
