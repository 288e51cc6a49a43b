import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { Fields } from "../../provider/schema/plain-object";
import { claude, gpt, split } from "../lifecycle/programs";
import { benchForTest, type Bench } from "../lifecycle/with-lifecycle";
import { buildPackage, repository } from "../package/consumer";
import { endpoint, service, type Generation } from "./rollout-generations";
import { runHere, type Outcome } from "./run-here";

const COMMAND = `${repository}/dist/cli/databricks-serving.js`;

beforeAll(buildPackage, 120_000);

const generations = [
  ["an endpoint", endpoint],
  ["a model service", service],
] as const;

interface Rollout {
  readonly bench: Bench;
  readonly folder: string;
  run(...args: string[]): Promise<Outcome>;
  /** Asks all the while until the work is done; what fails is the callers' bad luck. */
  whileAsked<T>(work: Promise<T>): Promise<T>;
}

async function rolloutOf(generation: Generation, bench?: Bench): Promise<Rollout> {
  const workspace = bench ?? (await benchForTest());
  await generation.make(workspace);
  const folder = mkdtempSync(join(tmpdir(), "rollout-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const environment = environmentOf(workspace, folder);
  return {
    bench: workspace,
    folder,
    run: (...args) => runHere(["rollout", generation.name, ...args], { environment }),
    async whileAsked(work) {
      let over = false;
      const asking = (async () => {
        while (!over) {
          await generation.ask(workspace).catch(() => undefined);
          await new Promise((done) => setTimeout(done, 2));
        }
      })();
      try {
        return await work;
      } finally {
        over = true;
        await asking;
      }
    },
  };
}

const environmentOf = ({ emulator }: Bench, folder: string) => ({
  DATABRICKS_HOST: emulator.url,
  DATABRICKS_TOKEN: emulator.token,
  XDG_STATE_HOME: folder,
});

const records = (folder: string): string[] => {
  try {
    return readdirSync(join(folder, "pulumi-databricks-serving", "rollouts"));
  } catch {
    return [];
  }
};

describe.each(generations)("the rollout of %s", (_, generation) => {
  const steps = ["--to", "claude", "--steps", "40,100", "--wait", "600ms"];

  test("moves traffic step by step, judges each, and prints what to write", async () => {
    const { bench, run, whileAsked, folder } = await rolloutOf(generation);
    const { code, text, said } = await whileAsked(run(...steps));
    expect(code, said).toBe(0);
    expect(said).toMatch(/gpt 42 %, older 18 %|claude 40 %, gpt 42 %, older 18 %/);
    expect(said).toMatch(/\d+ requests?, 0 errors \(0 %\) of claude/);
    expect(await generation.shares(bench)).toEqual({ gpt: 0, older: 0, claude: 100 });
    expect(text).toMatch(/"claude", trafficPercentage: 100/);
    expect(records(folder)).toEqual([]);
  });

  test("goes back by itself where too many requests fail, before the time is over", async () => {
    const { bench, run, whileAsked, folder } = await rolloutOf(generation);
    bench.emulator.set({
      brokenModels: { "claude-sonnet-4-6": { status: 404, message: "no such model" } },
    });
    const began = Date.now();
    const { code, said, text } = await whileAsked(
      run("--to", "claude", "--steps", "40,100", "--wait", "60s", "--max-error-rate", "2%", "--json"),
    );
    expect(code, said).toBe(3);
    expect(Date.now() - began).toBeLessThan(30_000);
    expect(JSON.parse(text)).toMatchObject({ outcome: "back", to: "claude", steps: [{ share: 40 }] });
    expect(await generation.shares(bench)).toEqual({ gpt: 70, older: 30, claude: 0 });
    expect(records(folder)).toEqual([]);
  });

  test("stays where it is while nobody asks, and goes on when it is run again", async () => {
    const { bench, run, whileAsked } = await rolloutOf(generation);
    const first = await run(...steps);
    expect(first.code).toBe(3);
    expect(first.said).toContain("0 requests, 0 errors (0 %) came to claude");
    expect(await generation.shares(bench)).toEqual({ gpt: 42, older: 18, claude: 40 });
    bench.writes();
    const second = await whileAsked(run(...steps));
    expect(second.code, second.said).toBe(0);
    const sent = bench.writes().filter((line) => line.startsWith(generation.write.method));
    expect(sent).toHaveLength(1);
  });

  test("a reply that is lost is looked for, and nothing is sent twice", async () => {
    const { bench, run } = await rolloutOf(generation);
    bench.emulator.addFault({ ...generation.write, action: { kind: "lose-reply" } });
    bench.writes();
    const { code, said } = await run(...steps, "--min-requests", "0");
    expect(code, said).toBe(0);
    expect(bench.writes().filter((line) => line.startsWith(generation.write.method))).toHaveLength(2);
    expect(await generation.shares(bench)).toEqual({ gpt: 0, older: 0, claude: 100 });
  });

  test("does not undo what somebody else did meanwhile", async () => {
    const { bench, run } = await rolloutOf(generation);
    await run(...steps);
    await generation.move(bench, 10, 90);
    const refused = await run(...steps);
    expect(refused.code).toBe(1);
    expect(refused.said).toContain("Somebody else moved it");
    const again = await run(
      "--to",
      "claude",
      "--steps",
      "95",
      "--wait",
      "100ms",
      "--min-requests",
      "0",
      "--restart",
    );
    expect(again.code, again.said).toBe(0);
    expect(await generation.shares(bench)).toMatchObject({ gpt: 5, claude: 95 });
  });

  test("goes back when asked to, as far as it has come", async () => {
    const { bench, run } = await rolloutOf(generation);
    await run(...steps);
    const other = await run("--to", "older");
    expect(other.said).toContain('to "claude" was interrupted');
    const { code, said } = await run("--back");
    expect(code, said).toBe(0);
    expect(await generation.shares(bench)).toEqual({ gpt: 70, older: 30, claude: 0 });
    expect((await run("--back")).said).toContain("No interrupted rollout");
  });

  test("killed in the middle, before a request and after it, it goes on when it is run again", async () => {
    const { bench, run, folder } = await rolloutOf(generation);
    const start = () =>
      spawn(
        process.execPath,
        [COMMAND, "rollout", generation.name, "--to", "claude", "--steps", "40,100", "--wait", "60s"],
        {
          env: { PATH: process.env["PATH"], HOME: folder, ...environmentOf(bench, folder) },
          stdio: "ignore",
        },
      );
    const killed = async (child: ReturnType<typeof start>) => {
      const gone = new Promise((done) => child.once("exit", done));
      child.kill("SIGKILL");
      await gone;
    };
    // Before the server has seen the request: it hangs, uncommitted.
    bench.emulator.addFault({ ...generation.write, action: { kind: "hang" } });
    bench.emulator.journal.clear();
    const first = start();
    await until(() =>
      bench.emulator.journal.entries().some(({ method }) => method === generation.write.method),
    );
    await killed(first);
    expect(await generation.shares(bench)).toEqual({ gpt: 70, older: 30, claude: 0 });
    expect(records(folder)).toHaveLength(1);
    // After it, while it watches.
    const second = start();
    await until(async () => (await generation.shares(bench))["claude"] === 40);
    await killed(second);
    const { code, said } = await run("--steps", "40,100", "--wait", "100ms", "--min-requests", "0");
    expect(code, said).toBe(0);
    expect(await generation.shares(bench)).toEqual({ gpt: 0, older: 0, claude: 100 });
  });
});

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()); tries++) {
    if (tries > 400) throw new Error("it never came to that");
    await new Promise((done) => setTimeout(done, 50));
  }
}

