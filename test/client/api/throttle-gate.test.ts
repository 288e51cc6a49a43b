import { describe, expect, it } from "vitest";
import { ThrottleGate } from "../../../provider/client/api/throttle-gate";
import type { Clock } from "../../../provider/client/api/clock";

/** Time that runs to the next sleeper as soon as nothing else is going on. */
class VirtualClock implements Clock {
  private time = 0;
  private sleepers: { at: number; wake: () => void }[] = [];

  now = () => this.time;

  sleep = (ms: number) => new Promise<void>((wake) => this.sleepers.push({ at: this.time + ms, wake }));

  async run(until: Promise<unknown>): Promise<void> {
    let done = false;
    void until.finally(() => (done = true));
    while (!done) {
      await new Promise((resolve) => setImmediate(resolve));
      this.sleepers.sort((a, b) => a.at - b.at);
      const next = this.sleepers.shift();
      if (next === undefined) continue;
      this.time = Math.max(this.time, next.at);
      next.wake();
    }
  }
}

/** A server that takes so many requests in any second and refuses more. */
class LimitedServer {
  refused = 0;
  private accepted: number[] = [];

  constructor(
    private readonly clock: Clock,
    public perSecond: number,
  ) {}

  takes(): boolean {
    this.accepted = this.accepted.filter((at) => at > this.clock.now() - 1_000);
    if (this.accepted.length >= this.perSecond) {
      this.refused += 1;
      return false;
    }
    this.accepted.push(this.clock.now());
    return true;
  }
}

const LATENCY_MS = 20;

async function send(gate: ThrottleGate, server: LimitedServer, clock: Clock): Promise<void> {
  for (;;) {
    const started = await gate.enter(Infinity);
    const taken = server.takes();
    await clock.sleep(LATENCY_MS);
    if (taken) gate.worked();
    else gate.refused(started, 1_000);
    gate.leave();
    if (taken) return;
  }
}

function burst(clock: VirtualClock, gate: ThrottleGate, server: LimitedServer, count: number) {
  return clock.run(Promise.all(Array.from({ length: count }, () => send(gate, server, clock))));
}

describe("the gate of a host", () => {
  it("costs nothing as long as the server takes everything", async () => {
    const clock = new VirtualClock();
    await burst(clock, new ThrottleGate(clock), new LimitedServer(clock, Infinity), 64);
    expect(clock.now()).toBe(LATENCY_MS);
  });

  it("finds a rate that the server takes after few refusals, and uses most of it", async () => {
    const clock = new VirtualClock();
    const server = new LimitedServer(clock, 15);
    await burst(clock, new ThrottleGate(clock), server, 300);
    // 300 requests at 15 a second take 20 s at the very least.
    expect(clock.now()).toBeLessThan(45_000);
    expect(server.refused).toBeLessThan(150);
  });

  it("goes faster again when the server takes more", async () => {
    const clock = new VirtualClock();
    const gate = new ThrottleGate(clock);
    const server = new LimitedServer(clock, 10);
    await burst(clock, gate, server, 50);
    server.perSecond = Infinity;
    const start = clock.now();
    await burst(clock, gate, server, 1_000);
    expect(clock.now() - start).toBeLessThan(20_000);
  });

  it("lets nobody through while the server asked to wait", async () => {
    const clock = new VirtualClock();
    const gate = new ThrottleGate(clock);
    gate.refused(await gate.enter(Infinity), 5_000);
    gate.leave();
    const starts: number[] = [];
    await clock.run(
      Promise.all(
        Array.from({ length: 10 }, async () => {
          starts.push(await gate.enter(Infinity));
          gate.leave();
        }),
      ),
    );
    expect(Math.min(...starts)).toBeGreaterThanOrEqual(5_000);
  });

  it("gives the place of one who stops waiting to the next", async () => {
    const clock = new VirtualClock();
    const gate = new ThrottleGate(clock);
    for (let i = 0; i < 64; i += 1) await gate.enter(Infinity);
    const controller = new AbortController();
    const impatient = gate.enter(Infinity, controller.signal);
    const patient = gate.enter(Infinity);
    controller.abort(new Error("stop"));
    await expect(impatient).rejects.toThrow("stop");
    gate.leave();
    await expect(patient).resolves.toBe(0);
  });
});
