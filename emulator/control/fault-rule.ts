import * as z from "zod";
import type { UpdateOutcome } from "./switches";

/** Longest wait that a timer of Node.js takes, in milliseconds; a longer one would fire at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/** What happens to a request that a rule matches. */
export type FaultAction =
  | AnswerFault
  /** Waits in real time, then goes on. */
  | { kind: "delay"; ms: number }
  /** No answer ever comes: the client has to give up by itself. With `commit`, the request is carried out all the same. */
  | { kind: "hang"; commit?: boolean }
  /** The request is carried out, and only the first half of its answer comes: with `cut` the connection ends there, else it ends well. */
  | { kind: "truncate"; cut?: boolean }
  /** The request is carried out, and the rollout that it starts ends like this. */
  | ({ kind: "fail-update" } & UpdateOutcome)
  /** The request is carried out, then the connection is closed, or reset, before the answer. */
  | { kind: "lose-reply"; reset?: boolean }
  /** The connection is closed, or reset, before anything happens; with `beforeBody` before the body is read. */
  | { kind: "cut"; reset?: boolean; beforeBody?: boolean };

/** An answer that comes instead of the emulated one. */
export interface AnswerFault {
  kind: "status";
  /** 200 to 599: 499 and 52x of proxies and redirects too. */
  status: number;
  /** `error_code` of the answer; default what goes with the status. */
  errorCode?: string;
  message?: string;
  /** Seconds, in the header `Retry-After`. */
  retryAfter?: number;
  /** Where a redirect points to. */
  location?: string;
  /** More headers, such as a `content-type` that the body does not look like. */
  headers?: Record<string, string>;
  /** The body as it is, also an empty one or a broken one; default the envelope of errors. */
  body?: string;
  /** Carries the request out first, as a proxy does that gives up on an answer which then comes too late. */
  commit?: boolean;
}

export interface FaultRule {
  /** HTTP method; any when absent. */
  method?: string;
  /** Path without query: exact, or with `*` for any run of characters; any when absent. */
  path?: string;
  /** How many matching requests it befalls; default 1. */
  times?: number;
  /** How many matching requests pass first; default 0. */
  after?: number;
  /** Chance from 0 to 1 that it befalls a request it could; default 1. Requests spared do not count in `times`. */
  probability?: number;
  action: FaultAction;
}

const STATUS = "an integer from 200 to 599";
const CHANCE = "a number from 0 to 1";
const COUNT = "an integer, 0 or more";
const MS = `a number of milliseconds from 0 to ${MAX_TIMER_MS}`;

const count = z.number(COUNT).int(COUNT).min(0, COUNT);
const text = z.string("a string");
const flag = z.boolean("true or false");
const kind = z.string();

/** Node.js refuses a header that breaks out of its line, long after the rule was accepted. */
const headers = z.record(
  z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/, "a header's name"),
  z.string("a string").regex(/^[\t\x20-\x7e\x80-\xff]*$/, "a header's value, on one line"),
  "headers by name",
);

const ACTIONS: Record<FaultAction["kind"], z.ZodObject> = {
  status: z.object({
    kind,
    status: z.number(STATUS).int(STATUS).min(200, STATUS).max(599, STATUS),
    errorCode: text.optional(),
    message: text.optional(),
    retryAfter: count.optional(),
    location: text.optional(),
    headers: headers.optional(),
    body: text.optional(),
    commit: flag.optional(),
  }),
  delay: z.object({ kind, ms: z.number(MS).min(0, MS).max(MAX_TIMER_MS, MS) }),
  "lose-reply": z.object({ kind, reset: flag.optional() }),
  cut: z.object({ kind, reset: flag.optional(), beforeBody: flag.optional() }),
  hang: z.object({ kind, commit: flag.optional() }),
  truncate: z.object({ kind, cut: flag.optional() }),
  "fail-update": z.object({
    kind,
    state: z.enum(["UPDATE_FAILED", "UPDATE_CANCELED"], "UPDATE_FAILED, UPDATE_CANCELED"),
    message: text,
  }),
};

const RULE = z.object({
  method: text.optional(),
  path: text.optional(),
  times: count.optional(),
  after: count.optional(),
  probability: z.number(CHANCE).min(0, CHANCE).max(1, CHANCE).optional(),
  action: z.unknown().optional(),
});

/**
 * Checks a rule that may have come over HTTP: a misspelt one that never matches would make a test pass for the wrong
 * reason.
 *
 * @throws TypeError naming the field, what was found and what is allowed.
 */
export function checkFaultRule(given: unknown): FaultRule {
  checkFields(RULE, given, "fault");
  const { action } = given as { action?: { kind?: unknown } };
  const named = action?.kind;
  if (typeof named !== "string" || !Object.hasOwn(ACTIONS, named)) {
    throw new TypeError(
      `fault action.kind is ${JSON.stringify(named)}; allowed: ${Object.keys(ACTIONS).join(", ")}`,
    );
  }
  checkFields(ACTIONS[named as FaultAction["kind"]], action, "fault action");
  return given as FaultRule;
}

function checkFields(schema: z.ZodObject, given: unknown, what: string): void {
  if (given === null || typeof given !== "object" || Array.isArray(given)) {
    throw new TypeError(`${what} is ${JSON.stringify(given)}; allowed: an object`);
  }
  const known = Object.keys(schema.shape);
  const unknown = Object.keys(given).filter((key) => !known.includes(key));
  if (unknown.length > 0) {
    throw new TypeError(`unknown ${what} field ${unknown.join(", ")}; allowed: ${known.join(", ")}`);
  }
  const parsed = schema.safeParse(given);
  if (parsed.success) return;
  const { path, message } = parsed.error.issues[0]!;
  const found = path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown>)[key], given);
  throw new TypeError(`${what}.${path.join(".")} is ${JSON.stringify(found)}; allowed: ${message}`);
}
