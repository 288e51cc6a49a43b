import { ApiError } from "../client/api/api-error";

/** For a look at what may not be there: `.catch(undefinedIfMissing)`. */
export function undefinedIfMissing(error: unknown): undefined {
  if (error instanceof ApiError && error.category === "not-found") return undefined;
  throw error;
}
