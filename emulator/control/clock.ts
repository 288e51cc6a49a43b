/** Time as the emulator sees it: real time plus what tests moved it by. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Moves the clock forward without waiting. */
  advance(ms: number): void;
  /** How far the clock is ahead of real time, in milliseconds. */
  offset(): number;
  /** Waits in real time: latency has to be felt by the client, so moving the clock does not shorten it. */
  sleep(ms: number): Promise<void>;
}

export function createClock(offsetMs = 0): Clock {
  let offset = offsetMs;
  return {
    now: () => Date.now() + offset,
    advance(ms) {
      offset += ms;
    },
    offset: () => offset,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}
