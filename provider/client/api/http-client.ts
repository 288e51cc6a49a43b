import type { Dispatcher } from "undici";
import { ApiError } from "./api-error";
import type { Json } from "../../schema/json";
import { refusedAnswer, successfulAnswer, type Answer, type Decode } from "./answer";
import { anyOf, type Cancellation } from "./cancellation";
import { Circuit } from "./circuit";
import { systemClock, type Clock } from "./clock";
import type { Connection } from "./connection";
import { cancelled, networkFailure } from "./network-failure";
import { waitBeforeRetry } from "./retry";
import { send, type RawAnswer } from "./send";
import { sharedAgent } from "./shared-agent";
import { gateOf, TurnTooLate, type ThrottleGate } from "./throttle-gate";
import { defaultUserAgent } from "./user-agent";
import { within } from "./within";

export type { Answer } from "./answer";

export interface RequestOptions<T = Json> {
  /** Sent as JSON. */
  body?: unknown;
  query?: Record<string, string>;
  /** Takes from the answer what the call is for. Default: the whole body. */
  decode?: Decode<T>;
  /**
   * Whether it may be sent again where nobody knows whether it was carried out. Default: GET only. Whoever writes looks at
   * what there is before it sends again.
   */
  repeatable?: boolean;
  /** How long the server may stay silent, in milliseconds. Default 60 000. */
  timeoutMs?: number;
  /** When to give up, on the client's clock, in milliseconds, whatever is being waited for. Default: 5 minutes from the start. */
  deadline?: number;
  signal?: AbortSignal;
  /** Default `application/json`; an answer of another kind is returned as text. */
  accept?: string;
  /** Headers beside those that every request has. */
  headers?: Readonly<Record<string, string>>;
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
  /** Stops all requests of this client. Default: nothing does. */
  cancellation?: Cancellation;
}

const TIMEOUT_MS = 60_000;
const DEADLINE_MS = 5 * 60_000;

interface Call<T> {
  name: string;
  method: string;
  path: string;
  decode: Decode<T>;
  repeatable: boolean;
  deadline: number;
  timeoutMs: number;
  options: RequestOptions<T>;
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
  private answeredBy: string | undefined;

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

  /** Id of the workspace, a decimal number, as its answers so far tell; undefined before the first one that does. */
  get workspaceId(): string | undefined {
    return this.answeredBy;
  }

  /**
   * @param path from `/api/…` on, its variable parts percent-encoded
   * @throws ApiError
   */
  async request<T = Json>(method: string, path: string, options: RequestOptions<T> = {}): Promise<Answer<T>> {
    const call: Call<T> = {
      name: `${method} ${path}`,
      method,
      path: options.query === undefined ? path : `${path}?${new URLSearchParams(options.query).toString()}`,
      decode: options.decode ?? ((json) => json as T),
      repeatable: options.repeatable ?? method === "GET",
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
      const mayRepeat = outcome.fate === "not-done" || call.repeatable;
      if (outcome.category === "unauthenticated" && !outcome.final && !signedInAgain && mayRepeat) {
        signedInAgain = true;
        if (this.connection.renewable !== false) {
          this.connection.renew();
          continue;
        }
      }
      const wait = waitBeforeRetry(outcome, attempt, call.repeatable, this.circuit.proven, this.random);
      if (wait === undefined || this.clock.now() + wait >= call.deadline) {
        this.circuit.failed(outcome);
        throw outcome;
      }
      await this.pause(wait, call);
    }
  }

  private async attempt<T>(call: Call<T>): Promise<Answer<T> | ApiError> {
    const signal = this.stopping(call);
    if (signal?.aborted) return cancelled(call.name, false, call.repeatable);
    const broken = this.circuit.error;
    if (broken !== undefined) throw broken;
    let started: number;
    try {
      started = await this.gate.enter(call.deadline, signal);
    } catch (error) {
      if (error instanceof TurnTooLate) return outOfTime(call, error.message);
      return cancelled(call.name, false, call.repeatable);
    }
    try {
      return await this.exchange(call, started);
    } finally {
      this.gate.leave();
    }
  }

