import { attachModel, detachModel, EditRefused } from "../../plan/config-edits";
import { differences } from "../../schema/differences";
import { attachedPlanChanges, planAttached, type AttachedPlan } from "../../plan/plan-attached";
import { projectInputs } from "../../schema/project-inputs";
import { sameEntity, type RemoteEntity } from "../../plan/remote-config";
import { checkExternalModel } from "../../check/check-external-model";
import { attachment } from "../../resources/external-model";
import { externalModelFields } from "../../resources/external-model-fields";
import { fieldsOf, listOf, withoutUnset, type Fields } from "../../schema/plain-object";
import { hasUnknown } from "../../schema/unknown";
import { readEndpoint, type EndpointAnswer } from "../../client/serving-endpoints/read-endpoint";
import { remoteEntity } from "../../client/serving-endpoints/remote-config";
import { submitWrite } from "./config-queue";
import { deadlineOf } from "../deadline";
import { settle, without } from "../endpoint/endpoint-outputs";
import type { Operation } from "../operation";
import { PartialFailure } from "../partial-failure";
import type { ResourceLifecycle } from "../resource-lifecycle";
import { awaitSettled } from "../endpoint/settle-config";
import { writePart } from "./shared-config-write";
import { undefinedIfMissing } from "../undefined-if-missing";
import { preflightModel } from "../preflight/preflight-model";
import { verifyModels } from "../endpoint/verify-models";
import { CredentialUnknown } from "./write-config";

const ATTACHMENT: readonly string[] = Object.keys(attachment);

/** The life of one model on an endpoint that another resource owns. */
export const externalModelLifecycle: ResourceLifecycle = {
  check: (_olds, news) => checkExternalModel(news),

  async preflight(olds, news, operation, preflight, sharedHere) {
    const { replacements, written } = planModel(olds, news);
    const isNew = olds["endpoint"] === undefined || replacements.length > 0;
    if (!isNew && written.length === 0) return [];
    if (sharedHere || hasUnknown(news)) return preflight.missingSecrets(news, []);
    return preflightModel(news, modelEntity(news), isNew, operation, preflight);
  },

  diff(olds, news) {
    const plan = planModel(olds, news);
    // Its id holds endpoint and name, so that the new one can be attached before the old one goes.
    return { changes: attachedPlanChanges(plan), replaces: plan.replacements, deleteBeforeReplace: false };
  },

  async create(inputs, operation) {
    const { endpoint, name, id } = identityOf(inputs);
    const { createRecords, workspace, clock, urn } = operation;
    const begunBefore = createRecords.find(urn, id, workspace.host) !== undefined;
    createRecords.begin({ urn, name: id, host: workspace.host, begunAt: clock.now() });
    const model = modelEntity(inputs);
    let absentAtFirst = begunBefore;
    const edit = attachModel(endpoint, model, (existing) => {
      return inputs["adopt"] === true || (absentAtFirst && sameEntity(existing, model));
    });
    const attach = {
      ...edit,
      apply(config: Parameters<typeof edit.apply>[0]) {
        const attached = edit.apply(config);
        absentAtFirst = true;
        return attached;
      },
    };
    const deadline = deadlineOf("create", inputs, operation.clock);
    const outputsOf = (answer: EndpointAnswer) =>
      modelOutputs(without(inputs, ["verify"]), answer, operation);
    const write = { edit: attach, force: false, expects: [name], secrets: [] };
    const answer = await writePart(id, endpoint, write, operation, deadline, outputsOf).catch(
      (error: unknown) => {
        // Nothing was sent: a record of it would let the next run take another's model for its own.
        const unsent = error instanceof EditRefused || error instanceof CredentialUnknown;
        if (unsent && !begunBefore) createRecords.end(urn, id, workspace.host);
        throw error;
      },
    );
    return { id, outputs: await verified(id, inputs, outputsOf(answer), operation, deadline) };
  },

  async read(id, last, operation) {
    const [endpoint = "", name = ""] =
      last["endpoint"] === undefined
        ? id.split("/")
        : [String(last["endpoint"]), String(last["servedModelName"])];
    const answer = await operation.workspace.getEndpoint(endpoint).catch(undefinedIfMissing);
    if (answer === undefined) return undefined;
    const read = readEndpoint(answer.json, operation.workspace.host);
    const entity = listOf(fieldsOf(read.inputs["config"])["servedEntities"])
      .map(fieldsOf)
      .find((candidate) => candidate["name"] === name);
    if (entity?.["externalModel"] === undefined) return undefined;
    const known = last["provider"] === undefined ? undefined : without(last, ATTACHMENT);
    const model = fieldsOf(projectInputs(externalModelFields, entity["externalModel"], known));
    const kept = Object.fromEntries(ATTACHMENT.map((field) => [field, last[field]]));
    const inputs = withoutUnset({ ...kept, endpoint, servedModelName: name, ...model });
    return { inputs, outputs: modelOutputs(inputs, read, operation) };
  },

  async update(id, olds, news, operation) {
    const plan = planModel(olds, news);
    const { endpoint, name } = identityOf(news);
    const deadline = deadlineOf("update", news, operation.clock);
    let outputs = settle(
      olds,
      news,
      plan.recorded.filter((field) => field !== "verify"),
    );
    if (plan.written.length > 0) {
      const done = without(news, ["verify"]);
      const outputsOf = (answer: EndpointAnswer) => modelOutputs(done, answer, operation);
      operation.reporter.progress(`updating ${name} (${plan.written.join(", ")})`);
      const edit = attachModel(endpoint, modelEntity(news), () => true);
      const write = { edit, force: true, expects: [name], secrets: [] };
      outputs = outputsOf(await writePart(id, endpoint, write, operation, deadline, outputsOf));
    } else if (plan.unsettled) {
      outputs = modelOutputs(outputs, await awaitSettled(endpoint, operation, deadline), operation);
    }
    const verifyAgain = plan.written.length > 0 || olds["verify"] !== true;
    return verifyAgain
      ? verified(id, news, outputs, operation, deadline)
      : withoutUnset(settle(outputs, news, ["verify"]));
  },

  async delete(id, olds, operation) {
    const { endpoint, name } = identityOf(olds);
    const write = { edit: detachModel(endpoint, name), force: false, expects: [], secrets: [] };
    const deadline = deadlineOf("delete", olds, operation.clock);
    await submitWrite(endpoint, write, operation, deadline).catch(undefinedIfMissing);
    operation.createRecords.end(operation.urn, id, operation.workspace.host);
  },
};

