import { describe, expect, it } from "vitest";
import { yamlStackForTest } from "./harness/plugin-stack";
import { byHand, emulatorForTest, writes } from "./harness/with-stack";

const KEY = "sk-proj-plainly-written-0123456789";

const entity = (name: string, model: string, auth: string) =>
  `{ name: ${name}, externalModel: { provider: openai, name: ${model}, task: llm/v1/chat, openaiConfig: { ${auth} } } }`;

const program = (second: string, share: number) => `
resources:
  chat:
    type: databricks-serving:ServingEndpoint
    properties:
      name: chat
      config:
        servedEntities:
          - ${entity("m0", "gpt-5.4", `openaiApiKeyPlaintext: ${KEY}`)}
          - ${entity("m1", second, 'openaiApiKey: "{{secrets/keys/openai}}"')}
        trafficConfig:
          routes: [{ servedModelName: m0, trafficPercentage: ${share} }, { servedModelName: m1, trafficPercentage: ${100 - share} }]
outputs:
  url: \${chat.invocationUrl}
  id: \${chat.endpointId}
`;

describe("a YAML program with the plugin", () => {
  it("creates, shows differences property by property, updates, repairs drift and destroys, with no key in the open", async () => {
    const emulator = await emulatorForTest();
    const stack = yamlStackForTest(program("gpt-5.4-mini", 60), emulator);
    const created = await stack.up();
    expect(created.output).toContain("+ 2 created");
    const { id } = stack.outputs();
    expect(writes(emulator)).toEqual(["POST …"]);
    expect(stack.stateText()).not.toContain(KEY);

    stack.write(program("gpt-5.4-nano", 60));
    const preview = await stack.preview();
    expect(preview.output).toMatch(
      /~ \[1\]: \{\s+~ externalModel: \{\s+~ name: "gpt-5.4-mini" => "gpt-5.4-nano"/,
    );
    // Nothing else of the config is shown, since nothing else changes.
    expect(preview.output).not.toContain("trafficPercentage");
    emulator.journal.clear();
    const updated = await stack.up();
    expect(updated.output).toContain("~ 1 updated");
    expect(writes(emulator)).toEqual(["PUT …/chat/config"]);
    // What an update leaves as it is was known in the preview, so that nothing that depends on it changed.
    expect(stack.outputs()["id"]).toBe(id);
    expect((await stack.preview("--expect-no-changes")).code).toBe(0);

    await byHand(emulator, "PATCH", "/api/2.0/serving-endpoints/chat/tags", {
      add_tags: [{ key: "by", value: "hand" }],
    });
    const drifted = await stack.preview("--refresh");
    expect(drifted.output).toMatch(/- \s*tags/);

    const destroyed = await stack.destroy();
    expect(destroyed.output).toContain("- 2 deleted");
    for (const { output } of [created, preview, updated, drifted, destroyed])
      expect(output).not.toContain(KEY);
  });
});
