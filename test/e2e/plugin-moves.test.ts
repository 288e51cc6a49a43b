import { join } from "node:path";
import { expect, test } from "vitest";
import { runCommandLine } from "../../cli/run-command-line";
import { processTerminal } from "../../cli/kit/terminal";
import { yamlProgram } from "./harness/plugin-stack";
import { emulatorForTest, stackForTest, writes } from "./harness/with-stack";
import { writeFileSync } from "node:fs";

const KEY = "sk-proj-plainly-written-0123456789";

const dynamic = `
  const chat = new s.ServingEndpoint("chat", { name: "chat", allowAttachedModels: true, tags: [{ key: "team", value: "ml" }],
    config: { servedEntities: [{ name: "gpt", externalModel: { provider: "openai", name: "gpt-5.4", task: "llm/v1/chat",
      openaiConfig: { openaiApiKeyPlaintext: "${KEY}" } } }] } });
  const split = new s.TrafficSplit("split", { endpoint: chat, routes: [{ servedModelName: "gpt", trafficPercentage: 100 }] });
  new s.ModelProviderService("openai", { parent: "schemas/main.ai", modelProviderServiceId: "openai",
    config: { providerType: "OPENAI", openai: { direct: { apiKey: { plaintext: pulumi.secret("${KEY}") } } },
      targets: [{ model: "gpt-5.4", nativeApiTypes: ["openai/v1/chat/completions"] }] } });
`;

const plugin = `resources:
  chat:
    type: databricks-serving:ServingEndpoint
    properties:
      name: chat
      allowAttachedModels: true
      tags: [{ key: team, value: ml }]
      config:
        servedEntities:
          - name: gpt
            externalModel: { provider: openai, name: gpt-5.4, task: llm/v1/chat, openaiConfig: { openaiApiKeyPlaintext: ${KEY} } }
  split:
    type: databricks-serving:TrafficSplit
    properties: { endpoint: "\${chat.name}", routes: [{ servedModelName: gpt, trafficPercentage: 100 }] }
  openai:
    type: databricks-serving:ModelProviderService
    properties:
      parent: schemas/main.ai
      modelProviderServiceId: openai
      config:
        providerType: OPENAI
        openai: { direct: { apiKey: { plaintext: ${KEY} } } }
        targets: [{ model: gpt-5.4, nativeApiTypes: [openai/v1/chat/completions] }]
`;

test("a stack moves from the dynamic provider to the plugin and back without a request that writes", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(dynamic, emulator);
  expect((await stack.up()).output).toContain("+ 4 created");
  emulator.journal.clear();

  const move = async (to: string) => {
    const [from, out] = ["state.json", "moved.json"].map((file) => join(stack.folder, file));
    expect((await stack.run("stack", "export", "--file", String(from))).code).toBe(0);
    const code = await runCommandLine(["move-state", to, "--in", String(from), "--out", String(out)], {
      ...processTerminal(),
      say: () => {},
    });
    expect(code).toBe(0);
    const imported = await stack.run("stack", "import", "--file", String(out));
    expect(imported.code, imported.output).toBe(0);
    expect(stack.stateText()).not.toContain(KEY);
  };
  const holds = async () => {
    const preview = await stack.preview("--expect-no-changes");
    expect(preview.code, preview.output).toBe(0);
    expect((await stack.up("--expect-no-changes")).code).toBe(0);
    expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
    expect(writes(emulator)).toEqual([]);
    expect(stack.stateText()).not.toContain(KEY);
  };

  await move("plugin");
  writeFileSync(join(stack.folder, "Pulumi.yaml"), yamlProgram(plugin));
  await holds();
  expect(stack.resources().map(({ type }) => type)).toContain("databricks-serving:index:TrafficSplit");

  await move("dynamic");
  writeFileSync(join(stack.folder, "Pulumi.yaml"), "name: test\nruntime: nodejs\nmain: index.js\n");
  await holds();
  const destroyed = await stack.destroy();
  expect(destroyed.code, destroyed.output).toBe(0);
});
