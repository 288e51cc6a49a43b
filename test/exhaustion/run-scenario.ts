import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { benchForTest, type Bench } from "../lifecycle/with-lifecycle";
import { FaultLine, type Target } from "./fault-line";
import type { FaultKind } from "./fault-kinds";
import type { Scenario } from "./scenario";
import { differenceOf, truthOf, type Ids, type Truth } from "./server-truth";
import { StandInEngine, type Run } from "./stand-in-engine";

/** How a scenario goes without a fault. */
export interface GoodRun {
  /** Requests of the step, in order of their first appearance. */
  readonly targets: readonly Target[];
  readonly reached: Truth;
  readonly destroyed: Truth;
}

/** How often a kind of request of a step is taken for a target: polling asks the same again and again. */
const OF_ONE_KIND = 3;

/** Walks through a scenario without a fault. */
export async function runWell(scenario: Scenario): Promise<GoodRun> {
  const targets = await onStage(scenario, async ({ bench, engine }) => {
    bench.emulator.journal.clear();
    succeeded(await step(scenario, engine), scenario.name);
    return targetsOf(bench.emulator.journal.entries());
  });
  const { others, before, meanwhile, ...fresh } = scenario;
  // Where names move about, the way there may go wrong as well: then the end is where a first run ends.
  const way =
    scenario.asIfNew !== true
      ? scenario
      : others !== undefined && before !== undefined
        ? { ...fresh, others }
        : fresh;
  return onStage(way, async ({ engine, truth }) => {
    succeeded(await step(scenario, engine), scenario.name);
    const reached = (await truth()).truth;
    succeeded(await engine.destroy(), `destroy of ${scenario.name}`);
    return { targets, reached, destroyed: (await truth()).truth };
  });
}

function targetsOf(entries: readonly { readonly method: string; readonly path: string }[]): Target[] {
  const counts = new Map<string, number>();
  return entries.flatMap(({ method, path: exact }): Target[] => {
    const path = exact.replace(/[0-9a-f]{32}/, "*");
    const kind = `${method} ${path}`;
    const nth = counts.get(kind) ?? 0;
    counts.set(kind, nth + 1);
    return nth < OF_ONE_KIND ? [{ method, path, nth }] : [];
  });
}

/** Walks through a scenario while a fault befalls a request; answers what then is not as it must be. */
export function runWith(
  scenario: Scenario,
  good: GoodRun,
  target?: Target,
  fault?: FaultKind,
  times = 1,
): Promise<string[]> {
  return onStage(scenario, async ({ bench, engine, line, truth }) => {
    const before = await truth();
    if (target !== undefined && fault !== undefined) line.arm(target, fault.action, times);
    const first = await step(scenario, engine);
    line.disarm();
    const problems = crashes(first);
    const afterwards = await truth();
    const lacking = differenceOf(afterwards.truth, good.reached);
    if (first.errors.length === 0 && lacking !== undefined) problems.push(`says success, but ${lacking}`);

    const nothingDone = differenceOf(afterwards.truth, before.truth) === undefined;
    if (
      scenario.impostor !== undefined &&
      fault?.provesNotDone === true &&
      first.errors.length > 0 &&
      nothingDone
    ) {
      return [...problems, ...(await meetsImpostor(scenario, engine, bench, truth))];
    }

    let last = first;
    for (let ups = 0; ups < 2; ups++) {
      last = await step({ ...scenario, step: scenario.step === "destroy" ? "destroy" : "up" }, engine);
      problems.push(...crashes(last));
      if (last.errors.length === 0 && differenceOf((await truth()).truth, good.reached) === undefined) break;
    }
    const end = await truth();
    const missing = differenceOf(end.truth, good.reached);
    if (last.errors.length > 0) problems.push(`fails for ever: ${brief(last.errors[0])}`);
    else if (missing !== undefined) problems.push(`never reached: ${missing}`);
    problems.push(...replaced(before.ids, end.ids, scenario));
    if (problems.length > 0 || scenario.step === "destroy") return problems;
    return [...(await isAtRest(scenario, engine)), ...(await leavesNothing(engine, good, truth))];
  });
}

