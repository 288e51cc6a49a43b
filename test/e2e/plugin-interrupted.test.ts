import { expect, test } from "vitest";
import { yamlStackForTest } from "./harness/plugin-stack";
import { emulatorForTest, entriesOf, writes } from "./harness/with-stack";

const program = (options = "") => `resources:
  chat:
    type: databricks-serving:ServingEndpoint
    properties:
      name: chat
      config:
        servedEntities:
          - name: gpt
            externalModel: { provider: openai, name: gpt-5.4, task: llm/v1/chat, openaiConfig: { openaiApiKey: "{{secrets/keys/openai}}" } }
${options}`;

test("a first Ctrl-C ends the wait at once with the endpoint in state, and the next run goes on", async () => {
  const emulator = await emulatorForTest({ switches: { updateDelayMs: 25_000 } });
  const stack = yamlStackForTest(program(), emulator);
  const { process: cli, outcome } = stack.start("up", "--yes", "--skip-preview");
  await expect.poll(() => writes(emulator), { timeout: 60_000 }).toEqual(["POST …"]);
  const since = entriesOf(emulator).length;
  await expect.poll(() => entriesOf(emulator).length, { timeout: 20_000 }).toBeGreaterThan(since);
  const at = Date.now();
  cli.kill("SIGINT");
  const { output } = await outcome;
  // The engine itself takes a while to end; the wait would have gone on for 20 s more.
  expect(Date.now() - at).toBeLessThan(10_000);
  expect(output).toContain("what was done is kept");
  expect(stack.resources().map(({ id }) => id)).toEqual(["chat"]);

  const again = await stack.up();
  expect(again.code, again.output).toBe(0);
  expect(writes(emulator)).toEqual(["POST …"]);
  expect((await stack.preview("--expect-no-changes")).code).toBe(0);
});

test("the option customTimeouts limits an operation, and leaves no trace in the inputs", async () => {
  const emulator = await emulatorForTest({ switches: { updateDelayMs: 60_000 } });
  const stack = yamlStackForTest(program("    options: { customTimeouts: { create: 2s } }\n"), emulator);
  const up = await stack.up();
  expect(up.code).not.toBe(0);
  expect(up.output).toMatch(/2 ?s/);
  const [chat] = stack.resources();
  expect(chat?.id).toBe("chat");
  expect(chat?.inputs).not.toHaveProperty("timeouts");
  expect(chat?.outputs).not.toHaveProperty("timeouts");
});
