import { timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { ApiError } from "../http/api-error";
import { digest } from "../workspace/identities";
import type { Env, Workspace } from "../workspace/workspace";

/**
 * Lets only those use the controls who may: where other machines can reach the emulator, whoever knows the token that was
 * printed at the start. A body must say that it is JSON, which no form of a web page can.
 */
export function guardControl({ controlToken }: Workspace): MiddlewareHandler<Env> {
  return async (context, next) => {
    const { req } = context;
    if (controlToken !== undefined) {
      const bearer = /^Bearer\s+(\S+)$/i.exec(req.header("authorization") ?? "")?.[1];
      if (!same(req.header("x-emulator-token") ?? bearer ?? "", controlToken)) {
        throw new ApiError(
          401,
          "UNAUTHENTICATED",
          "The controls need the control token that the emulator printed when it started, as a bearer token or in X-Emulator-Token.",
        );
      }
    }
    const hasBody =
      req.header("transfer-encoding") !== undefined || Number(req.header("content-length") ?? 0) > 0;
    const type = req.header("content-type") ?? "";
    if (hasBody && !/^application\/json\s*(;|$)/i.test(type)) {
      throw new ApiError(
        415,
        "BAD_REQUEST",
        `Content-Type is ${JSON.stringify(type)}; allowed for the controls: application/json`,
      );
    }
    await next();
  };
}

/** Compares digests, which have one length, so that the time taken tells nothing. */
const same = (given: string, wanted: string): boolean =>
  timingSafeEqual(Buffer.from(digest(given)), Buffer.from(digest(wanted)));
