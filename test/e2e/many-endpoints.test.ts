import { expect, test } from "vitest";
import { settingsOfProviders } from "../lifecycle/every-provider";
import { tasks } from "../../provider/catalog/task";
import { emulatorForTest, entriesOf, fillKeys, stackForTest, writes } from "./harness/with-stack";

/** A model of every provider, in every mode, for every task: 45 endpoints. */
const program = (model: string) => {
  const endpoints = Object.values(settingsOfProviders).flatMap(({ provider, settings }) =>
    tasks.map((task) => ({ provider, name: model, task, ...settings })),
  );
  return `${JSON.stringify(endpoints)}.forEach((externalModel, index) => new s.ServingEndpoint("e" + index, {
    name: "e" + index, config: { servedEntities: [{ name: "only", externalModel }] } }));`;
};

test("every provider, mode and task is created, read back without drift, updated and deleted, 64 at a time", async () => {
  const emulator = await emulatorForTest();
  await fillKeys(emulator, ["aws-id", "aws-key", "vertex", "databricks"]);
  const stack = stackForTest(program("model-1"), emulator);
  const count = Object.keys(settingsOfProviders).length * tasks.length;
  expect(count).toBeGreaterThanOrEqual(40);

  expect((await stack.up("--parallel", "64")).output).toContain(`+ ${count + 1} created`);
  expect(writes(emulator)).toHaveLength(count);
  expect((await stack.refresh("--expect-no-changes", "--parallel", "64")).code).toBe(0);

  // Only what is targeted is touched.
  stack.write(program("model-2"));
  emulator.journal.clear();
  const target = "urn:pulumi:dev::test::pulumi-nodejs:dynamic/databricks:ServingEndpoint::e7";
  expect((await stack.up("--target", target)).code).toBe(0);
  expect(writes(emulator)).toEqual(["PUT …/e7/config"]);

  expect((await stack.up("--parallel", "64")).output).toContain(`~ ${count - 1} updated`);
  expect(writes(emulator)).toHaveLength(count);
  emulator.journal.clear();
  expect((await stack.up()).output).toContain(`${count + 1} unchanged`);
  expect(entriesOf(emulator)).toEqual([]);
  expect((await stack.destroy("--parallel", "64")).code).toBe(0);
  expect(stack.resources()).toEqual([]);
}, 300_000);