  private async exchange<T>(call: Call<T>, started: number): Promise<Answer<T> | ApiError> {
    const { body, accept = "application/json", secrets = [] } = call.options;
    const signal = anyOf(call.options.signal, this.settings.cancellation?.over);
    const left = call.deadline - this.clock.now();
    if (left <= 0) return outOfTime(call, "the time for it was over before it could be sent");
    // Others may have found out while this one waited for its turn.
    const broken = this.circuit.error;
    if (broken !== undefined) throw broken;
    let headers: Record<string, string> | undefined;
    try {
      headers = await within(left, this.signedHeaders(), this.settings.cancellation?.stopped);
    } catch (error) {
      if (error instanceof ApiError) return error;
      throw error;
    }
    if (this.settings.cancellation?.stopped.aborted) return cancelled(call.name, false, call.repeatable);
    if (headers === undefined) {
      return outOfTime(call, `signing in (${this.connection.method}) took longer than the time for it`);
    }
    const hidden = [...secrets, ...secretsOf(headers)];
    const limitMs = Math.max(1, left);
    const timeoutMs = Math.min(call.timeoutMs, limitMs);
    this.sentSoFar += 1;
    const before = this.clock.now();
    let outcome: Answer<T> | ApiError;
    try {
      const raw = await send(
        {
          origin: this.connection.host,
          method: call.method,
          path: call.path,
          headers: {
            ...call.options.headers,
            ...headers,
            accept,
            "user-agent": this.userAgent,
            ...(body === undefined ? {} : { "content-type": "application/json" }),
          },
          body: body === undefined ? undefined : JSON.stringify(body),
          timeoutMs,
          limitMs,
          signal,
        },
        this.settings.dispatcher ?? sharedAgent(),
      );
      this.noteWorkspace(raw);
      const context = {
        call: call.name,
        connection: this.connection,
        repeatable: call.repeatable,
        accept,
        now: this.clock.now(),
        secrets: hidden,
      };
      outcome =
        raw.status >= 200 && raw.status < 300
          ? successfulAnswer(raw, call.decode, context)
          : refusedAnswer(raw, context);
    } catch (error) {
      outcome = networkFailure(error, {
        call: call.name,
        origin: this.connection.host,
        repeatable: call.repeatable,
        timeoutMs,
        secrets: hidden,
        signal,
      });
    }
    this.note(call, outcome, started, before);
    return outcome;
  }

  /** Aborts when a request that was not sent yet is not to be sent any more. */
  private stopping<T>({ options }: Call<T>): AbortSignal | undefined {
    return anyOf(options.signal, this.settings.cancellation?.stopped);
  }

  private noteWorkspace({ headers }: RawAnswer): void {
    const id = headers["x-databricks-org-id"];
    if (id !== undefined && /^\d+$/.test(id)) this.answeredBy = id;
  }

  private async signedHeaders(): Promise<Record<string, string>> {
    const authorization = await this.connection.authorization();
    return { ...(await this.connection.headers?.()), authorization };
  }

  private note<T>(call: Call<T>, outcome: Answer<T> | ApiError, started: number, before: number): void {
    const ms = this.clock.now() - before;
    const result = outcome instanceof ApiError ? (outcome.status ?? outcome.category) : outcome.status;
    this.settings.log?.(`${call.name} → ${result} (${ms} ms)`);
    if (!(outcome instanceof ApiError)) this.gate.worked();
    else if (outcome.category === "throttled") this.gate.refused(started, outcome.retryAfterMs ?? 0);
  }

  private async pause<T>(ms: number, call: Call<T>): Promise<void> {
    try {
      await this.clock.sleep(ms, this.stopping(call));
    } catch {
      throw cancelled(call.name, false, call.repeatable);
    }
  }
}

function outOfTime({ name }: { name: string }, detail: string): ApiError {
  return new ApiError({
    category: "unavailable",
    fate: "not-done",
    call: name,
    detail,
    advice: "Nothing was sent.",
    final: true,
  });
}

/** Header values that sign a request in. */
function secretsOf(headers: Record<string, string>): string[] {
  return Object.entries(headers)
    .filter(([name]) => /authorization|token/i.test(name))
    .flatMap(([, value]) => [value, value.replace(/^\S+ /, "")]);
}
