import type { SeenEndpoint } from "../../client/serving-endpoints/serving-endpoints-client";
import { remoteEntity } from "../../client/serving-endpoints/remote-config";
import { checkExternalModel } from "../../check/check-external-model";
import { attachModel, detachModel } from "../../plan/config-edits";
import { attachedDiff, planAttached, type AttachedPlan } from "../../plan/plan-attached";
import type { RemoteEntity } from "../../plan/remote-config";
import {
  attachment,
  type ExternalModelInputs,
  type ExternalModelState,
} from "../../resources/external-model";
import { externalModelFields, type ExternalModelFields } from "../../resources/external-model-fields";
import { differences } from "../../schema/differences";
import { withoutUnset } from "../../schema/plain-object";
import { projectInputs } from "../../schema/project-inputs";
import { hasUnknown } from "../../schema/unknown";
import { forgetCreate } from "../begin-create";
import { deadlineOf } from "../deadline";
import { awaitSettled } from "../endpoint/settle-config";
import type { Operation } from "../operation";
import { identityOf, ownershipOf } from "../own-endpoint";
import { preflightModel } from "../preflight/preflight-model";
import type { ResourceLifecycle } from "../resource-lifecycle";
import { settle, without } from "../settle";
import { attachNewModel, claimOf } from "./attach-new-model";
import { NoEndpointToAttachTo, writePart, type Part } from "./shared-config-write";
import { verifiedModel } from "./verified-model";

type Inputs = ExternalModelInputs;
type State = ExternalModelState;
type Plan = AttachedPlan<Inputs>;

const ATTACHMENT = Object.keys(attachment) as (keyof typeof attachment)[];

