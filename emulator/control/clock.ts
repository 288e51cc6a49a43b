/** Time as the emulator sees it: real time plus what tests moved it by. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Moves the clock forward without waiting.
   *
   * @throws TypeError for less than nothing, or more than a century.
   */
  advance(ms: number): void;
  /** How far the clock is ahead of real time, in milliseconds. */
  offset(): number;
  /** Waits in real time: latency has to be felt by the client, so moving the clock does not shorten it. */
  sleep(ms: number): Promise<void>;
}

/** Beyond any test, and far inside of what a date can hold. */
const MAX_OFFSET_MS = 100 * 366 * 24 * 3_600_000;

export function createClock(offsetMs = 0): Clock {
  let offset = offsetMs;
  return {
    now: () => Date.now() + offset,
    advance(ms) {
      if (typeof ms !== "number" || !(ms >= 0 && offset + ms <= MAX_OFFSET_MS)) {
        throw new TypeError(
          `advance_ms is ${JSON.stringify(ms)}; allowed: a number of milliseconds from 0 to ${MAX_OFFSET_MS - offset}`,
        );
      }
      offset += ms;
    },
    offset: () => offset,
    // Without holding the process: an emulator that was told to stop does not wait for what nobody waits for any more.
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms).unref()),
  };
}
