import type { Clock } from "./clock";

/** Far above what one stack needs, far below what would hurt a workspace or run out of sockets. */
const MOST_AT_ONCE = 64;
/** Over this time the rate is measured that turned out to be too high. */
const RATE_WINDOW_MS = 1_000;
/** The rate that is tried next, as a share of the one that was refused. */
const SLOW_DOWN = 0.7;
/** Each success allows this much more. */
const SPEED_UP = 1.03;
/** From this spacing on, pacing makes no difference. */
const SHORTEST_SPACING_MS = 4;
const LONGEST_SPACING_MS = 5_000;
/** A longer timer fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** Older starts are forgotten beyond this number. */
const MOST_STARTS = 1_000;

/**
 * What all requests to one host pass through. There is no fixed limit of requests a second, as workspaces differ and most
 * stacks never reach one. When the server refuses (429), everyone waits as long as it asked and then goes on at a
 * lower rate, which grows again with each success.
 */
export class ThrottleGate {
  private spacingMs = 0;
  private nextStart = 0;
  private blockedUntil = 0;
  private lastSlowDown = Number.NEGATIVE_INFINITY;
  private starts: number[] = [];
  private under = 0;
  private readonly queue: (() => void)[] = [];

  constructor(private readonly clock: Clock) {}

  /**
   * Waits for a turn. Whoever passes must call `leave`.
   *
   * @param deadline when whoever asks gives up; never waits for a turn that would come later
   * @throws TurnTooLate at once
   */
  async enter(deadline: number, signal?: AbortSignal): Promise<number> {
    await this.takePlace(deadline, signal);
    try {
      await this.waitForTurn(deadline, signal);
    } catch (error) {
      this.leave();
      throw error;
    }
    const started = this.clock.now();
    this.starts.push(started);
    if (this.starts.length > MOST_STARTS) this.starts = this.recentStarts(started);
    return started;
  }

  leave(): void {
    const next = this.queue.shift();
    if (next === undefined) this.under -= 1;
    else next();
  }

  /** The server refused a request that started at `started`, and asked to wait. */
  refused(started: number, retryAfterMs: number): void {
    const now = this.clock.now();
    this.blockedUntil = Math.max(this.blockedUntil, now + retryAfterMs);
    // A burst that is refused as one says once, not a hundred times, that it was too fast.
    if (started <= this.lastSlowDown) return;
    this.lastSlowDown = now;
    const recent = this.recentStarts(now).length;
    const fitting = RATE_WINDOW_MS / Math.max(1, recent * SLOW_DOWN);
    this.spacingMs = Math.min(LONGEST_SPACING_MS, Math.max(fitting, this.spacingMs / SLOW_DOWN));
  }

  worked(): void {
    if (this.spacingMs === 0) return;
    this.spacingMs /= SPEED_UP;
    if (this.spacingMs < SHORTEST_SPACING_MS) this.spacingMs = 0;
  }

  private async waitForTurn(deadline: number, signal?: AbortSignal): Promise<void> {
    for (;;) {
      const now = this.clock.now();
      const start = Math.max(now, this.blockedUntil, this.spacingMs === 0 ? 0 : this.nextStart);
      if (start > now && start >= deadline) throw new TurnTooLate(start - now);
      if (this.spacingMs > 0) this.nextStart = start + this.spacingMs;
      if (start <= now) return;
      const known = this.blockedUntil;
      await this.clock.sleep(start - now, signal);
      // Refused meanwhile? Then the turn that was waited for is void.
      if (this.blockedUntil <= known) return;
    }
  }

  private takePlace(deadline: number, signal?: AbortSignal): Promise<void> | void {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.under < MOST_AT_ONCE) {
      this.under += 1;
      return;
    }
    return new Promise((resolve, reject) => {
      const go = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", stop);
        resolve();
      };
      const giveUp = (reason: unknown) => {
        clearTimeout(timer);
        this.queue.splice(this.queue.indexOf(go), 1);
        reject(reason);
      };
      const stop = () => giveUp(signal?.reason);
      const left = deadline - this.clock.now();
      const late = () => giveUp(new TurnTooLate(Math.max(0, this.blockedUntil - this.clock.now())));
      const timer = left < LONGEST_TIMER_MS ? setTimeout(late, Math.max(0, left)) : undefined;
      this.queue.push(go);
      signal?.addEventListener("abort", stop, { once: true });
    });
  }

  private recentStarts(now: number): number[] {
    return this.starts.filter((start) => start > now - RATE_WINDOW_MS);
  }
}

/** The server throttles for longer than whoever asks can wait. */
export class TurnTooLate extends Error {
  override readonly name = "TurnTooLate";

  constructor(waitMs: number) {
    super(
      `the workspace throttles and asks for patience (429, Retry-After): a turn would come in ${Math.ceil(waitMs / 1000)} s at the ` +
        "earliest, which is longer than the time for it",
    );
  }
}

const gates = new WeakMap<Clock, Map<string, ThrottleGate>>();

/** The gate of a host: one for the process, whatever the number of clients, as the server counts them together. */
export function gateOf(host: string, clock: Clock): ThrottleGate {
  const ofClock = gates.get(clock) ?? new Map<string, ThrottleGate>();
  gates.set(clock, ofClock);
  const gate = ofClock.get(host) ?? new ThrottleGate(clock);
  ofClock.set(host, gate);
  return gate;
}
