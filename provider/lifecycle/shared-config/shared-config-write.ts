import { ApiError } from "../../client/api/api-error";
import type { Fields } from "../../schema/plain-object";
import type { EndpointAnswer } from "../../client/serving-endpoints/read-endpoint";
import { submitWrite } from "./config-queue";
import type { Operation } from "../operation";
import { PartialFailure } from "../partial-failure";
import { StillUpdating } from "../endpoint/settle-config";
import type { ConfigWrite } from "./write-config";

/**
 * Writes a shared config for a resource that is a part of it. Where the time is over while the server still works, the
 * resource is kept, and the next run goes on waiting.
 *
 * @param outputs state of the resource, from what the server says
 */
export async function writePart(
  id: string,
  endpoint: string,
  write: ConfigWrite,
  operation: Operation,
  deadline: number,
  outputs: (answer: EndpointAnswer) => Fields,
): Promise<EndpointAnswer> {
  try {
    return await submitWrite(endpoint, write, operation, deadline);
  } catch (error) {
    if (error instanceof StillUpdating) {
      throw new PartialFailure(id, outputs(error.endpoint), [error.message], { cause: error });
    }
    if (error instanceof ApiError && error.category === "not-found") {
      throw new Error(
        `There is no endpoint ${JSON.stringify(endpoint)} on ${operation.workspace.host}. Create it first, with ` +
          `allowAttachedModels: true, or correct the name. (${error.message})`,
        { cause: error },
      );
    }
    throw error;
  }
}
