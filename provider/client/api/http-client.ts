import type { Dispatcher } from "undici";
import { ApiError } from "./api-error";
import { refusedAnswer, successfulAnswer, type Answer } from "./answer";
import { Circuit } from "./circuit";
import { systemClock, type Clock } from "./clock";
import type { Connection } from "./connection";
import { cancelled, networkFailure } from "./network-failure";
import { waitBeforeRetry } from "./retry";
import { send } from "./send";
import { sharedAgent } from "./shared-agent";
import { gateOf, type ThrottleGate } from "./throttle-gate";
import { defaultUserAgent } from "./user-agent";

export type { Answer } from "./answer";

export interface RequestOptions {
  /** Sent as JSON. */
  body?: unknown;
  query?: Record<string, string>;
  /** Whether sending it twice does no more than sending it once. Default: all but POST and PATCH. */
  idempotent?: boolean;
  /** How long the server may stay silent, in milliseconds. Default 60 000. */
  timeoutMs?: number;
  /** When to give up, on the client's clock, in milliseconds. Default: 5 minutes from the start. */
  deadline?: number;
  signal?: AbortSignal;
  /** Default `application/json`; an answer of another kind is returned as text. */
  accept?: string;
  /** Values that must not appear in any error, such as a secret inside the body. */
  secrets?: readonly string[];
}

export interface HttpClientOptions {
  clock?: Clock;
  /** Numbers from 0 up to 1, for the jitter. */
  random?: () => number;
  userAgent?: string;
  /** Default: the keep-alive pool of this process. */
  dispatcher?: Dispatcher;
  /** Gets one line for each request. */
  log?: (line: string) => void;
}

const TIMEOUT_MS = 60_000;
const DEADLINE_MS = 5 * 60_000;

interface Call {
  name: string;
  method: string;
  path: string;
  idempotent: boolean;
  deadline: number;
  timeoutMs: number;
  options: RequestOptions;
}

/**
 * Speaks to one workspace. Sends again what may be sent again, slows down when told to, and fails with an ApiError
 * whose category says what the failure means.
 */
export class HttpClient {
  private readonly clock: Clock;
  private readonly random: () => number;
  private readonly userAgent: string;
  private readonly gate: ThrottleGate;
  private readonly circuit: Circuit;
  private sentSoFar = 0;

  constructor(
    readonly connection: Connection,
    private readonly settings: HttpClientOptions = {},
  ) {
    this.clock = settings.clock ?? systemClock;
    this.random = settings.random ?? Math.random;
    this.userAgent = settings.userAgent ?? defaultUserAgent;
    this.gate = gateOf(connection.host, this.clock);
    this.circuit = new Circuit(this.clock);
  }

  /** How many requests went to the server so far, repeated ones included. */
  get requests(): number {
    return this.sentSoFar;
  }

  /**
   * @param path from `/api/…` on, its variable parts percent-encoded
   * @throws ApiError
   */
  async request(method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
    const call: Call = {
      name: `${method} ${path}`,
      method,
      path: options.query === undefined ? path : `${path}?${new URLSearchParams(options.query).toString()}`,
      idempotent: options.idempotent ?? (method !== "POST" && method !== "PATCH"),
      deadline: options.deadline ?? this.clock.now() + DEADLINE_MS,
      timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
      options,
    };
    let signedInAgain = false;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.attempt(call);
      if (!(outcome instanceof ApiError)) {
        this.circuit.worked();
        return outcome;
      }
      // A cached token may have been revoked or have ended early; a fresh one tells.
      if (outcome.category === "unauthenticated" && !outcome.final && !signedInAgain) {
        signedInAgain = true;
        if (this.connection.renewable !== false) {
          this.connection.renew();
          continue;
        }
      }
      const wait = waitBeforeRetry(outcome, attempt, this.circuit.proven, this.random);
      if (wait === undefined || this.clock.now() + wait >= call.deadline) {
        this.circuit.failed(outcome);
        throw outcome;
      }
      await this.pause(wait, call);
    }
  }

  private async attempt(call: Call): Promise<Answer | ApiError> {
    const { signal } = call.options;
    if (signal?.aborted) return cancelled(call.name, false, call.idempotent);
    const broken = this.circuit.error;
    if (broken !== undefined) throw broken;
    let started: number;
    try {
      started = await this.gate.enter(signal);
    } catch {
      return cancelled(call.name, false, call.idempotent);
    }
    try {
      return await this.exchange(call, started);
    } finally {
      this.gate.leave();
    }
  }

  private async exchange(call: Call, started: number): Promise<Answer | ApiError> {
    const { body, accept = "application/json", secrets = [], signal } = call.options;
    const left = call.deadline - this.clock.now();
    if (left <= 0) return outOfTime(call);
    // Others may have found out while this one waited for its turn.
    const broken = this.circuit.error;
    if (broken !== undefined) throw broken;
    let headers: Record<string, string>;
    try {
      headers = await this.signedHeaders();
    } catch (error) {
      if (error instanceof ApiError) return error;
      throw error;
    }
    const hidden = [...secrets, ...secretsOf(headers)];
    const timeoutMs = Math.max(1, Math.min(call.timeoutMs, left));
    this.sentSoFar += 1;
    const before = this.clock.now();
    let outcome: Answer | ApiError;
    try {
      const raw = await send(
        {
          origin: this.connection.host,
          method: call.method,
          path: call.path,
          headers: {
            ...headers,
            accept,
            "user-agent": this.userAgent,
            ...(body === undefined ? {} : { "content-type": "application/json" }),
          },
          body: body === undefined ? undefined : JSON.stringify(body),
          timeoutMs,
          signal,
        },
        this.settings.dispatcher ?? (await sharedAgent()),
      );
      const context = {
        call: call.name,
        connection: this.connection,
        idempotent: call.idempotent,
        accept,
        now: this.clock.now(),
        secrets: hidden,
      };
      outcome =
        raw.status >= 200 && raw.status < 300 ? successfulAnswer(raw, context) : refusedAnswer(raw, context);
    } catch (error) {
      outcome = networkFailure(error, {
        call: call.name,
        origin: this.connection.host,
        idempotent: call.idempotent,
        timeoutMs,
        secrets: hidden,
        signal,
      });
    }
    this.note(call, outcome, started, before);
    return outcome;
  }

  private async signedHeaders(): Promise<Record<string, string>> {
    const authorization = await this.connection.authorization();
    return { ...(await this.connection.headers?.()), authorization };
  }

  private note(call: Call, outcome: Answer | ApiError, started: number, before: number): void {
    const ms = this.clock.now() - before;
    const result = outcome instanceof ApiError ? (outcome.status ?? outcome.category) : outcome.status;
    this.settings.log?.(`${call.name} → ${result} (${ms} ms)`);
    if (!(outcome instanceof ApiError)) this.gate.worked();
    else if (outcome.category === "throttled") this.gate.refused(started, outcome.retryAfterMs ?? 0);
  }

  private async pause(ms: number, call: Call): Promise<void> {
    try {
      await this.clock.sleep(ms, call.options.signal);
    } catch {
      throw cancelled(call.name, false, call.idempotent);
    }
  }
}

function outOfTime(call: Call): ApiError {
  return new ApiError({
    category: "unavailable",
    call: call.name,
    detail: "the time for it was over before it could be sent",
    final: true,
  });
}

/** Header values that sign a request in. */
function secretsOf(headers: Record<string, string>): string[] {
  return Object.entries(headers)
    .filter(([name]) => /authorization|token/i.test(name))
    .flatMap(([, value]) => [value, value.replace(/^\S+ /, "")]);
}
