import { expect, test } from "vitest";
import { heldBlock } from "../package/shown-pattern";
import { emulatorForTest, stackForTest, writes } from "./harness/with-stack";
import { claudeSettings, endpoint, gpt } from "./harness/programs";

const SELF = "test/e2e/preview-tells.test.ts";

const route = (name: string, share: number): string =>
  `{ servedModelName: "${name}", trafficPercentage: ${share} }`;

test("a preview says what is not there yet, of an endpoint by name and of one of the program", async () => {
  const emulator = await emulatorForTest();
  const byName = `
    new s.ExternalModel("claude", { endpoint: "nowhere", servedModelName: "claude", ${claudeSettings} });
    new s.TrafficSplit("split", { endpoint: "elsewhere", routes: [${route("claude", 100)}] });\n`;
  const stack = stackForTest(byName, emulator);
  const absent = await stack.preview();
  expect(absent.code, absent.output).toBe(0);
  expect(absent.output).toContain('Endpoint "nowhere" is not there yet: the model can be attached only if');
  expect(absent.output).toContain('Endpoint "elsewhere" is not there yet: something must create it before');

  const shared = `const shared = ${endpoint([gpt()], "allowAttachedModels: true")}
    new s.ExternalModel("canary", { endpoint: shared, servedModelName: "canary", ${claudeSettings} });\n`;
  const split = (name: string) =>
    `new s.TrafficSplit("split", { endpoint: shared, routes: [${route("gpt", 95)}, ${route(name, 5)}] });\n`;
  stack.write(shared + split("canry"));
  const misspelt = await stack.preview();
  expect(misspelt.output).toContain(
    'serves no model "canry"; it serves "gpt", "canary". Did you mean "canary"?',
  );
  stack.write(shared + split("canary"));
  expect((await stack.preview()).output).not.toContain("serves no model");
  expect(writes(emulator)).toEqual([]);
});

test("a preview says which requests will be made, and an update what it waits for and how long that takes", async () => {
  const emulator = await emulatorForTest({ switches: { updateDelayMs: 2500 } });
  const limit = (calls: number) =>
    `aiGateway: { rateLimits: [{ key: "user", calls: ${calls}, renewalPeriod: "minute" }] }`;
  const stack = stackForTest(endpoint([gpt()], limit(10)), emulator);
  const created = await stack.up();
  expect(created.output).toMatch(heldBlock("docs/waiting.md", SELF));
  stack.write(endpoint([gpt("gpt", "gpt-5-mini")], limit(20)));
  const { output } = await stack.preview();
  expect(output).toMatch(
    /will update the AI gateway \(aiGateway.rateLimits\) by PUT \S+ai-gateway\n.*will update the config \(config.servedEntities\[gpt\].externalModel.name\) by PUT \S+config, and wait for its roll-out/,
  );
  expect(output).toMatch(heldBlock("docs/preview.md", SELF));
  const updated = await stack.up();
  expect(updated.code, updated.output).toBe(0);
  expect(updated.output).not.toContain("will update");
  expect((await stack.preview()).output).not.toContain("will update");
});
