import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { registeredResources } from "../../provider/registered-resources";
import { ManagedResource } from "../lifecycle/managed-resource";
import { benchForTest, type Bench } from "../lifecycle/with-lifecycle";
import { readProgram, type Step } from "./read-program";

const cases = readdirSync(__dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name: title }) => {
    const folder = join(__dirname, title);
    return { title, folder, steps: readProgram(readFileSync(join(folder, "program.yaml"), "utf8")) };
  });

/** A workspace with what the programs refer to. */
async function benchWithSecrets(): Promise<Bench> {
  const bench = await benchForTest();
  const catalog = "/api/2.1/unity-catalog";
  const secret = { catalog_name: "main", schema_name: "ai", name: "key", value: "upstream-openai" };
  await bench.byHand("POST", `${catalog}/secrets`, secret);
  await bench.byHand("POST", `${catalog}/credentials`, { name: "cloud" });
  bench.emulator.journal.clear();
  return bench;
}

/** Brings a workspace to what a program says, as `pulumi up` does. */
async function up(bench: Bench, { resources }: Step, live: Map<string, ManagedResource>): Promise<void> {
  for (const { name, type, properties } of resources) {
    const resource = live.get(name) ?? new ManagedResource(name, bench, type);
    live.set(name, resource);
    await resource.up(properties);
  }
  const gone = [...live.keys()].filter((name) => resources.every((one) => one.name !== name));
  for (const name of gone.toReversed()) {
    await live.get(name)!.destroy();
    live.delete(name);
  }
}

/** A further `up` has nothing to do, nor has one after a refresh, when all that takes time has come to its end. */
async function expectSettled(
  bench: Bench,
  { description, resources }: Step,
  live: Map<string, ManagedResource>,
): Promise<void> {
  for (const { name, properties } of resources) {
    expect(live.get(name)!.diff(properties).replaces, `${description}: ${name}`).toEqual([]);
  }
  // A change of telemetry keeps an endpoint busy for longer than the update waits.
  bench.emulator.advance(600_000);
  for (const { name, properties } of resources) {
    await live.get(name)!.refresh();
    expect(live.get(name)!.diff(properties).changes, `drift of ${name} after: ${description}`).toBe(false);
  }
  expect(bench.writes()).toEqual([]);
}

/** The requests that changed something, in the form of `.http` files; forgets them. */
function requestsOf(bench: Bench): string {
  const entries = bench.emulator.journal.entries().filter(({ method }) => method !== "GET");
  bench.emulator.journal.clear();
  return entries
    .map(({ method, path, query, body }) => {
      const asked = decodeURIComponent(query.replace(/etag=[^&]+/, "etag=<etag>"));
      const target = `${path.replace(/[0-9a-f]{32}/, "<id>")}${asked === "" ? "" : `?${asked}`}`;
      return `${method} ${target}\n${body === undefined ? "" : `\n${JSON.stringify(body, null, 2)}\n`}`;
    })
    .join("\n");
}

test.each(cases)(
  "$title sends what requests.http shows, and nothing when there is no change",
  async ({ folder, steps }) => {
    const bench = await benchWithSecrets();
    const live = new Map<string, ManagedResource>();
    const lines: string[] = [];
    for (const step of steps) {
      await up(bench, step, live);
      lines.push(`### ${step.description}\n\n${requestsOf(bench)}`);
      await expectSettled(bench, step, live);
    }
    await expect(lines.join("\n")).toMatchFileSnapshot(join(folder, "requests.http"));
  },
);

test.each(cases)("each step of $title can be where a program begins", async ({ steps }) => {
  for (const step of steps) {
    const bench = await benchWithSecrets();
    const live = new Map<string, ManagedResource>();
    await up(bench, step, live);
    bench.emulator.journal.clear();
    await expectSettled(bench, step, live);
  }
});

test("there is a case for each resource", () => {
  const shown = new Set(
    cases.flatMap(({ steps }) => steps.flatMap(({ resources }) => resources.map(({ type }) => type))),
  );
  expect([...shown].sort()).toEqual(Object.keys(registeredResources).sort());
});
