import { expect, test } from "vitest";
import { awaitSettled } from "../../provider/lifecycle/endpoint/settle-config";
import type { Operation } from "../../provider/lifecycle/operation";
import { Waits } from "../../provider/pulumi/waits";
import { HandClock } from "../client/api/hand-clock";

/** Waits for an update that takes so long, by a clock that only sleeping moves. */
async function wait(rolloutMs: number, tasks: readonly (string | undefined)[] = [], waits = new Waits()) {
  const clock = new HandClock();
  const end = clock.now() + rolloutMs;
  let looks = 0;
  const said: string[] = [];
  const look = () => {
    looks++;
    const configUpdate = clock.now() < end ? "IN_PROGRESS" : "NOT_UPDATING";
    const entities = tasks.map((task, index) => ({ name: `model-${index}`, task }));
    return Promise.resolve({
      name: "a",
      configUpdate,
      deploymentMessages: ["getting ready"],
      inputs: {},
      pending: { entities },
    });
  };
  const operation = {
    clock,
    workspace: { host: "https://workspace.example", servingEndpoints: { get: look } },
    reporter: {
      progress: (line: string) => said.push(line),
      info() {},
      warn() {},
      waiting: () => waits.begin(),
    },
  };
  await awaitSettled("a", operation as unknown as Operation, end + 3_600_000);
  return { lateMs: clock.now() - end, looks, said };
}

test.each([50, 200, 2000, 20_000, 200_000])(
  "the end of an update of %i ms is noticed within a tenth of that, or 0.3 s",
  async (rolloutMs) => {
    const { lateMs } = await wait(rolloutMs);
    expect(lateMs).toBeLessThanOrEqual(Math.max(300, rolloutMs / 10));
  },
);

test("ten times the time takes a fixed number of looks more, once a look is a tenth of it", async () => {
  const looks = [];
  for (const rolloutMs of [3000, 30_000, 300_000]) looks.push((await wait(rolloutMs)).looks);
  const [short = 0, middle = 0, long = 0] = looks;
  expect(short).toBeLessThan(20);
  expect(middle - short).toBeLessThan(30);
  expect(long - middle).toBeLessThan(30);
});

test.each([
  [
    "external models",
    ["llm/v1/chat", "llm/v1/chat"],
    30_000,
    /^\[#{4}-{6}\] waiting for the roll-out of model-0, model-1: IN_PROGRESS for (2\d|30) s; external models usually take less than a minute \(getting ready\)$/,
  ],
  [
    "a custom model",
    [undefined],
    600_000,
    /^\[#{4}-{6}\] .* for 5\d\d s; models on compute usually take 5 to 20 minutes/,
  ],
  ["more than is usual", ["llm/v1/chat"], 300_000, /^\[#{9}-\] .* for 2\d\d s; external models/],
])(
  "progress says of %s what is waited for, and how long that usually takes",
  async (_, tasks, rolloutMs, line) => {
    const { said } = await wait(rolloutMs, tasks);
    expect(said.at(-1)).toMatch(line);
  },
);

test("waits that take up all that the engine runs at a time say how to run more, and only as long as they do", async () => {
  const waits = new Waits(3);
  const others = [waits.begin(), waits.begin()];
  const { said } = await wait(5000, [], waits);
  expect(said.at(-1)).toMatch(/; 3 roll-outs are waited for at once, .*`--parallel 12` runs more$/);
  for (const other of others) other.end();
  expect((await wait(5000, [], waits)).said.at(-1)).not.toContain("--parallel");
});
