import { attachModel, EditRefused } from "../../plan/config-edits";
import { showsEntity, type RemoteEntity } from "../../plan/remote-config";
import type { ExternalModelInputs } from "../../resources/external-model";
import type { Problem } from "../../schema/problem";
import type { Operation } from "../operation";
import type { Preflight } from "./preflight";
import { CredentialUnknown } from "../shared-config/write-config";

/**
 * What of attaching a model would fail later, as far as the workspace shows now. An endpoint that is not there may be made
 * in the same run, so that this is no problem; and so may be one of this program change before the model joins.
 *
 * @param model what would be attached
 * @param isNew whether it is attached for the first time
 */
export async function preflightModel(
  news: ExternalModelInputs,
  model: RemoteEntity,
  isNew: boolean,
  operation: Operation,
  preflight: Preflight,
): Promise<Problem[]> {
  const secrets = await preflight.missingSecrets(news, []);
  const { endpoint } = news;
  if (typeof endpoint !== "string") return secrets;
  const existing = await preflight.endpoint(endpoint);
  if (existing === undefined) {
    operation.reporter.warn(
      `Endpoint ${JSON.stringify(endpoint)} is not there yet: the model can be attached only if something creates it before, ` +
        "in this program (then refer to the resource itself, not to its name) or in another one.",
    );
  }
  const serving = existing?.serving;
  if (serving === undefined) return secrets;
  const { createRecords, workspace, urn } = operation;
  const begun = createRecords.find(urn, `${endpoint}/${model.name}`, workspace.host) !== undefined;
  const mayReplace = (existing: RemoteEntity): boolean =>
    !isNew || news.adopt === true || (begun && showsEntity(existing, model));
  try {
    attachModel(endpoint, model, mayReplace).apply(serving);
  } catch (error) {
    if (!(error instanceof EditRefused)) throw error;
    // A replacement by force is checked as if it were new; the model is still its own.
    const own = `${endpoint}/${model.name}`;
    if (isNew && (await operation.held?.())?.some(({ id }) => id === own)) {
      return preflightModel(news, model, false, operation, preflight);
    }
    return [
      ...secrets,
      { path: ["endpoint"], found: error.message, allowed: "an endpoint that can take the model" },
    ];
  }
  const unknown = serving.entities.filter(({ resendable, name }) => !resendable && name !== model.name);
  if (unknown.length === 0) return secrets;
  const { message } = new CredentialUnknown(
    endpoint,
    unknown.map(({ name }) => name),
  );
  return [
    ...secrets,
    { path: ["endpoint"], found: message, allowed: "an endpoint whose credentials are references" },
  ];
}
