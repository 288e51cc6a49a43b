import type { SeenEndpoint } from "../../client/serving-endpoints/serving-endpoints-client";
import { fewOf, UPDATE_REQUESTS } from "../../plan/update-requests";
import { planEndpoint, type PlannedCall } from "../../plan/plan-endpoint";
import type { ServingEndpointInputs, ServingEndpointState } from "../../resources/serving-endpoint";
import { withoutUnset } from "../../schema/plain-object";
import type { Operation } from "../operation";
import { PartialFailure } from "../partial-failure";
import { settle } from "../settle";
import { endpointOutputs } from "./endpoint-outputs";
import { awaitSettled, ConfigUpdateFailed, EndpointMissing, StillUpdating } from "./settle-config";
import { saysMissing, UPDATE_CALLS } from "./update-calls";
import { verifyModels } from "./verify-models";

/**
 * Makes the calls that bring an endpoint from what state holds to new inputs.
 *
 * @param id the endpoint's name
 * @param seen the endpoint as it is now
 * @returns outputs for state
 * @throws PartialFailure with what is done so far
 */
export async function applyPlan(
  id: string,
  olds: ServingEndpointState,
  news: ServingEndpointInputs,
  seen: SeenEndpoint,
  operation: Operation,
  deadline: number,
): Promise<ServingEndpointState> {
  const { workspace, reporter } = operation;
  const plan = planEndpoint(olds, news);
  let outputs = settle(
    endpointOutputs(olds, seen, workspace),
    news,
    plan.recorded.filter((input) => input !== "verify"),
  );
  const fail = (what: string, error: unknown): never => {
    const reason = `${what}: ${(error as Error).message}`;
    throw new PartialFailure(id, withoutUnset(outputs), [reason], { cause: error });
  };
  for (const step of plan.calls) {
    const what = describeCall(step);
    try {
      reporter.progress(what);
      const endpoint = await UPDATE_CALLS[step.call]({
        name: id,
        seen,
        olds: outputs,
        news,
        operation,
        deadline,
      });
      outputs = settle(outputs, news, step.settles);
      if (endpoint !== undefined) outputs = endpointOutputs(outputs, endpoint, workspace);
    } catch (error) {
      if (error instanceof StillUpdating)
        outputs = endpointOutputs(settle(outputs, news, step.settles), error.endpoint, workspace);
      if (error instanceof ConfigUpdateFailed) outputs = endpointOutputs(outputs, error.endpoint, workspace);
      fail(what, await explainMissing(error, id, operation));
    }
  }
  const configSent = plan.calls.some(({ call }) => call === "putConfig");
  if (plan.unsettled && !configSent) {
    try {
      const endpoint = await awaitSettled(id, operation, deadline);
      outputs = endpointOutputs(outputs, endpoint, workspace);
      if (endpoint.configUpdate !== "NOT_UPDATING") throw new ConfigUpdateFailed(endpoint);
    } catch (error) {
      fail("Waiting for an update that an earlier run began", error);
    }
  }
  if (news.verify === true && (configSent || olds.verify !== true)) {
    const { verify: _, ...unverified } = outputs;
    outputs = unverified;
    await verifyModels(id, news, operation, deadline).catch((error: unknown) => fail("Verifying", error));
  }
  return withoutUnset(settle(outputs, news, ["verify"]));
}

function describeCall({ call, because }: PlannedCall): string {
  return `Updating ${UPDATE_REQUESTS[call].what} (${fewOf(because)})`;
}

async function explainMissing(error: unknown, name: string, { workspace }: Operation): Promise<unknown> {
  if (!saysMissing(error)) return error;
  // Something that the call names can be missing as well, such as a principal.
  const isThere = await workspace.servingEndpoints.get(name).then(
    (endpoint) => endpoint !== undefined,
    () => true,
  );
  return isThere ? error : new EndpointMissing(name, workspace.host);
}
