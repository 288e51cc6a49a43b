/**
 * What a failure means for whoever made the call. Retrying and recovering are decided by this alone, never by status
 * codes or by the wording of a message.
 */
export type Category =
  /** The server knows the API but not the object. */
  | "not-found"
  /** The name is taken. */
  | "already-exists"
  /** The object is busy, or was changed by someone else meanwhile. */
  | "conflict"
  /** The server will never accept this request. */
  | "invalid"
  /** The sign-in was not accepted, or could not be made. */
  | "unauthenticated"
  /** Signed in, but without the right to do this. */
  | "forbidden"
  /** Too many requests: nothing was done, the same request may be sent again later. */
  | "throttled"
  /** The server failed, or did not answer. */
  | "unavailable"
  /** A success that does not say what such an answer says: `{}`, a part of it, something else. */
  | "malformed"
  /** The provider of an external model failed or refused, and the workspace passed that on: it says nothing of the workspace. */
  | "upstream"
  /** The host could not be reached: nothing was sent. */
  | "unreachable"
  /** The caller gave up. */
  | "cancelled"
  /** Anything else, such as an answer that is not Databricks' API. */
  | "other";

/**
 * What became of a request that failed. `not-done` is proven: nothing was sent, or the API itself says that it refused.
 * Everything else is `unknown`: whoever made the call looks before it sends the same again.
 */
export type Fate = "not-done" | "unknown";

export interface ApiErrorFacts {
  category: Category;
  fate: Fate;
  /** Method and path, without host and query. */
  call: string;
  /** The server's own message, or what happened on the way to it; redacted. */
  detail: string;
  status?: number | undefined;
  errorCode?: string | undefined;
  requestId?: string | undefined;
  /** How long the server asked to wait, in milliseconds. */
  retryAfterMs?: number | undefined;
  /** What to check or do; printed after the facts. */
  advice?: string | undefined;
  /** The same request would fail in the same way (a bad certificate, say), so that trying again is no use. */
  final?: boolean | undefined;
  cause?: unknown;
}

/** What is said of a request whose fate is not known, where it is not simply sent again. */
export const MAY_BE_DONE = "The request may have been carried out.";

/** A call of the Databricks API that failed. Its message is complete, for people, and holds no secret. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly category: Category;
  readonly fate: Fate;
  readonly call: string;
  readonly detail: string;
  readonly status?: number;
  readonly errorCode?: string;
  readonly requestId?: string;
  readonly retryAfterMs?: number;
  readonly final: boolean;

  constructor(facts: ApiErrorFacts) {
    super(describe(facts), facts.cause === undefined ? undefined : { cause: facts.cause });
    this.category = facts.category;
    this.fate = facts.fate;
    this.call = facts.call;
    this.detail = facts.detail;
    this.final = facts.final ?? false;
    if (facts.status !== undefined) this.status = facts.status;
    if (facts.errorCode !== undefined) this.errorCode = facts.errorCode;
    if (facts.requestId !== undefined) this.requestId = facts.requestId;
    if (facts.retryAfterMs !== undefined) this.retryAfterMs = facts.retryAfterMs;
  }
}

function describe(facts: ApiErrorFacts): string {
  const answer = [facts.status, facts.errorCode].filter((part) => part !== undefined).join(" ");
  const head = answer === "" ? facts.call : `${facts.call} → ${answer}`;
  const id = facts.requestId === undefined ? "" : ` (request id ${facts.requestId})`;
  const patience =
    facts.retryAfterMs === undefined
      ? ""
      : ` The server asks to wait ${Math.ceil(facts.retryAfterMs / 1000)} s (Retry-After).`;
  const advice = facts.advice === undefined ? "" : ` ${facts.advice}`;
  return `${head}: ${ended(facts.detail)}${id}${patience}${advice}`;
}

/** A sentence that ends as one, so that advice can follow it. */
function ended(text: string): string {
  const trimmed = text.trim();
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
