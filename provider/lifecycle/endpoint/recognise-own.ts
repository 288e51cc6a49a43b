import type { SeenEndpoint } from "../../client/serving-endpoints/serving-endpoints-client";
import { OWNERSHIP_TAG } from "../../check/normalise-endpoint";
import { planEndpoint } from "../../plan/plan-endpoint";
import { servingEndpoint, type ServingEndpointInputs } from "../../resources/serving-endpoint";
import { projectInputs } from "../../schema/project-inputs";
import type { Operation } from "../operation";

type Inputs = Partial<ServingEndpointInputs>;

/** The `Date` header counts whole seconds. */
const CLOCK_TOLERANCE_MS = 2000;

/** Whether an endpoint that exists is the one that we asked for, or why it is not taken to be. */
export type Recognition = { readonly ours: true } | { readonly ours: false; readonly because: string };

/**
 * Tells whether an endpoint that exists comes from our own request: created since then, by us, and as we asked in every
 * field that can be read; or carrying our ownership tag. Two stacks must never come to own one endpoint unasked.
 *
 * @param since when our request was sent, by our clock; undefined where we know of none
 */
export async function recogniseOwn(
  endpoint: SeenEndpoint,
  inputs: Inputs,
  since: number | undefined,
  { workspace, clock }: Operation,
): Promise<Recognition> {
  if (carriesOurTag(endpoint.inputs, inputs)) return { ours: true };
  const refuse = (because: string): Recognition => ({ ours: false, because });
  if (since === undefined) return refuse("no earlier run of this stack on this machine began to create it");
  const serverAhead = endpoint.seenAt === undefined ? 0 : endpoint.seenAt - clock.now();
  if (endpoint.createdAt === undefined || endpoint.createdAt < since + serverAhead - CLOCK_TOLERANCE_MS) {
    return refuse("it is older than our request");
  }
  const me = await workspace.identity.me();
  if (endpoint.creator !== me.userName) {
    return refuse(
      `it was created by ${JSON.stringify(endpoint.creator)}, and we are ${JSON.stringify(me.userName)}`,
    );
  }
  const differing = differingFields(endpoint.inputs, inputs);
  return differing.length === 0
    ? { ours: true }
    : refuse(`it differs from what we asked for in ${differing.join(", ")}`);
}

function carriesOurTag(observed: Inputs, inputs: Inputs): boolean {
  if (inputs.ownershipTag !== true) return false;
  const owner = ({ tags = [] }: Inputs) => tags.find(({ key }) => key === OWNERSHIP_TAG)?.value;
  return owner(inputs) !== undefined && owner(observed) === owner(inputs);
}

function differingFields(observed: Inputs, inputs: Inputs): string[] {
  const { accessControlList: _, ...readable } = inputs;
  const projected = projectInputs(servingEndpoint.inputs, observed, readable) as Inputs;
  const plan = planEndpoint(projected, readable as ServingEndpointInputs);
  return [...plan.replacements.map(({ path }) => path), ...plan.calls.flatMap(({ because }) => because)];
}
