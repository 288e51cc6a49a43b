import { ApiError } from "../../client/api/api-error";
import type { SeenEndpoint } from "../../client/serving-endpoints/serving-endpoints-client";
import { secretsIn } from "../../resources/secret-values";
import {
  servingEndpoint,
  type ServingEndpointInputs,
  type ServingEndpointState,
} from "../../resources/serving-endpoint";
import { withoutUnset } from "../../schema/plain-object";
import { beginCreate } from "../begin-create";
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

/** How often a create whose fate is not known is looked after, and sent again where nothing was created. */
const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 250;

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
async function postEndpoint(
  inputs: ServingEndpointInputs,
  operation: Operation,
  deadline: number,
): Promise<SeenEndpoint> {
  const { clock, reporter, workspace } = operation;
  const name = String(inputs.name);
  const begun = beginCreate(name, operation);
  const secrets = secretsIn(servingEndpoint.inputs, inputs);
  let unclear = false;
  for (let attempt = 1; ; attempt++) {
    try {
      return await workspace.servingEndpoints.create(inputs, { deadline, secrets });
    } catch (error) {
      if (!(error instanceof ApiError) || !asksForALook(error)) {
        if (!unclear) begun.failed(error);
        throw error;
      }
      unclear ||= error.fate === "unknown";
      const existing = await lookAfter(inputs, error, unclear, operation, deadline);
      if (existing !== undefined) {
        // A first attempt that finds the name taken can only be ours if an earlier run began it.
        const since = unclear ? (begun.before ?? begun.at) : begun.before;
        const recognition = await recogniseOwn(existing, inputs, since, operation);
        if (!recognition.ours) {
          begun.forget();
          throw new AlreadyExists(name, workspace.host, recognition.because);
        }
        reporter.info(
          `Found the endpoint ${JSON.stringify(name)} that an earlier request of this resource created.`,
        );
        return existing;
      }
      const pause = FIRST_PAUSE_MS * 2 ** attempt;
      if (attempt >= ATTEMPTS || clock.now() + pause >= deadline) throw error;
      reporter.progress("the fate of the create is not known and there is no endpoint: sending it again");
      await clock.sleep(pause);
    }
  }
}

const asksForALook = ({ fate, category }: ApiError): boolean =>
  fate === "unknown" || category === "already-exists";

/** What there is under the name; where nobody can tell, state keeps the endpoint, so that a later run goes on looking. */
async function lookAfter(
  inputs: ServingEndpointInputs,
  failure: ApiError,
  unclear: boolean,
  { workspace }: Operation,
  deadline: number,
): Promise<SeenEndpoint | undefined> {
  const name = String(inputs.name);
  try {
    return await workspace.servingEndpoints.get(name, { deadline });
  } catch (error) {
    if (!unclear) throw error;
    const reason =
      `${failure.message} Whether there is an endpoint ${JSON.stringify(name)} now could not be found out: ` +
      `${(error as Error).message} It is kept in the state; the next \`pulumi up\` looks again, and goes on.`;
    throw new PartialFailure(name, withoutUnset(inputs), [reason], { cause: error });
  }
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
