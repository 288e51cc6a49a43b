import type { SeenEndpoint } from "../../client/serving-endpoints/serving-endpoints-client";
import { checkTrafficSplit } from "../../check/check-traffic-split";
import { setShares } from "../../plan/config-edits";
import { attachedDiff, planAttached } from "../../plan/plan-attached";
import { trafficSplit, type TrafficSplitInputs, type TrafficSplitState } from "../../resources/traffic-split";
import { withoutUnset } from "../../schema/plain-object";
import { projectInputs } from "../../schema/project-inputs";
import { deadlineOf } from "../deadline";
import { awaitSettled } from "../endpoint/settle-config";
import type { Operation } from "../operation";
import { identityOf, ownershipOf, type KnownEndpoint } from "../own-endpoint";
import { preflightSplit } from "../preflight/preflight-split";
import type { ResourceLifecycle } from "../resource-lifecycle";
import { settle } from "../settle";
import { writePart } from "./shared-config-write";

type Inputs = TrafficSplitInputs;
type State = TrafficSplitState;

const { shape } = trafficSplit.inputs;

/** The life of the routes of one endpoint. */
export const trafficSplitLifecycle: ResourceLifecycle<Inputs, State> = {
  check: (_olds, news) => checkTrafficSplit(news),

  preflight: (_olds, news, operation, preflight, sharedHere) =>
    preflightSplit(news, operation, preflight, sharedHere),

  diff(olds, news) {
    const plan = planAttached<Inputs>(shape, olds, news, []);
    return { ...attachedDiff(plan), deleteBeforeReplace: false };
  },

  claimsOf: () => [],

  async create(inputs, operation) {
    const id = `${inputs.endpoint}/traffic`;
    return { id, outputs: await writeRoutes(id, undefined, inputs, operation, "create") };
  },

  async read(id, last, operation) {
    const { workspace } = operation;
    const endpoint = last.endpoint ?? id.replace(/\/traffic$/, "");
    const seen = await workspace.servingEndpoints.get(endpoint);
    ownershipOf(endpoint, last, seen, workspace);
    if (seen?.serving === undefined) return undefined;
    const listed = last.routes ?? [];
    // A model that is not named gets 0 %, so that one with 0 % and no name is as it should be.
    const observed = seen.serving.shares.filter(
      ({ servedModelName, trafficPercentage }) =>
        trafficPercentage > 0 || listed.some((route) => route.servedModelName === servedModelName),
    );
    const routes = projectInputs(shape.routes, observed, last.routes) as Inputs["routes"];
    const inputs: Inputs = withoutUnset({
      timeouts: last.timeouts,
      preflight: last.preflight,
      endpoint,
      routes,
    });
    return { inputs, outputs: splitOutputs(inputs, seen, operation) };
  },

  async update(id, olds, news, operation) {
    const plan = planAttached<Inputs>(shape, olds, news, []);
    if (plan.written.length > 0) return writeRoutes(id, olds, news, operation, "update");
    const recorded = settle(olds, news, plan.recorded);
    if (!plan.unsettled) return recorded;
    const deadline = deadlineOf("update", news, operation.clock);
    const settled = await awaitSettled(news.endpoint, operation, deadline);
    ownershipOf(news.endpoint, olds, settled, operation.workspace);
    return splitOutputs(recorded, settled, operation);
  },

  // Traffic stays as it is: there is no split that would be right for everyone once this one is gone. One look, so that the
  // split of another workspace stays in its state.
  async delete(_id, olds, { workspace, clock }) {
    const deadline = deadlineOf("delete", olds, clock);
    const seen = await workspace.servingEndpoints.get(String(olds.endpoint), { deadline });
    ownershipOf(String(olds.endpoint), olds, seen, workspace);
  },
};

async function writeRoutes(
  id: string,
  known: KnownEndpoint | undefined,
  inputs: Inputs,
  operation: Operation,
  purpose: "create" | "update",
): Promise<State> {
  const { endpoint } = inputs;
  const part = {
    id,
    endpoint,
    known,
    ifRemade: "To split the traffic of this one, run `pulumi refresh` first.",
  };
  const write = { edit: setShares(endpoint, inputs.routes), force: false, expects: [], secrets: [] };
  const deadline = deadlineOf(purpose, inputs, operation.clock);
  const outputsOf = (answer: SeenEndpoint) => splitOutputs(inputs, answer, operation);
  return outputsOf(await writePart(part, write, operation, deadline, outputsOf));
}

const splitOutputs = (done: State, answer: SeenEndpoint, { workspace }: Operation): State =>
  withoutUnset({
    ...done,
    ...identityOf(workspace),
    endpointId: answer.id,
    configVersion: answer.configVersion,
    state: { configUpdate: answer.configUpdate },
  });
