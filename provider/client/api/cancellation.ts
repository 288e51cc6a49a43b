import { setMaxListeners } from "node:events";
import type { Clock } from "./clock";

/** Time for the answer to a request that is under way, which alone tells what was done. */
const PATIENCE_MS = 600;

/**
 * The way to stop a run within a second. Waits end at once, and nothing more is begun; a request that is under way still has
 * a moment for its answer, and after that its fate is unknown, which the next run finds out.
 */
export class Cancellation {
  private readonly told = new AbortController();
  private readonly late = new AbortController();

  constructor() {
    // As many wait as the engine has operations under way.
    setMaxListeners(0, this.told.signal, this.late.signal);
  }

  /** Aborts as soon as the run is to stop. */
  get stopped(): AbortSignal {
    return this.told.signal;
  }

  /** Aborts when nothing may be under way any more. */
  get over(): AbortSignal {
    return this.late.signal;
  }

  /** A second time, it has no patience. */
  cancel(): void {
    const reason = new Error("cancelled; what was done is kept, and the next `pulumi up` goes on");
    if (this.told.signal.aborted) return this.late.abort(reason);
    this.told.abort(reason);
    setTimeout(() => this.late.abort(reason), PATIENCE_MS).unref();
  }

  /** A clock whose waits end when the run is to stop. */
  clock(clock: Clock): Clock {
    return {
      now: clock.now,
      sleep: (ms, signal) => clock.sleep(ms, anyOf(signal, this.stopped)),
    };
  }
}

/** A signal that aborts when one of these does; undefined where there is none. */
export function anyOf(...signals: readonly (AbortSignal | undefined)[]): AbortSignal | undefined {
  const given = signals.filter((signal) => signal !== undefined);
  return given.length < 2 ? given[0] : AbortSignal.any(given);
}
