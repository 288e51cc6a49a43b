import type { SeenEndpoint } from "../../client/serving-endpoints/serving-endpoints-client";
import { planEndpoint } from "../../plan/plan-endpoint";
import {
  servingEndpoint,
  type ServingEndpointInputs,
  type ServingEndpointState,
} from "../../resources/serving-endpoint";
import { withoutHidden } from "../../schema/without-fields";
import type { Operation } from "../operation";
import type { Created } from "../created";
import { AdoptionRefused } from "./adoption-refused";
import { applyPlan } from "./apply-plan";
import { endpointOutputs } from "./endpoint-outputs";
import { projectEndpoint } from "./read-endpoint";

/**
 * Takes over an endpoint that exists, and brings it to the inputs.
 *
 * @param seen the endpoint as it is now
 * @throws AdoptionRefused where it differs in what cannot be changed
 */
export async function adoptEndpoint(
  inputs: ServingEndpointInputs,
  seen: SeenEndpoint,
  operation: Operation,
  deadline: number,
): Promise<Created<ServingEndpointState>> {
  const { workspace, reporter, claims } = operation;
  // What the API hides may be anything on an endpoint that we did not make, so that it is sent.
  const visible = withoutHidden(servingEndpoint.inputs, inputs) as ServingEndpointInputs;
  const olds = endpointOutputs(await projectEndpoint(seen, visible, operation), seen, workspace);
  const { replacements } = planEndpoint(olds, inputs);
  if (replacements.length > 0) throw new AdoptionRefused(seen.name, workspace.host, replacements);
  reporter.info(`Adopted the existing endpoint ${JSON.stringify(seen.name)}.`);
  claims.add(seen.id);
  const { verify: _, ...unverified } = olds;
  return {
    id: seen.name,
    outputs: await applyPlan(seen.name, unverified, inputs, seen, operation, deadline),
  };
}
