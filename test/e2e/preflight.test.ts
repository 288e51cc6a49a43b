import { expect, test } from "vitest";
import { emulatorForTest, entriesOf, stackForTest, writes } from "./harness/with-stack";
import { endpoint, gpt } from "./harness/programs";

test("a preview finds missing secrets and taken names before anything changes, and looks only where something changes", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(endpoint([gpt()], 'description: "one"'), emulator);
  await stack.up();
  emulator.journal.clear();
  expect((await stack.preview()).code).toBe(0);
  expect(entriesOf(emulator)).toEqual([]);

  const misspelt = gpt().replace('"openai")', '"opnai")').replace('secretRef("keys"', 'secretRef("key"');
  stack.write(endpoint([misspelt]));
  const noScope = await stack.preview();
  expect(noScope.code).not.toBe(0);
  expect(noScope.output).toContain(
    'config.servedEntities[0].externalModel.openaiConfig.openaiApiKey: found "{{secrets/key/opnai}}"; allowed: a secret scope of the workspace: "keys"; did you mean "keys"?',
  );
  stack.write(endpoint([gpt().replace('"openai")', '"opnai")')]));
  expect((await stack.preview()).output).toContain('did you mean "openai"?');
  stack.write(endpoint([gpt().replace('"openai")', '"opnai")')], "preflight: false"));
  expect((await stack.preview()).code).toBe(0);

  // A replacement is checked as if it were new; the name is still its own.
  stack.write(endpoint([gpt()], 'description: "two"'));
  expect((await stack.preview()).output).toContain("1 to replace");

  const other = stackForTest(endpoint([gpt()]), emulator, { project: "other" });
  const taken = await other.preview();
  expect(taken.code).not.toBe(0);
  expect(taken.output).toContain('name: found "assistant"; allowed: a name that is free');
  expect(taken.output).toContain("adopt: true");
  expect(writes(emulator)).toEqual([]);
});

test("a preview without a workspace works, and says in one line what it did not check", async () => {
  const emulator = await emulatorForTest();
  const program = endpoint([gpt()]) + endpoint([gpt()]).replaceAll('"assistant"', '"second"');
  const stack = stackForTest(program, emulator, {
    env: { DATABRICKS_HOST: undefined, DATABRICKS_TOKEN: undefined },
  });
  const preview = await stack.preview();
  expect(preview.code).toBe(0);
  expect(preview.output.match(/not checked whether names are free/g)?.length).toBeLessThanOrEqual(2);
  const unreachable = stackForTest(program, emulator, { env: { DATABRICKS_HOST: "http://127.0.0.1:9" } });
  const offline = await unreachable.preview();
  expect(offline.code).toBe(0);
  expect(offline.output).toContain("Not checked against the workspace");
});
