import type { SeenEndpoint } from "../../client/serving-endpoints/serving-endpoints-client";
import { secretsIn } from "../../resources/secret-values";
import {
  servingEndpoint,
  type ServingEndpointInputs,
  type ServingEndpointState,
} from "../../resources/serving-endpoint";
import { createOnce } from "../create-once";
import type { Created } from "../created";
import { deadlineOf } from "../deadline";
import type { Operation } from "../operation";
import { PartialFailure } from "../partial-failure";
import { settle } from "../settle";
import { adoptEndpoint } from "./adopt-endpoint";
import { applyPlan } from "./apply-plan";
import { AlreadyExists } from "./already-exists";
import { endpointOutputs } from "./endpoint-outputs";
import { recogniseOwn } from "./recognise-own";
import { awaitSettled, ConfigUpdateFailed, StillUpdating } from "./settle-config";

/**
 * Creates a serving endpoint and waits for its config. One request with all that the API accepts; what it does not
 * follows. A lost reply, or a run after a kill, finds its own endpoint again and goes on.
 *
 * @throws AlreadyExists where the name is taken by an endpoint that is not known to be ours
 * @throws PartialFailure where the endpoint exists, or may exist, and something after that failed
 */
export async function createEndpoint(
  inputs: ServingEndpointInputs,
  operation: Operation,
): Promise<Created<ServingEndpointState>> {
  const { clock, workspace, claims } = operation;
  const deadline = deadlineOf("create", inputs, clock);
  if (inputs.adopt === true) {
    const existing = await workspace.servingEndpoints.get(String(inputs.name), { deadline });
    if (existing !== undefined) return adoptEndpoint(inputs, existing, operation, deadline);
  }
  const endpoint = await postEndpoint(inputs, operation, deadline);
  claims.add(endpoint.id);
  return finishCreate(inputs, endpoint, operation, deadline);
}

/** Sends the request until there is an endpoint that is surely ours, and answers what the server says of it. */
function postEndpoint(
  inputs: ServingEndpointInputs,
  operation: Operation,
  deadline: number,
): Promise<SeenEndpoint> {
  const { servingEndpoints, host } = operation.workspace;
  const name = String(inputs.name);
  const secrets = secretsIn(servingEndpoint.inputs, inputs);
  return createOnce(
    {
      name,
      word: "endpoint",
      inputs,
      deadline,
      send: () => servingEndpoints.create(inputs, { deadline, secrets }),
      find: () => servingEndpoints.get(name, { deadline }),
      recognise: (seen, since) => recogniseOwn(seen, inputs, since, operation),
      alreadyExists: (because) => new AlreadyExists(name, host, because),
    },
    operation,
  );
}

async function finishCreate(
  inputs: ServingEndpointInputs,
  first: SeenEndpoint,
  operation: Operation,
  deadline: number,
): Promise<Created<ServingEndpointState>> {
  const { workspace } = operation;
  const id = String(inputs.name);
  const { accessControlList: _, verify: __, ...posted } = inputs;
  let endpoint: SeenEndpoint;
  try {
    endpoint = await awaitSettled(id, operation, deadline, first);
    if (endpoint.configUpdate !== "NOT_UPDATING") throw new ConfigUpdateFailed(endpoint);
  } catch (error) {
    const seen =
      error instanceof ConfigUpdateFailed || error instanceof StillUpdating ? error.endpoint : first;
    // The outputs say how the config update stands, and a plan sends a config again that failed.
    const outputs = endpointOutputs(posted, seen, workspace);
    throw new PartialFailure(id, outputs, [(error as Error).message], { cause: error });
  }
  const outputs = endpointOutputs(posted, endpoint, workspace);
  if (inputs.accessControlList === undefined && inputs.verify !== true) {
    return { id, outputs: settle(outputs, inputs, ["verify"]) };
  }
  // What a create does not take is an update of what it made.
  return { id, outputs: await applyPlan(id, outputs, inputs, endpoint, operation, deadline) };
}
