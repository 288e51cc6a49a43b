import { ApiError } from "../../../provider/client/api/api-error";

/** The ApiError that a promise is rejected with; anything else fails the test as what it is. */
export async function apiErrorOf(promise: Promise<unknown>): Promise<ApiError> {
  const outcome = await promise.then(
    (value) => new Error(`it succeeded with ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (outcome instanceof ApiError) return outcome;
  throw outcome;
}
