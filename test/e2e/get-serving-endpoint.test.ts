import { expect, test } from "vitest";
import { gptByHand } from "./harness/programs";
import { byHand, emulatorForTest, stackForTest, writes } from "./harness/with-stack";

const looks = `
const loaded = () => Object.keys(require.cache).some((file) => /node_modules.undici/.test(file));
const before = loaded();
const found = s.getServingEndpointOutput({ name: pulumi.output("assistant") });
exports.url = found.invocationUrl;
exports.provider = found.config.apply((config) => config.servedEntities[0].externalModel.provider);
exports.names = s.getServingEndpoints({ task: "llm/v1/chat" }).then((all) => all.map(({ name }) => name));
exports.loaded = exports.names.then(() => [before, loaded()]);
`;

const assistant = {
  name: "assistant",
  config: {
    served_entities: [gptByHand()],
  },
};

test("a program that only looks sees endpoints in a preview already, by the stack's config, and changes nothing", async () => {
  const emulator = await emulatorForTest();
  await byHand(emulator, "POST", "/api/2.0/serving-endpoints", assistant);
  emulator.advance(10_000);
  emulator.journal.clear();
  const stack = stackForTest(looks, emulator, {
    env: { DATABRICKS_HOST: undefined, DATABRICKS_TOKEN: undefined },
  });
  await stack.setConfig("databricks:host", emulator.url);
  await stack.run("config", "set", "--secret", "databricks:token", emulator.token);
  const preview = await stack.preview();
  expect(preview.output).toContain(`url     : "${emulator.url}/serving-endpoints/assistant/invocations"`);
  expect(preview.output).toMatch(/names\s*: \[\s*\[0\]: "assistant"\s*\]/);
  expect(preview.output).not.toContain("warning");
  const up = await stack.up();
  expect(up.code).toBe(0);
  // What speaks HTTP is loaded by the first lookup, so that programs without one need not have it.
  expect(stack.outputs()).toMatchObject({ provider: "openai", loaded: [false, true] });
  expect(writes(emulator)).toEqual([]);
  expect(up.output + preview.output + stack.stateText()).not.toContain(emulator.token);
});

test("a program that looks for what is not there fails with one clear sentence, and without a stack trace", async () => {
  const emulator = await emulatorForTest();
  await byHand(emulator, "POST", "/api/2.0/serving-endpoints", assistant);
  const stack = stackForTest('s.getServingEndpoint({ name: "asistant" });', emulator);
  const preview = await stack.preview();
  expect(preview.code).not.toBe(0);
  expect(preview.output).toContain(
    `There is no serving endpoint "asistant" on ${emulator.url}. Did you mean "assistant"?`,
  );
  expect(preview.output).not.toMatch(/^\s+at /m);
  stack.write('exports.url = s.ServingEndpoint.get("looked-up", "asistant").invocationUrl;');
  const lookedUp = await stack.preview();
  expect(lookedUp.code).not.toBe(0);
  expect(lookedUp.output).toContain(
    `There is no ServingEndpoint "asistant" on ${emulator.url}. ServingEndpoint.get`,
  );
});
