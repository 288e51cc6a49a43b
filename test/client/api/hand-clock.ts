import type { Clock } from "../../../provider/client/api/clock";

/** A clock that only sleeping (and the test) moves: no test waits. */
export class HandClock implements Clock {
  /** How long each sleep was. */
  readonly slept: number[] = [];

  constructor(private time = Date.UTC(2026, 10, 22, 12)) {}

  now(): number {
    return this.time;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.slept.push(ms);
    const end = this.time + ms;
    // Let everything that is under way go on, as real waiting would.
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    this.time = Math.max(this.time, end);
  }

  advance(ms: number): void {
    this.time += ms;
  }
}