function planModel(olds: Fields, news: Fields): AttachedPlan {
  const content = differences(externalModelFields, without(olds, ATTACHMENT), without(news, ATTACHMENT));
  return planAttached(attachment, olds, news, content);
}

function identityOf(inputs: Fields): { endpoint: string; name: string; id: string } {
  const endpoint = String(inputs["endpoint"]);
  const name = String(inputs["servedModelName"]);
  return { endpoint, name, id: `${endpoint}/${name}` };
}

const modelEntity = (inputs: Fields): RemoteEntity =>
  remoteEntity({ name: inputs["servedModelName"], externalModel: without(inputs, ATTACHMENT) });

function modelOutputs(done: Fields, answer: EndpointAnswer, { workspace }: Operation): Fields {
  const { endpoint, name } = identityOf(done);
  return withoutUnset({
    ...done,
    invocationUrl: `${workspace.host}/serving-endpoints/${endpoint}/served-models/${name}/invocations`,
    openaiBaseUrl: `${workspace.host}/serving-endpoints`,
    configVersion: answer.configVersion,
    state: { configUpdate: answer.configUpdate },
  });
}

/** Outputs with `verify` recorded once the model has answered; until then the next run verifies again. */
async function verified(
  id: string,
  inputs: Fields,
  outputs: Fields,
  operation: Operation,
  deadline: number,
): Promise<Fields> {
  if (inputs["verify"] !== true) return withoutUnset(settle(outputs, inputs, ["verify"]));
  const { endpoint, name } = identityOf(inputs);
  const served = { config: { servedEntities: [{ name, externalModel: without(inputs, ATTACHMENT) }] } };
  await verifyModels(endpoint, served, operation, deadline).catch((error: unknown) => {
    throw new PartialFailure(
      id,
      withoutUnset(without(outputs, ["verify"])),
      [`Verifying: ${(error as Error).message}`],
      { cause: error },
    );
  });
  return withoutUnset(settle(outputs, inputs, ["verify"]));
}
