import { expect, test } from "vitest";
import { killTree } from "./harness/pulumi-stack";
import { emulatorForTest, entriesOf, stackForTest, writes } from "./harness/with-stack";
import { claude, endpoint, gpt } from "./harness/programs";

test("a create whose reply is lost finds its own endpoint", async () => {
  const emulator = await emulatorForTest();
  emulator.addFault({ method: "POST", path: "/api/2.0/serving-endpoints", action: { kind: "lose-reply" } });
  const stack = stackForTest(endpoint([gpt()]), emulator);
  const outcome = await stack.up();
  expect(outcome.output).toContain("assistant created");
  expect(writes(emulator)).toEqual(["POST …"]);
});

test("a create that is cut before it is carried out is sent again", async () => {
  const emulator = await emulatorForTest();
  emulator.addFault({ method: "POST", path: "/api/2.0/serving-endpoints", action: { kind: "cut" } });
  const stack = stackForTest(endpoint([gpt()]), emulator);
  expect((await stack.up()).output).toContain("assistant created");
  expect(writes(emulator)).toEqual(["POST …", "POST …"]);
});

test("a run that is killed in the middle of a create is taken up by the next one", async () => {
  const emulator = await emulatorForTest({ switches: { updateDelayMs: 8000 } });
  const stack = stackForTest(endpoint([gpt()]), emulator);
  const { process, outcome } = stack.start("up", "--yes", "--skip-preview");
  await expect.poll(() => writes(emulator), { timeout: 60_000 }).toEqual(["POST …"]);
  killTree(process.pid ?? 0);
  await outcome;
  await stack.run("cancel", "--yes");
  const again = await stack.up();
  expect(again.output).toContain("assistant created");
  expect(again.output).toContain("an earlier request of this resource created");
  expect(stack.resources()).toHaveLength(1);
});

test("an endpoint that another stack created is not taken over unasked", async () => {
  const emulator = await emulatorForTest();
  const program = endpoint([gpt()]);
  await stackForTest(program, emulator).up();
  const second = stackForTest(program, emulator, { stack: "prod" });
  const refused = await second.up();
  expect(refused.code).not.toBe(0);
  expect(refused.output).toContain('Endpoint "assistant" already exists');
  expect(refused.output).toContain("adopt: true");
  second.write(
    endpoint(
      [gpt(), claude()],
      "adopt: true",
      `trafficConfig: { routes: [
    { servedModelName: "gpt", trafficPercentage: 50 }, { servedModelName: "claude", trafficPercentage: 50 }] }`,
    ),
  );
  emulator.journal.clear();
  expect((await second.up()).output).toContain("assistant created");
  expect(writes(emulator)).toEqual(["PUT …/assistant/config"]);
});

test("an update that fails in the middle keeps what was done, and the next run does the rest", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(endpoint([gpt()], 'tags: [{ key: "team", value: "a" }]'), emulator);
  await stack.up();
  emulator.addFault({
    method: "PUT",
    path: "/api/2.0/serving-endpoints/assistant/config",
    action: { kind: "status", status: 400, errorCode: "INVALID_PARAMETER_VALUE", message: "not today" },
  });
  stack.write(endpoint([gpt("gpt", "gpt-5.4-mini")], 'tags: [{ key: "team", value: "b" }]'));
  emulator.journal.clear();
  const failed = await stack.up();
  expect(failed.code).not.toBe(0);
  expect(failed.output).toContain("not today");
  expect(failed.output).toContain("config.servedEntities[gpt].externalModel.name");
  expect(stack.resources()[0]?.outputs).toMatchObject({ tags: [{ key: "team", value: "b" }] });
  emulator.journal.clear();
  expect((await stack.up()).code).toBe(0);
  expect(writes(emulator)).toEqual(["PUT …/assistant/config"]);
});

test("a failed create neither deletes nor loses the endpoint, and the next run sends its config again", async () => {
  const emulator = await emulatorForTest();
  emulator.set({ failNextUpdate: { state: "UPDATE_FAILED", message: "the model could not be reached" } });
  const stack = stackForTest(endpoint([gpt()]), emulator);
  const failed = await stack.up();
  expect(failed.code).not.toBe(0);
  expect(failed.output).toContain("the model could not be reached");
  const [kept] = stack.resources();
  expect(kept?.outputs).toMatchObject({ state: { configUpdate: "UPDATE_FAILED" } });
  // A refresh takes the engine's own mark of the failure away.
  await stack.refresh();
  expect((await stack.preview()).output).toContain("its last update ended as UPDATE_FAILED");
  emulator.journal.clear();
  expect((await stack.up()).code).toBe(0);
  expect(writes(emulator)).toEqual(["PUT …/assistant/config"]);
  expect(stack.resources()[0]?.outputs["endpointId"]).toBe(kept?.outputs["endpointId"]);
});

test("an answer of 429 is waited for as long as the server asks", async () => {
  const emulator = await emulatorForTest();
  emulator.addFault({
    path: "/api/2.0/serving-endpoints",
    action: {
      kind: "status",
      status: 429,
      errorCode: "REQUEST_LIMIT_EXCEEDED",
      message: "slow down",
      retryAfter: 1,
    },
  });
  const stack = stackForTest(endpoint([gpt()]), emulator);
  expect((await stack.up()).output).toContain("assistant created");
  const [first, second] = entriesOf(emulator).filter(({ method }) => method === "POST");
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1000);
});