/** The life of one model on an endpoint that another resource owns. */
export const externalModelLifecycle: ResourceLifecycle<Inputs, State> = {
  check: (_olds, news) => checkExternalModel(news),

  async preflight(olds, news, operation, preflight, sharedHere) {
    const { replacements, written } = planModel(olds, news);
    const isNew = olds.endpoint === undefined || replacements.length > 0;
    if (!isNew && written.length === 0) return [];
    if (sharedHere !== false || hasUnknown(news)) return preflight.missingSecrets(news, []);
    return preflightModel(news, modelEntity(news), isNew, operation, preflight);
  },

  diff(olds, news) {
    const plan = planModel(olds, news);
    // Its id holds endpoint and name, so that the new one can be attached before the old one goes.
    return { ...attachedDiff(plan), deleteBeforeReplace: false };
  },

  claimsOf: ({ endpointId, servedModelName }) =>
    endpointId === undefined ? [] : [claimOf(endpointId, String(servedModelName))],

  async create(inputs, operation) {
    const deadline = deadlineOf("create", inputs, operation.clock);
    const { id } = partOf(inputs);
    const outputsOf = (answer: SeenEndpoint) => modelOutputs(without(inputs, ["verify"]), answer, operation);
    const answer = await attachNewModel(
      partOf(inputs),
      modelEntity(inputs),
      inputs,
      operation,
      deadline,
      outputsOf,
    );
    return { id, outputs: await verifiedModel(id, inputs, outputsOf(answer), operation, deadline) };
  },

  async read(id, last, operation) {
    const { workspace } = operation;
    const { endpoint, name } = last.endpoint === undefined ? partOfId(id) : partOf(last);
    const seen = await workspace.servingEndpoints.get(endpoint);
    ownershipOf(endpoint, last, seen, workspace);
    const observed = seen?.inputs.config?.servedEntities?.find((entity) => entity.name === name);
    if (seen === undefined || observed?.externalModel === undefined) return undefined;
    const known = last.provider === undefined ? undefined : without(last, ATTACHMENT);
    const model = projectInputs(externalModelFields, observed.externalModel, known) as ExternalModelFields;
    const kept = Object.fromEntries(ATTACHMENT.map((field) => [field, last[field]]));
    const inputs: Inputs = withoutUnset({ ...kept, endpoint, servedModelName: name, ...model });
    forgetCreate(id, operation);
    return { inputs, outputs: modelOutputs(inputs, seen, operation) };
  },

  async update(id, olds, news, operation) {
    const plan = planModel(olds, news);
    const part = { ...partOf(news), known: olds };
    const deadline = deadlineOf("update", news, operation.clock);
    // The reply to its attaching was lost, and nobody could look: it may or may not be there.
    if (olds.invocationUrl === undefined)
      return (await externalModelLifecycle.create(news, operation)).outputs;
    forgetCreate(id, operation);
    let outputs = settle(
      olds,
      news,
      plan.recorded.filter((field) => field !== "verify"),
    );
    if (plan.written.length > 0) {
      const done = without(news, ["verify"]);
      const outputsOf = (answer: SeenEndpoint) => modelOutputs(done, answer, operation);
      operation.reporter.progress(`updating ${part.name} (${plan.written.join(", ")})`);
      const edit = attachModel(part.endpoint, modelEntity(news), () => true);
      const write = { edit, force: true, expects: [part.name], secrets: [] };
      outputs = outputsOf(await writePart(part, write, operation, deadline, outputsOf));
    } else if (plan.unsettled) {
      const settled = await awaitSettled(part.endpoint, operation, deadline);
      ownershipOf(part.endpoint, olds, settled, operation.workspace);
      outputs = modelOutputs(outputs, settled, operation);
    }
    const verifyAgain = plan.written.length > 0 || olds.verify !== true;
    return verifyAgain
      ? verifiedModel(id, news, outputs, operation, deadline)
      : withoutUnset(settle(outputs, news, ["verify"]));
  },

  async delete(id, olds, operation) {
    const { claims, reporter } = operation;
    const part = {
      ...partOf(olds),
      known: olds,
      ifRemade: "To leave its models, run `pulumi state delete` on this one.",
    };
    if (claims.has(claimOf(String(olds.endpointId), part.name))) {
      reporter.warn(
        `Model ${JSON.stringify(part.name)} stays on endpoint ${JSON.stringify(part.endpoint)}: this run has attached it or taken it over.`,
      );
      return;
    }
    const edit = detachModel(part.endpoint, part.name);
    const write = { edit, force: false, expects: [], secrets: [] };
    const outputsOf = (answer: SeenEndpoint) => modelOutputs(olds, answer, operation);
    const deadline = deadlineOf("delete", olds, operation.clock);
    await writePart(part, write, operation, deadline, outputsOf).catch((error: unknown) => {
      if (!(error instanceof NoEndpointToAttachTo)) throw error;
    });
    forgetCreate(id, operation);
  },
};

const planModel = (olds: State, news: Inputs): Plan =>
  planAttached<Inputs>(
    attachment,
    olds as Partial<Inputs>,
    news,
    differences(externalModelFields, without(olds, ATTACHMENT), without(news, ATTACHMENT)),
  );

function partOf({ endpoint, servedModelName }: Partial<Inputs> | State): Part & { name: string } {
  const name = String(servedModelName);
  return {
    id: `${String(endpoint)}/${name}`,
    endpoint: String(endpoint),
    name,
    known: undefined,
    ifRemade: "To go on with this one, run `pulumi refresh` first.",
  };
}

function partOfId(id: string): { endpoint: string; name: string } {
  const [endpoint = "", name = ""] = id.split("/");
  return { endpoint, name };
}

const modelEntity = (inputs: Inputs): RemoteEntity =>
  remoteEntity({
    name: inputs.servedModelName,
    externalModel: without(inputs, ATTACHMENT) as ExternalModelFields,
  });

function modelOutputs(done: State | Inputs, answer: SeenEndpoint, { workspace }: Operation): State {
  const { endpoint, name } = partOf(done);
  return withoutUnset({
    ...done,
    ...identityOf(workspace),
    endpointId: answer.id,
    invocationUrl: `${workspace.host}/serving-endpoints/${endpoint}/served-models/${name}/invocations`,
    openaiBaseUrl: `${workspace.host}/serving-endpoints`,
    configVersion: answer.configVersion,
    state: { configUpdate: answer.configUpdate },
  });
}
