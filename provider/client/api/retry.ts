import type { ApiError, Category } from "./api-error";

/** How often a request is sent in all, by what its failure means. Categories without a line are never sent again. */
const TRIES: Partial<Readonly<Record<Category, number>>> = {
  // The server asks for patience, and nothing was done: only the deadline ends this.
  throttled: Number.POSITIVE_INFINITY,
  // About half a minute: a deployment of the server passes, an outage does not.
  unavailable: 8,
  // A proxy that has a bad moment; one that always answers so does not mend itself.
  malformed: 3,
  // A refused connection or an unknown name seldom mends itself.
  unreachable: 3,
};

/** A host that has answered before is probably out of reach for a moment only: nobody's wait of minutes should end by it. */
const TRIES_OF_PROVEN_HOST = 8;

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;

/**
 * How long to wait before the request is sent again, or undefined to give up.
 *
 * @param attempt how often it has been sent, from 1
 * @param repeatable whether it may be sent again where nobody knows whether it was carried out
 * @param proven whether the host has ever answered
 * @param random a number from 0 up to 1: without it, all requests that failed together would come back together
 */
export function waitBeforeRetry(
  error: ApiError,
  attempt: number,
  repeatable: boolean,
  proven: boolean,
  random: () => number,
): number | undefined {
  const tries =
    proven && error.category === "unreachable" ? TRIES_OF_PROVEN_HOST : (TRIES[error.category] ?? 1);
  if (error.final || attempt >= tries) return undefined;
  if (error.fate === "unknown" && !repeatable) return undefined;
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
  const backoff = longest * (0.5 + random() / 2);
  return Math.max(backoff, error.retryAfterMs ?? 0);
}
