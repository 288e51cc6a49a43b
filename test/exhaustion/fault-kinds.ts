import type { FaultAction } from "../../emulator/index";

/** What befalls a request: on its way by the client's side, or at the server as the emulator's rules say. */
export type Befalls = { readonly kind: "refused" } | FaultAction;

export interface FaultKind {
  readonly name: string;
  readonly action: Befalls;
  /** The answer proves that the request was not carried out. */
  readonly provesNotDone?: boolean;
  /** Methods that it befalls; default all. */
  readonly only?: "reads" | "writes" | "rollouts";
}

const page = "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in</body></html>";
const status = (code: number, body?: string, more: object = {}): FaultAction => ({
  kind: "status",
  status: code,
  ...(body === undefined ? {} : { body }),
  ...more,
});

/** An answer that tells nothing of the fate of its request: one line for a request that was not carried out, one for one that was. */
const eitherWay = (
  name: string,
  action: Extract<FaultAction, { kind: "status" | "hang" }>,
  more: Partial<FaultKind> = {},
): FaultKind[] => [
  { name, action, ...more },
  { name: `${name}, done`, action: { ...action, commit: true }, only: "writes" },
];

const code = (errorCode: string, message: string) => ({ errorCode, message });

/** All faults that a request can meet. */
export const faultKinds: readonly FaultKind[] = [
  { name: "refused", action: { kind: "refused" }, provesNotDone: true },
  { name: "reset before it is read", action: { kind: "cut" } },
  { name: "reply lost", action: { kind: "lose-reply" }, only: "writes" },
  ...eitherWay("timeout", { kind: "hang" }),
  { name: "429", action: status(429), provesNotDone: true },
  { name: "429 with Retry-After", action: status(429, undefined, { retryAfter: 5 }), provesNotDone: true },
  ...eitherWay("500", status(500) as never),
  ...eitherWay("502", status(502, "<html><pre>Bad gateway</pre></html>") as never),
  ...eitherWay("503", status(503) as never),
  ...eitherWay("504", status(504, "<html><pre>Gateway timeout</pre></html>") as never),
  ...eitherWay("524", status(524, "error code: 524") as never),
  ...eitherWay("499", status(499, "") as never),
  ...eitherWay("redirect", status(302, "", { location: "/login.html" }) as never),
  ...eitherWay("HTML 200", status(200, page) as never),
  ...eitherWay("HTML 401", status(401, page) as never),
  ...eitherWay("HTML 403", status(403, page) as never),
  { name: "HTML 404", action: status(404, page) },
  {
    name: "404 no such API",
    action: status(404, undefined, code("ENDPOINT_NOT_FOUND", "No API found")),
    provesNotDone: true,
  },
  ...eitherWay("{}", status(200, "{}") as never),
  ...eitherWay("empty", status(200, "") as never),
  ...eitherWay("malformed", status(200, '{"name": "assis', {}) as never),
  { name: "truncated", action: { kind: "truncate" } },
  { name: "truncated and cut", action: { kind: "truncate", cut: true } },
  {
    name: "expired token",
    action: status(401, undefined, code("UNAUTHENTICATED", "Invalid Token")),
    provesNotDone: true,
  },
  {
    name: "403",
    action: status(403, undefined, code("PERMISSION_DENIED", "User does not have permission")),
    provesNotDone: true,
  },
  {
    name: "400",
    action: status(400, undefined, code("INVALID_PARAMETER_VALUE", "not today")),
    provesNotDone: true,
  },
  {
    name: "409 while updating",
    action: status(409, undefined, code("RESOURCE_CONFLICT", "Endpoint is currently updating.")),
    only: "writes",
    provesNotDone: true,
  },
  {
    name: "UPDATE_FAILED",
    action: { kind: "fail-update", state: "UPDATE_FAILED", message: "no capacity" },
    only: "rollouts",
  },
  {
    name: "UPDATE_CANCELED",
    action: { kind: "fail-update", state: "UPDATE_CANCELED", message: "another update" },
    only: "rollouts",
  },
];

/** Whether a fault can befall a request. */
export function befalls({ only }: FaultKind, { method, path }: { method: string; path: string }): boolean {
  const reads = method === "GET" || path.endsWith("/invocations");
  if (only === "reads") return reads;
  if (only === "writes") return !reads;
  if (only === "rollouts") {
    return (
      (method === "POST" && path === "/api/2.0/serving-endpoints") ||
      (method === "PUT" && path.endsWith("/config"))
    );
  }
  return true;
}
