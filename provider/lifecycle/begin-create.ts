import { ApiError, type Category } from "../client/api/api-error";
import type { Operation } from "./operation";

/** A create that is under way. */
export interface BegunCreate {
  /** When an earlier run began to create the same object without coming to an end; undefined where none did. */
  readonly before: number | undefined;
  /** When this one began, by our clock, in milliseconds since 1970. */
  readonly at: number;
  /** Ends the record: the object is not ours, or there is none. */
  forget(): void;
  /** Takes note of a failure: only where nobody knows what became of the request, the record goes on counting. */
  failed(error: unknown): void;
}

/** These say nothing about the object, so that what an earlier run began stays as unclear as it was. */
const SAY_NOTHING: readonly Category[] = [
  "unauthenticated",
  "unreachable",
  "throttled",
  "unavailable",
  "cancelled",
];

/**
 * Notes that a create begins, before its request is sent.
 *
 * @param id of the object to be
 */
export function beginCreate(id: string, { createRecords, workspace, clock, urn }: Operation): BegunCreate {
  const { host } = workspace;
  const before = createRecords.find(urn, id, host)?.begunAt;
  const at = clock.now();
  createRecords.begin({ urn, name: id, host, begunAt: before ?? at });
  const forget = () => createRecords.end(urn, id, host);
  return {
    before,
    at,
    forget,
    failed(error) {
      if (error instanceof ApiError && error.fate === "unknown") return;
      const unclear = error instanceof ApiError && SAY_NOTHING.includes(error.category);
      if (before === undefined || !unclear) forget();
    },
  };
}

/** Ends the record of a create: the engine knows the object, so that its create cannot have been cut short. */
export function forgetCreate(id: string, { createRecords, urn, workspace }: Operation): void {
  createRecords.end(urn, id, workspace.host);
}
