import type { Category, Fate } from "./api-error";
import type { ErrorBody } from "./parse-error-body";

/**
 * What an error code means, whatever the status: the API is not of one mind about statuses (a taken name is answered
 * with 409 or 400), and Databricks' SDKs go by the code first too.
 */
const BY_CODE: Readonly<Record<string, Category>> = {
  RESOURCE_DOES_NOT_EXIST: "not-found",
  RESOURCE_ALREADY_EXISTS: "already-exists",
  ALREADY_EXISTS: "already-exists",
  RESOURCE_CONFLICT: "conflict",
  ABORTED: "conflict",
  REQUEST_LIMIT_EXCEEDED: "throttled",
  RESOURCE_EXHAUSTED: "throttled",
  INVALID_PARAMETER_VALUE: "invalid",
  PERMISSION_DENIED: "forbidden",
  UNAUTHENTICATED: "unauthenticated",
  TEMPORARILY_UNAVAILABLE: "unavailable",
  // These come with 404 as well, but say nothing about the object that was asked for.
  ENDPOINT_NOT_FOUND: "other",
  FEATURE_DISABLED: "other",
};

const BY_STATUS: Readonly<Record<number, Category>> = {
  400: "invalid",
  401: "unauthenticated",
  403: "forbidden",
  404: "not-found",
  408: "unavailable",
  499: "unavailable",
  409: "conflict",
  413: "invalid",
  422: "invalid",
  429: "throttled",
};

/** The category of an answer that is no success. */
export function categorise(status: number, body: ErrorBody): Category {
  const category = byCodeOrStatus(status, body);
  // A 404 from something that is not the API (a wrong host, a gateway) must not be taken for "the object is gone":
  // a refresh would then drop it from the state.
  return category === "not-found" && !body.fromApi ? "other" : category;
}

/** The client gave up, or some gateway did for it: the service behind may have gone on. */
const GIVEN_UP: readonly number[] = [408, 499];

/**
 * What became of a request that was answered with an error. Only a refusal with a code of the API's proves that nothing was
 * done: what stands between may answer anything, after the API has done its work.
 */
export const fateOf = (status: number, body: ErrorBody): Fate =>
  body.errorCode !== undefined && status >= 400 && status < 500 && !GIVEN_UP.includes(status)
    ? "not-done"
    : "unknown";

/**
 * A token that is wrong or past its end is refused with 403 or 400 as often as with 401: "Invalid access token.",
 * "Invalid Token", "JWT has expired", "Token is expiring within 30 seconds", "ExpiredJwtException". These come from the
 * layer in front of the services, which has no codes in words; a right that is missing is PERMISSION_DENIED.
 *
 * @see https://github.com/databricks/databricks-sdk-go/issues/1061
 * @see https://github.com/n8n-io/n8n/issues/34147
 */
function refusesToken(status: number, { errorCode = "", message }: ErrorBody): boolean {
  if (status === 403) return !/^[A-Z]/.test(errorCode) && /\b(token|jwt)\b/i.test(message);
  return status === 400 && /ExpiredJwt|JWT (has )?expired/i.test(message);
}

function byCodeOrStatus(status: number, body: ErrorBody): Category {
  if (refusesToken(status, body)) return "unauthenticated";
  // A failing server may put any code on it.
  const byCode = status < 500 && body.errorCode !== undefined ? BY_CODE[body.errorCode] : undefined;
  return byCode ?? BY_STATUS[status] ?? (status >= 500 ? "unavailable" : "other");
}