test("wrong steps, rates, times and names are said before anything is sent", async () => {
  const { bench, run } = await rolloutOf(endpoint);
  bench.writes();
  for (const [args, said] of [
    [["--to", "claude", "--steps", "25,5"], "that grow"],
    [["--to", "claude", "--steps", "0,5"], "from 1 to 100"],
    [["--to", "claude", "--max-error-rate", "102%"], "from 0 to 100"],
    [["--to", "claude", "--wait", "5"], "such as 90s, 5m or 1h"],
    [["--to", "clade"], "did you mean claude?"],
    [["--to", "gpt", "--steps", "5,25"], "gpt has 70 % of endpoint"],
    [[], "Say with --to"],
    [["--to", "claude", "--back", "--restart"], "one of the two"],
  ] as const) {
    const outcome = await run(...args);
    expect(outcome.said).toContain(said);
    expect(outcome.code).not.toBe(0);
  }
  expect(bench.writes()).toEqual([]);
});

test("a workspace that exports no metrics of model services is told what counts them", async () => {
  const { bench, run } = await rolloutOf(service);
  const [method, path] = ["GET", "/_emulator/service-metrics/*"];
  bench.emulator.addFault({ method, path, times: 9, action: { kind: "status", status: 404 } });
  const refused = await run("--to", "claude", "--warehouse", "abc");
  expect(refused.said).toContain("has no inference table");
  expect(await service.shares(bench)).toMatchObject({ claude: 0 });
});

test("an endpoint whose plaintext key nobody could send again is left alone, and nothing has to be gone on with", async () => {
  const bench = await benchForTest();
  const folder = mkdtempSync(join(tmpdir(), "rollout-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const plain = gpt();
  (plain["externalModel"] as Fields)["openaiConfig"] = { openaiApiKeyPlaintext: "upstream-openai" };
  await bench.endpoint("assistant").up(split([plain, 100], [claude(), 0]));
  bench.writes();
  const environment = environmentOf(bench, folder);
  const { code, said } = await runHere(["rollout", "assistant", "--to", "claude"], { environment });
  expect(code).toBe(1);
  expect(said).toContain("with a plaintext credential");
  expect(bench.writes()).toEqual([]);
  expect(records(folder)).toEqual([]);
});

test("a going back that is interrupted is gone on with", async () => {
  const { bench, run } = await rolloutOf(endpoint);
  await run("--to", "claude", "--steps", "40", "--wait", "100ms");
  bench.emulator.addFault({
    ...endpoint.write,
    action: { kind: "fail-update", state: "UPDATE_FAILED", message: "no" },
  });
  const failed = await run("--back");
  expect(failed.said).toContain("failed");
  expect(await endpoint.shares(bench)).toMatchObject({ claude: 40 });
  // Without a word about the way, it goes on with going back.
  const again = await run("--to", "claude");
  expect(again.code, again.said).toBe(3);
  expect(await endpoint.shares(bench)).toEqual({ gpt: 70, older: 30, claude: 0 });
});
