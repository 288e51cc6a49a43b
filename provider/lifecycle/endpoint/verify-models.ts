import { ApiError } from "../../client/api/api-error";
import { entityName } from "../../resources/entity-name";
import type { Operation } from "../operation";

/** A served entity, as far as verifying it goes. */
interface Verified {
  readonly name?: string | undefined;
  readonly externalModel?: { readonly name: string; readonly task: string } | undefined;
}

/**
 * Sends the smallest request to each external model of an endpoint: an endpoint is `READY` whatever its upstream says,
 * and a wrong key or an unsupported model shows only here.
 *
 * @throws Error that names each model that failed, with the upstream's words
 */
export async function verifyModels(
  name: string,
  { config }: { readonly config?: { readonly servedEntities?: readonly Verified[] | undefined } | undefined },
  operation: Operation,
  deadline: number,
): Promise<void> {
  const failures = await Promise.all(
    (config?.servedEntities ?? []).map(async (entity) => {
      const served = entityName(entity);
      return served === undefined || entity.externalModel === undefined
        ? undefined
        : verifyModel(name, served, entity.externalModel.task, operation, deadline);
    }),
  );
  const failed = failures.filter((failure) => failure !== undefined);
  if (failed.length > 0) throw new Error(failed.join("\n"));
}

/** Why a served model does not answer the smallest request of its task, or undefined where it does. */
async function verifyModel(
  name: string,
  servedModel: string,
  task: string,
  { workspace, reporter }: Operation,
  deadline: number,
): Promise<string | undefined> {
  reporter.progress(`verifying ${servedModel} with a one-token request`);
  try {
    await workspace.servingEndpoints.ping(name, servedModel, task, { deadline });
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return `${servedModel} does not answer: ${error.message}`;
  }
}