/** Nothing is left to do, and what is in state is what is there. */
async function isAtRest(scenario: Scenario, engine: StandInEngine): Promise<string[]> {
  for (const [what, run] of [
    ["another up", () => engine.up(scenario.program)],
    ["a refresh", () => engine.refresh()],
    ["an up after a refresh", () => engine.up(scenario.program)],
  ] as const) {
    const { errors, steps } = await run();
    if (errors.length > 0) return [`${what} fails: ${brief(errors[0])}`];
    if (steps.length > 0) return [`${what} has to ${steps.join(", ")}`];
  }
  return [];
}

async function leavesNothing(engine: StandInEngine, good: GoodRun, truth: Stage["truth"]): Promise<string[]> {
  const { errors } = await engine.destroy();
  if (errors.length > 0) return [`destroy fails: ${brief(errors[0])}`];
  const left = differenceOf((await truth()).truth, good.destroyed);
  return left === undefined ? [] : [`after destroy ${left}`];
}

/** What somebody else has made in the meantime is neither taken over nor deleted. */
async function meetsImpostor(
  scenario: Scenario,
  engine: StandInEngine,
  bench: Bench,
  truth: Stage["truth"],
): Promise<string[]> {
  await scenario.impostor?.(bench);
  const theirs = await truth();
  const second = await engine.up(scenario.program);
  const problems = crashes(second);
  if (second.errors.length === 0) problems.push("takes over what somebody else has made");
  await engine.destroy();
  const now = await truth();
  for (const [name, id] of Object.entries(theirs.ids)) {
    if (now.ids[name] !== id) problems.push(`deletes ${name} of somebody else`);
    else if (now.truth[name] !== theirs.truth[name]) problems.push(`changes ${name} of somebody else`);
  }
  return problems;
}

interface Stage {
  readonly bench: Bench;
  readonly engine: StandInEngine;
  readonly line: FaultLine;
  truth(): Promise<{ truth: Truth; ids: Ids }>;
}

/** A workspace with the secrets of the programs, as the emulator keeps it: making them anew for each cell takes longest. */
let prepared: string | undefined;

/** Sets the stage for the step of a scenario, and clears it away afterwards. */
async function onStage<T>(scenario: Scenario, work: (stage: Stage) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-databricks-serving-matrix-"));
  const stateFile = join(folder, "world.json");
  if (prepared !== undefined) writeFileSync(stateFile, prepared);
  const line = new FaultLine();
  const bench = await benchForTest({
    stateFile,
    dispatcher: line,
    secrets: prepared === undefined,
    ...(scenario.switches && { switches: scenario.switches }),
  });
  line.attach(bench);
  prepared ??= readFileSync(stateFile, "utf8");
  try {
    const engine = new StandInEngine(bench);
    await scenario.others?.(bench);
    if (scenario.before !== undefined) succeeded(await engine.up(scenario.before), `before ${scenario.name}`);
    await scenario.meanwhile?.(bench, engine);
    return await work({ bench, engine, line, truth: () => truthOf(bench, stateFile) });
  } finally {
    await bench.emulator.close();
    await line.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function step({ step: kind, program }: Scenario, engine: StandInEngine): Promise<Run> {
  if (kind === "up") return engine.up(program);
  return kind === "refresh" ? engine.refresh() : engine.destroy();
}

function succeeded({ errors }: Run, what: string): void {
  if (errors.length > 0) throw new Error(`${what} fails without any fault: ${errors[0]?.stack}`);
}

/** Errors that nobody has thought of. */
const crashes = ({ errors }: Run): string[] =>
  errors
    .filter(
      (error) =>
        /^(Type|Range|Syntax|Reference)Error$/.test(error.name) || /undefined|\[object/.test(error.message),
    )
    .map((error) => `crashes: ${error.name}: ${brief(error)}`);

function replaced(before: Ids, after: Ids, { replaces = [], step: kind }: Scenario): string[] {
  if (kind === "destroy") return [];
  return Object.entries(before).flatMap(([name, id]) =>
    after[name] === id || replaces.includes(name) || after[name] === undefined
      ? []
      : [`${name} was made anew under another id`],
  );
}

const brief = (error: Error | undefined): string =>
  (error?.message ?? "").split("\n")[0]?.slice(0, 140) ?? "";
