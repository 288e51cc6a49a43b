import { ApiError } from "../../client/api/api-error";
import type { Answer } from "../../client/api/http-client";
import { planEndpoint } from "../../plan/plan-endpoint";
import { withoutHidden } from "../../schema/without-hidden";
import type { Fields } from "../../schema/plain-object";
import { servingEndpoint } from "../../resources/serving-endpoint";
import { createBody } from "../../client/serving-endpoints/endpoint-bodies";
import { readEndpoint, type EndpointAnswer } from "../../client/serving-endpoints/read-endpoint";
import { deadlineOf } from "../deadline";
import { endpointOutputs, secretsOf, settle, without } from "./endpoint-outputs";
import { AdoptionRefused } from "./adoption-refused";
import { AlreadyExists } from "./already-exists";
import type { Operation } from "../operation";
import { PartialFailure } from "../partial-failure";
import { projectEndpoint } from "./read-endpoint";
import { recogniseOwn } from "./recognise-own";
import { awaitSettled, ConfigUpdateFailed, StillUpdating } from "./settle-config";
import { undefinedIfMissing } from "../undefined-if-missing";
import { updateEndpoint } from "./update-endpoint";

/** How often a create whose reply was lost is looked after, and sent again where nothing was created. */
const ATTEMPTS = 4;

/** An object that exists, and what state holds of it. */
export interface Created {
  readonly id: string;
  readonly outputs: Fields;
}

/**
 * Creates a serving endpoint and waits for its config. One request with all that the API accepts; what it does not
 * follows. A lost reply, or a run after a kill, finds its own endpoint again and goes on.
 *
 * @throws AlreadyExists where the name is taken by an endpoint that is not known to be ours
 * @throws PartialFailure where the endpoint exists and something after that failed
 */
export async function createEndpoint(inputs: Fields, operation: Operation): Promise<Created> {
  const { clock } = operation;
  const deadline = deadlineOf("create", inputs, clock);
  if (inputs["adopt"] === true) {
    const adopted = await adoptEndpoint(inputs, operation);
    if (adopted !== undefined) return adopted;
  }
  const answer = await postEndpoint(inputs, operation, deadline);
  return finishCreate(inputs, answer, operation, deadline);
}

async function adoptEndpoint(inputs: Fields, operation: Operation): Promise<Created | undefined> {
  const name = String(inputs["name"]);
  const existing = await operation.workspace.getEndpoint(name).catch(undefinedIfMissing);
  if (existing === undefined) return undefined;
  const endpoint = readEndpoint(existing.json, operation.workspace.host);
  // What the API hides may be anything on an endpoint that we did not make, so that it is sent.
  const visible = withoutHidden(servingEndpoint.inputs, inputs) as Fields;
  const olds = endpointOutputs(await projectEndpoint(endpoint, visible, operation), endpoint);
  const { replacements } = planEndpoint(olds, inputs);
  if (replacements.length > 0) throw new AdoptionRefused(name, operation.workspace.host, replacements);
  operation.reporter.info(`Adopted the existing endpoint ${JSON.stringify(name)}.`);
  return { id: name, outputs: await updateEndpoint(name, olds, inputs, operation, "adopt") };
}

/** Sends the request until there is an endpoint that is surely ours, and answers what the server says of it. */
async function postEndpoint(inputs: Fields, operation: Operation, deadline: number): Promise<Answer> {
  const { workspace, clock, createRecords, urn, reporter } = operation;
  const name = String(inputs["name"]);
  const begunBefore = createRecords.find(urn, name, workspace.host)?.begunAt;
  const begunAt = clock.now();
  createRecords.begin({ urn, name, host: workspace.host, begunAt: begunBefore ?? begunAt });
  const body = createBody(inputs);
  for (let attempt = 1; ; attempt++) {
    try {
      return await workspace.createEndpoint(body, { deadline, secrets: secretsOf(inputs) });
    } catch (error) {
      const category = error instanceof ApiError ? error.category : undefined;
      if (category !== "unknown-fate" && category !== "already-exists") {
        if (begunBefore === undefined) createRecords.end(urn, name, workspace.host);
        throw error;
      }
      const existing = await workspace.getEndpoint(name, { deadline }).catch(undefinedIfMissing);
      if (existing !== undefined) {
        // A first attempt that finds the name taken can only be ours if an earlier run began it.
        const since = attempt > 1 || category === "unknown-fate" ? (begunBefore ?? begunAt) : begunBefore;
        const recognition = await recogniseOwn(existing, inputs, since, operation);
        if (!recognition.ours) {
          if (begunBefore === undefined) createRecords.end(urn, name, workspace.host);
          throw new AlreadyExists(name, workspace.host, recognition.because);
        }
        reporter.info(
          `Found the endpoint ${JSON.stringify(name)} that an earlier request of this resource created.`,
        );
        return existing;
      }
      if (attempt >= ATTEMPTS) throw error;
      reporter.progress("the reply to the create was lost and there is no endpoint: sending it again");
    }
  }
}

async function finishCreate(
  inputs: Fields,
  answer: Answer,
  operation: Operation,
  deadline: number,
): Promise<Created> {
  const id = String(inputs["name"]);
  const first = readEndpoint(answer.json, operation.workspace.host);
  const posted = without(inputs, ["accessControlList", "verify"]);
  let endpoint: EndpointAnswer;
  try {
    endpoint = await awaitSettled(id, operation, deadline, answer);
    if (endpoint.configUpdate !== "NOT_UPDATING") throw new ConfigUpdateFailed(endpoint);
  } catch (error) {
    const seen =
      error instanceof ConfigUpdateFailed || error instanceof StillUpdating ? error.endpoint : first;
    // The outputs say how the config update stands, and a plan sends a config again that failed.
    throw new PartialFailure(id, endpointOutputs(posted, seen), [(error as Error).message], { cause: error });
  }
  const outputs = endpointOutputs(posted, endpoint);
  if (inputs["accessControlList"] === undefined && inputs["verify"] !== true) {
    return { id, outputs: settle(outputs, inputs, ["verify"]) };
  }
  // What a create does not take is an update of what it made.
  return { id, outputs: await updateEndpoint(id, outputs, inputs, operation, "create") };
}
