import { ApiError } from "../../client/api/api-error";
import { entityName } from "../../resources/entity-name";
import { fieldsOf, listOf, type Fields } from "../../schema/plain-object";
import type { Json } from "../../schema/json";
import type { Operation } from "../operation";

/** The smallest request of each task. */
const SMALLEST_REQUEST: Readonly<Record<string, Json>> = {
  "llm/v1/chat": { messages: [{ role: "user", content: "ping" }], max_tokens: 1 },
  "llm/v1/completions": { prompt: "ping", max_tokens: 1 },
  "llm/v1/embeddings": { input: "ping" },
};

/**
 * Sends the smallest request to each external model of an endpoint: an endpoint is `READY` whatever its upstream says,
 * and a wrong key or an unsupported model shows only here.
 *
 * @throws Error that names each model that failed, with the upstream's words
 */
export async function verifyModels(
  name: string,
  inputs: Fields,
  operation: Operation,
  deadline: number,
): Promise<void> {
  const entities = listOf(fieldsOf(inputs["config"])["servedEntities"]).map(fieldsOf);
  const failures = await Promise.all(
    entities.map(async (entity) => {
      const served = entityName(entity);
      const request = SMALLEST_REQUEST[String(fieldsOf(entity["externalModel"])["task"])];
      return served === undefined || request === undefined
        ? undefined
        : verifyModel(name, served, request, operation, deadline);
    }),
  );
  const failed = failures.filter((failure) => failure !== undefined);
  if (failed.length > 0) throw new Error(failed.join("\n"));
}

/** Why a served model does not answer the smallest request of its task, or undefined where it does. */
export async function verifyModel(
  name: string,
  servedModel: string,
  request: Json,
  operation: Operation,
  deadline: number,
): Promise<string | undefined> {
  operation.reporter.progress(`verifying ${servedModel} with a one-token request`);
  try {
    await operation.workspace.query(name, servedModel, request, { deadline });
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return `${servedModel} does not answer: ${error.message}`;
  }
}
