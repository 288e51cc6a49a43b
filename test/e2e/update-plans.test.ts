import { expect, test } from "vitest";
import { gpt } from "./harness/programs";
import { emulatorForTest, stackForTest, writes } from "./harness/with-stack";

const program = (model: string) =>
  `
  const assistant = new s.ServingEndpoint("assistant", { name: "assistant",
    config: { servedEntities: [${gpt("gpt", "MODEL")}] } });
  exports.url = assistant.invocationUrl;
  exports.version = assistant.configVersion;\n`.replace("MODEL", model);

test("a saved plan of a program that exports outputs is carried out, and a change that it does not hold is refused", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(program("gpt-5.4"), emulator);
  for (const model of ["gpt-5.4", "gpt-5.4-mini"]) {
    stack.write(program(model));
    const planned = await stack.preview("--save-plan", "plan.json");
    expect(planned.code, planned.output).toBe(0);
    const done = await stack.up("--plan", "plan.json");
    expect(done.code, done.output).toBe(0);
  }
  expect(stack.outputs()).toMatchObject({
    url: expect.stringContaining("assistant/invocations"),
    version: 2,
  });
  emulator.journal.clear();
  await stack.preview("--save-plan", "plan.json");
  stack.write(program("gpt-5.4"));
  const refused = await stack.up("--plan", "plan.json");
  expect(refused.code).not.toBe(0);
  expect(refused.output).toContain("violates plan");
  expect(writes(emulator)).toEqual([]);
});
