import type { MiddlewareHandler } from "hono";
import { ApiError } from "./api-error";
import type { Env, Workspace } from "../workspace/workspace";

/**
 * The limit on requests that workspaces put on their REST API. Its size is not documented for serving endpoints, so it is
 * off unless a switch sets it.
 */
export function throttle(workspace: Workspace): MiddlewareHandler<Env> {
  let second = 0;
  let count = 0;
  return async (_context, next) => {
    const { requestsPerSecond: limit, sendRetryAfter } = workspace.switches;
    const now = Math.floor(workspace.clock.now() / 1000);
    if (now !== second) {
      second = now;
      count = 0;
    }
    count += 1;
    if (limit !== null && count > limit) {
      throw new ApiError(
        429,
        "REQUEST_LIMIT_EXCEEDED",
        "Too many requests. Please wait a moment and try again.",
        sendRetryAfter ? { retryAfterSeconds: 1 } : {},
      );
    }
    await next();
  };
}
