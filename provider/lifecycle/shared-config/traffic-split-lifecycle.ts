import { setShares } from "../../plan/config-edits";
import { attachedPlanChanges, planAttached } from "../../plan/plan-attached";
import { projectInputs } from "../../schema/project-inputs";
import { checkTrafficSplit } from "../../check/check-traffic-split";
import { listOf, withoutUnset, type Fields } from "../../schema/plain-object";
import type { Share } from "../../resources/share-out";
import { trafficSplit } from "../../resources/traffic-split";
import { readEndpoint, type EndpointAnswer } from "../../client/serving-endpoints/read-endpoint";
import { deadlineOf } from "../deadline";
import { settle } from "../endpoint/endpoint-outputs";
import type { Operation } from "../operation";
import type { ResourceLifecycle } from "../resource-lifecycle";
import { awaitSettled } from "../endpoint/settle-config";
import { writePart } from "./shared-config-write";
import { undefinedIfMissing } from "../undefined-if-missing";

const { shape } = trafficSplit.inputs;

/** The life of the routes of one endpoint. */
export const trafficSplitLifecycle: ResourceLifecycle = {
  check: (_olds, news) => checkTrafficSplit(news),

  // The models that it names may be attached in the same run.
  preflight: () => Promise.resolve([]),

  diff(olds, news) {
    const plan = planAttached(shape, olds, news, []);
    return { changes: attachedPlanChanges(plan), replaces: plan.replacements, deleteBeforeReplace: false };
  },

  async create(inputs, operation) {
    const id = `${String(inputs["endpoint"])}/traffic`;
    return { id, outputs: await writeRoutes(id, inputs, operation, "create") };
  },

  async read(id, last, operation) {
    const endpoint = String(last["endpoint"] ?? id.replace(/\/traffic$/, ""));
    const answer = await operation.workspace.getEndpoint(endpoint).catch(undefinedIfMissing);
    if (answer === undefined) return undefined;
    const read = readEndpoint(answer.json, operation.workspace.host);
    if (read.serving === undefined) return undefined;
    const listed = listOf(last["routes"]) as Share[];
    // A model that is not named gets 0 %, so that one with 0 % and no name is as it should be.
    const observed = read.serving.shares.filter(
      ({ servedModelName, trafficPercentage }) =>
        trafficPercentage > 0 || listed.some((route) => route.servedModelName === servedModelName),
    );
    const routes = projectInputs(shape.routes, observed, last["routes"]);
    const inputs = withoutUnset({ ...pick(last, Object.keys(shape)), endpoint, routes });
    return { inputs, outputs: splitOutputs(inputs, read) };
  },

  async update(id, olds, news, operation) {
    const plan = planAttached(shape, olds, news, []);
    if (plan.written.length > 0) return writeRoutes(id, news, operation, "update");
    const recorded = settle(olds, news, plan.recorded);
    if (!plan.unsettled) return recorded;
    const deadline = deadlineOf("update", news, operation.clock);
    return splitOutputs(recorded, await awaitSettled(String(news["endpoint"]), operation, deadline));
  },

  // Traffic stays as it is: there is no split that would be right for everyone once this one is gone.
  delete: () => Promise.resolve(),
};

async function writeRoutes(
  id: string,
  inputs: Fields,
  operation: Operation,
  purpose: "create" | "update",
): Promise<Fields> {
  const endpoint = String(inputs["endpoint"]);
  const edit = setShares(endpoint, listOf(inputs["routes"]) as Share[]);
  const write = { edit, force: false, expects: [], secrets: [] };
  const deadline = deadlineOf(purpose, inputs, operation.clock);
  const outputsOf = (answer: EndpointAnswer) => splitOutputs(inputs, answer);
  return outputsOf(await writePart(id, endpoint, write, operation, deadline, outputsOf));
}

const splitOutputs = (done: Fields, { configVersion, configUpdate }: EndpointAnswer): Fields =>
  withoutUnset({ ...done, configVersion, state: { configUpdate } });

const pick = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.map((name) => [name, fields[name]]));
