import { ApiError } from "../client/api/api-error";
import { ConnectionError } from "../client/api/connection-error";

/** What was said already in this process, which serves one run: the failure, and the resource that it stands with. */
const said = new Map<string, string>();

/**
 * The message of a failure. One that befalls every resource alike (a host that cannot be reached, a sign-in that is not
 * accepted, a missing right to create) is told in full once, and pointed to from the others: a stack of a hundred
 * endpoints must not say the same thing a hundred times.
 */
export function messageOf(error: unknown, urn: string): string {
  const { message } = error as Error;
  const shared = sharedFailure(error);
  if (shared === undefined) return message;
  const resource = urn.split("::").at(-1) ?? urn;
  const first = said.get(shared.key) ?? resource;
  said.set(shared.key, first);
  return first === resource ? message : `${shared.brief}: see the error of ${first}.`;
}

function sharedFailure(error: unknown): { key: string; brief: string } | undefined {
  if (error instanceof ConnectionError) return { key: "connection", brief: "No connection to a workspace" };
  if (!(error instanceof ApiError)) return undefined;
  switch (error.category) {
    case "unreachable":
      return { key: error.category, brief: "The workspace cannot be reached" };
    case "unauthenticated":
      return { key: error.category, brief: "The workspace did not accept the sign-in" };
    case "forbidden":
      return { key: error.detail, brief: "The workspace refuses this as well" };
    default:
      return undefined;
  }
}
