import { expect, test } from "vitest";
import { endpoint, gpt } from "./harness/programs";
import { killTree } from "./harness/pulumi-stack";
import { byHand, emulatorForTest, entriesOf, stackForTest, writes } from "./harness/with-stack";

const changed = endpoint([gpt("gpt", "gpt-5.4-mini")]);

test("Ctrl-C while an endpoint is created, and while it is updated, leaves a state that says how things are", async () => {
  const emulator = await emulatorForTest({ switches: { updateDelayMs: 4000 } });
  const stack = stackForTest(endpoint([gpt()]), emulator);
  for (const request of ["POST …", "PUT …/assistant/config"]) {
    emulator.journal.clear();
    const run = stack.start("up", "--yes", "--skip-preview");
    await expect.poll(() => writes(emulator), { timeout: 60_000 }).toEqual([request]);
    run.process.kill("SIGINT");
    await run.outcome;
    // What was begun is done, and recorded.
    expect(stack.resources()[0]?.outputs).toMatchObject({ state: { configUpdate: "NOT_UPDATING" } });
    expect((await stack.up()).output).toContain("2 unchanged");
    expect(writes(emulator)).toEqual([request]);
    stack.write(changed);
  }
});

test("two Ctrl-C end a run at once, and the next one takes up what it had begun", async () => {
  const emulator = await emulatorForTest({ switches: { updateDelayMs: 4000 } });
  const stack = stackForTest(endpoint([gpt()]), emulator);
  for (const request of ["POST …", "PUT …/assistant/config"]) {
    emulator.journal.clear();
    const { process, outcome } = stack.start("up", "--yes", "--skip-preview");
    await expect.poll(() => writes(emulator), { timeout: 60_000 }).toEqual([request]);
    process.kill("SIGINT");
    await new Promise((done) => setTimeout(done, 500));
    process.kill("SIGINT");
    await outcome;
    await stack.run("cancel", "--yes");
    expect((await stack.up()).code).toBe(0);
    const made = entriesOf(emulator).filter(({ method, status }) => method === "POST" && status === 200);
    expect(made.length).toBe(request === "POST …" ? 1 : 0);
    expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
    stack.write(changed);
  }
});

test("a run that is killed in the middle of an update is taken up by the next one", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(endpoint([gpt()], 'tags: [{ key: "a", value: "1" }]'), emulator);
  await stack.up();
  emulator.set({ updateDelayMs: 8000 });
  stack.write(endpoint([gpt("gpt", "gpt-5.4-mini")], 'tags: [{ key: "a", value: "2" }]'));
  emulator.journal.clear();
  const { process, outcome } = stack.start("up", "--yes", "--skip-preview");
  await expect
    .poll(() => writes(emulator), { timeout: 60_000 })
    .toEqual(["PATCH …/assistant/tags", "PUT …/assistant/config"]);
  killTree(process.pid ?? 0);
  await outcome;
  await stack.run("cancel", "--yes");
  emulator.set({ updateDelayMs: 100 });
  // State still has the old config: the update is sent once more, after the one that is running.
  expect((await stack.up()).code).toBe(0);
  expect(await byHand(emulator, "GET", "/api/2.0/serving-endpoints/assistant")).toMatchObject({
    state: { config_update: "NOT_UPDATING" },
    tags: [{ key: "a", value: "2" }],
    config: { served_entities: [{ external_model: { name: "gpt-5.4-mini" } }] },
  });
  expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
});
