import { ApiError } from "../../client/api/api-error";
import type { SeenEndpoint } from "../../client/serving-endpoints/serving-endpoints-client";
import { attachModel, type ConfigEdit } from "../../plan/config-edits";
import { showsEntity, type RemoteConfig, type RemoteEntity } from "../../plan/remote-config";
import type { ExternalModelInputs, ExternalModelState } from "../../resources/external-model";
import { withoutUnset } from "../../schema/plain-object";
import { beginCreate } from "../begin-create";
import type { Operation } from "../operation";
import { PartialFailure } from "../partial-failure";
import { writePart, type Part } from "./shared-config-write";

/** The server's clock and ours may differ by so much where nothing tells. */
const CLOCK_TOLERANCE_MS = 2000;

/** By what a run remembers a model that it attached. */
export const claimOf = (endpointId: string, name: string): string => `${endpointId}/${name}`;

/**
 * Attaches a model for the first time. A lost reply, or a run after a kill, finds its own model again; one that somebody
 * else attached under the same name is never taken unasked.
 *
 * @throws EditRefused where the name is taken, or the endpoint cannot take the model
 * @throws PartialFailure where the model may be attached and nobody can tell
 */
export async function attachNewModel(
  part: Part & { readonly name: string },
  model: RemoteEntity,
  inputs: ExternalModelInputs,
  operation: Operation,
  deadline: number,
  outputs: (answer: SeenEndpoint) => ExternalModelState,
): Promise<SeenEndpoint> {
  const { workspace, claims } = operation;
  const { id, endpoint, name } = part;
  const begun = beginCreate(id, operation);
  const mine: ConfigEdit = attachModel(endpoint, model, mayReplace);
  let seenAbsent = false;
  function mayReplace(existing: RemoteEntity): boolean {
    if (inputs.adopt === true) return true;
    const since = seenAbsent ? begun.at : begun.before;
    return since !== undefined && showsEntity(existing, model) && !isOlder(existing, since);
  }
  const edit: ConfigEdit = {
    ...mine,
    apply(config: RemoteConfig) {
      const attached = mine.apply(config);
      seenAbsent = true;
      return attached;
    },
  };
  const write = { edit, force: false, expects: [name], secrets: [] };
  try {
    const answer = await writePart(part, write, operation, deadline, outputs);
    claims.add(claimOf(answer.id, name));
    return answer;
  } catch (error) {
    begun.failed(error);
    if (!(error instanceof ApiError) || error.fate !== "unknown" || !seenAbsent) throw error;
    const there = await isThere(endpoint, name, operation, deadline);
    if (there === false) throw error;
    const reason =
      `${error.message} Whether ${JSON.stringify(name)} is attached now could not be found out; it is kept in the state, ` +
      "and the next `pulumi up` looks again, and goes on.";
    throw new PartialFailure(id, withoutUnset({ ...inputs, workspaceHost: workspace.host }), [reason], {
      cause: error,
    });
  }
}

const isOlder = ({ createdAt }: RemoteEntity, since: number): boolean =>
  createdAt !== undefined && createdAt < since - CLOCK_TOLERANCE_MS;

/** Whether a model is on an endpoint; undefined where nobody can tell. */
async function isThere(
  endpoint: string,
  name: string,
  { workspace }: Operation,
  deadline: number,
): Promise<boolean | undefined> {
  try {
    const seen = await workspace.servingEndpoints.get(endpoint, { deadline });
    return [seen?.serving, seen?.pending].some((config) =>
      config?.entities.some((entity) => entity.name === name),
    );
  } catch {
    return undefined;
  }
}
