import type { Random } from "../workspace/random";
import type { UpdateOutcome } from "./switches";

/** What happens to a request that a rule matches. */
export type FaultAction =
  | {
      kind: "status";
      status: number;
      errorCode?: string;
      message?: string;
      retryAfter?: number;
      body?: string;
      /** Where a redirect points to. */
      location?: string;
      /** Carries the request out first, as a proxy does that gives up on an answer which then comes too late. */
      commit?: boolean;
    }
  | { kind: "delay"; ms: number }
  /** No answer ever comes: the client has to give up by itself. With `commit`, the request is carried out all the same. */
  | { kind: "hang"; commit?: boolean }
  /** The request is carried out, and only the first half of its answer comes: with `cut` the connection ends there, else it ends well. */
  | { kind: "truncate"; cut?: boolean }
  /** The request is carried out, and the rollout that it starts ends like this. */
  | ({ kind: "fail-update" } & UpdateOutcome)
  /** The request is carried out, then the connection is cut before the answer. */
  | { kind: "lose-reply" }
  /** The connection is cut before anything happens. */
  | { kind: "cut" };

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

export interface ActiveFault {
  id: string;
  action: FaultAction;
}

interface Armed {
  id: string;
  rule: FaultRule;
  matches(method: string, path: string): boolean;
  toPass: number;
  left: number;
}

/** The rules in force. The first that applies to a request wins. */
export class Faults {
  #armed: Armed[] = [];
  #count = 0;

  constructor(private readonly random: Random) {}

  add(rule: FaultRule): string {
    assertFaultRule(rule);
    const id = `fault-${++this.#count}`;
    const path = rule.path === undefined ? undefined : wildcard(rule.path);
    const method = rule.method?.toUpperCase();
    this.#armed.push({
      id,
      rule,
      matches: (m, p) => (method === undefined || method === m) && (path === undefined || path.test(p)),
      toPass: rule.after ?? 0,
      left: rule.times ?? 1,
    });
    return id;
  }

  clear(): void {
    this.#armed = [];
  }

  /** The fault that befalls this request, if any; using up the rule is part of asking. */
  take(method: string, path: string): ActiveFault | undefined {
    for (const armed of this.#armed) {
      if (armed.left <= 0 || !armed.matches(method, path)) continue;
      if (armed.toPass > 0) {
        armed.toPass -= 1;
        continue;
      }
      if (this.random() >= (armed.rule.probability ?? 1)) continue;
      armed.left -= 1;
      return { id: armed.id, action: armed.rule.action };
    }
    return undefined;
  }
}

const KINDS = ["status", "delay", "lose-reply", "cut", "hang", "truncate", "fail-update"];

/** Rules come over HTTP too, and a misspelt one that never matches would make a test pass for the wrong reason. */
function assertFaultRule(rule: FaultRule): void {
  const known = ["method", "path", "times", "after", "probability", "action"];
  const unknown = Object.keys(rule).filter((key) => !known.includes(key));
  if (unknown.length > 0)
    throw new TypeError(`unknown fault field ${unknown.join(", ")}; allowed: ${known.join(", ")}`);
  const kind: unknown = (rule as { action?: { kind?: unknown } }).action?.kind;
  if (!KINDS.includes(kind as string)) {
    throw new TypeError(`fault action.kind is ${JSON.stringify(kind)}; allowed: ${KINDS.join(", ")}`);
  }
  const { action } = rule;
  if (
    action.kind === "status" &&
    !(Number.isInteger(action.status) && action.status >= 200 && action.status <= 599)
  ) {
    throw new TypeError(`fault action.status is ${action.status}; allowed: an integer from 200 to 599`);
  }
  if (action.kind === "fail-update" && !["UPDATE_FAILED", "UPDATE_CANCELED"].includes(action.state)) {
    throw new TypeError(
      `fault action.state is ${JSON.stringify(action.state)}; allowed: UPDATE_FAILED, UPDATE_CANCELED`,
    );
  }
  if (action.kind === "delay" && !(action.ms >= 0)) {
    throw new TypeError(`fault action.ms is ${action.ms}; allowed: a number of milliseconds, 0 or more`);
  }
}

function wildcard(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}
