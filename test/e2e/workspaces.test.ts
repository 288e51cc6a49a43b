import { expect, test } from "vitest";
import { endpoint, gpt } from "./harness/programs";
import { byHand, emulatorForTest, stackForTest, writes } from "./harness/with-stack";

test("an explicit Provider reaches a second workspace, with its token encrypted in state", async () => {
  const first = await emulatorForTest();
  const second = await emulatorForTest({ token: "dapi-second-workspace-000000" });
  const program = (model: string) => `
    const other = new s.Provider("other", { host: "${second.url}", token: "${second.token}" });
    ${endpoint([gpt("gpt", model)])}
    new s.ServingEndpoint("elsewhere", { name: "elsewhere", config: { servedEntities: [${gpt("gpt", model)}] } }, { provider: other });
    exports.found = s.ServingEndpoint.get("found", "existing", { provider: other }).creator;`;
  await byHand(second, "POST", "/api/2.0/serving-endpoints", { name: "existing" });
  second.journal.clear();
  const stack = stackForTest(program("gpt-5.4"), first);
  const preview = await stack.preview();
  expect(preview.code).toBe(0);
  expect(preview.output).toContain('found: "admin@emulator.example"');
  await stack.up();
  expect(writes(first)).toEqual(["POST …"]);
  expect(writes(second)).toEqual(["POST …"]);
  expect(stack.outputs()).toEqual({ found: "admin@emulator.example" });
  expect(stack.stateText()).not.toContain(second.token);

  stack.write(program("gpt-5.4-mini"));
  await stack.up();
  expect(writes(second)).toEqual(["POST …", "PUT …/elsewhere/config"]);
  expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
  expect((await stack.destroy()).code).toBe(0);
  expect(writes(first).at(-1)).toBe("DELETE …/assistant");
  // What is only looked at stays.
  expect(writes(second).filter((request) => request.startsWith("DELETE"))).toEqual(["DELETE …/elsewhere"]);
});

test("stack configuration gives host and token, for every operation", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(endpoint([gpt()]), emulator, {
    env: { DATABRICKS_HOST: undefined, DATABRICKS_TOKEN: undefined },
  });
  await stack.setConfig("databricks:host", emulator.url);
  await stack.run("config", "set", "--secret", "databricks:token", emulator.token);
  expect((await stack.up()).output).toContain("assistant created");
  expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
  expect((await stack.destroy()).code).toBe(0);
  expect(writes(emulator)).toEqual(["POST …", "DELETE …/assistant"]);
});
