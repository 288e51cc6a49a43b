import { ApiError } from "../client/api/api-error";
import type { Operation } from "./operation";
import { untilShown } from "./until-shown";

/** How an object is deleted. */
interface SureDelete {
  /** Method and path, for the error. */
  readonly call: string;
  /** What is deleted, for people: `the endpoint`. */
  readonly what: string;
  /** Sends the request once. */
  send(): Promise<unknown>;
  /** Whether the object is still there. */
  isThere(): Promise<boolean>;
  readonly deadline: number;
}

/**
 * Deletes, and makes sure of it: the API answers a delete with nothing or `{}`, which is also what something in between
 * answers that has not passed it on. An object that is gone already is fine.
 *
 * @throws ApiError what the request failed with, where it was refused or the object stays
 */
export async function untilGone(
  { call, what, send, isThere, deadline }: SureDelete,
  operation: Pick<Operation, "clock" | "reporter">,
): Promise<void> {
  await untilShown<true>(
    {
      what: `that ${what} is gone`,
      deadline,
      async send() {
        await send();
        if (!(await isThere())) return true;
        throw new ApiError({
          category: "malformed",
          fate: "unknown",
          call,
          detail: `the answer was a success, and ${what} is still there`,
        });
      },
      look: async () => ((await isThere()) ? undefined : true),
    },
    operation,
  ).catch((error: unknown) => {
    if (!(error instanceof ApiError && error.category === "not-found")) throw error;
  });
}
