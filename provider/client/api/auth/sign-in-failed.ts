import { ApiError } from "../api-error";

/** Signing in came to nothing before any server was asked. */
export function signInFailed(call: string, detail: string, advice?: string): ApiError {
  return new ApiError({ category: "unauthenticated", fate: "not-done", call, detail, advice, final: true });
}
