import type { SeenEndpoint } from "../../client/serving-endpoints/serving-endpoints-client";
import { OWNERSHIP_TAG } from "../../check/normalise-endpoint";
import { planEndpoint } from "../../plan/plan-endpoint";
import { servingEndpoint, type ServingEndpointInputs } from "../../resources/serving-endpoint";
import { projectInputs } from "../../schema/project-inputs";
import type { Operation } from "../operation";
import { recogniseCreated, type Recognition } from "../recognise-created";

type Inputs = Partial<ServingEndpointInputs>;

/**
 * Tells whether an endpoint that exists comes from our own request: by what the server says of its origin, or by carrying our
 * ownership tag.
 *
 * @param since when our request was sent, by our clock; undefined where we know of none
 */
export async function recogniseOwn(
  endpoint: SeenEndpoint,
  inputs: Inputs,
  since: number | undefined,
  operation: Operation,
): Promise<Recognition> {
  if (carriesOurTag(endpoint.inputs, inputs)) return { ours: true };
  const { createdAt = Number.NaN, creator, seenAt } = endpoint;
  const differing = () => differingFields(endpoint.inputs, inputs);
  return recogniseCreated({ createdAt, creator, seenAt, differing }, since, operation);
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
