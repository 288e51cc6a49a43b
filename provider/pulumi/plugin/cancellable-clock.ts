import { setMaxListeners } from "node:events";
import type { Clock } from "../../client/api/clock";

/**
 * A clock whose waits all end when the engine is told to stop: an operation that waits then fails with what it has, which
 * the engine keeps. What a request is under way for is still answered, since only the answer tells what was done.
 */
export function cancellableClock(clock: Clock): { clock: Clock; cancel(): void } {
  const cancelled = new AbortController();
  // As many wait as the engine has operations under way.
  setMaxListeners(0, cancelled.signal);
  return {
    clock: {
      now: clock.now,
      sleep: (ms, signal) =>
        clock.sleep(
          ms,
          signal === undefined ? cancelled.signal : AbortSignal.any([signal, cancelled.signal]),
        ),
    },
    cancel: () =>
      cancelled.abort(new Error("cancelled; what was done is kept, and the next `pulumi up` goes on")),
  };
}
