import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { yamlStackForTest } from "./harness/plugin-stack";
import { byHand, emulatorForTest, writes } from "./harness/with-stack";

const PACK = resolve(__dirname, "../../policies");
const KEY = "sk-proj-THISISNOTAREALKEY0123456789abcdef";

/** Of the plugin's types: those of `@pulumi/databricks` cannot be had from registries alone. */
const program = (model: string, auth: string, target: string) => `
resources:
  chat:
    type: databricks-serving:ServingEndpoint
    properties:
      name: chat
      tags: [{ key: cost-center, value: cc-7 }]
      config:
        servedEntities:
          - { name: claude, externalModel: { provider: anthropic, name: ${model}, task: llm/v1/chat, anthropicConfig: { ${auth} } } }
  openai:
    type: databricks-serving:ModelProviderService
    properties:
      parent: main.ai
      modelProviderServiceId: openai
      config:
        providerType: OPENAI
        openai: { direct: { apiKey: { plaintext: { "fn::secret": upstream-openai } } } }
        targets: [{ model: ${target}, nativeApiTypes: [openai/v1/chat/completions] }]
`;

test("a YAML program is judged as one in TypeScript is: refused with paths, and mended where that is safe", async () => {
  const emulator = await emulatorForTest();
  const stack = yamlStackForTest(
    program("gpt-4o", `anthropicApiKeyPlaintext: ${KEY}`, "claude-opus-5"),
    emulator,
  );
  const config = join(stack.folder, "policies.json");
  writeFileSync(
    config,
    JSON.stringify({
      "require-tags": { enforcementLevel: "remediate", required: { costCenter: {} } },
      "require-usage-tracking": "remediate",
      // A provider service of the emulator's has its key in plaintext, as a secret.
      "disallow-plaintext-credentials": {
        exemptions: [{ urn: "*::openai", reason: "a test", expires: "2999-12-31" }],
      },
    }),
  );
  const flags = ["--policy-pack", PACK, "--policy-pack-config", config];
  const refused = await stack.preview(...flags);
  expect(refused.code).not.toBe(0);
  expect(refused.output).toContain("[mandatory] [severity: critical]  disallow-plaintext-credentials");
  expect(refused.output).toContain(
    "config.servedEntities[0].externalModel.anthropicConfig.anthropicApiKeyPlaintext: found a credential in plaintext",
  );
  expect(refused.output).toContain('found "gpt-4o" for "anthropic" and "llm/v1/chat"');
  expect(refused.output).toContain('config.targets[0].model: found "claude-opus-5" for OPENAI');
  expect(refused.output).not.toContain(KEY);

  stack.write(program("claude-sonnet-4-6", 'anthropicApiKey: "{{secrets/keys/anthropic}}"', "gpt-5.4"));
  const made = await stack.up(...flags);
  expect(made.code, made.output).toBe(0);
  expect(made.output).toContain("found an exemption from disallow-plaintext-credentials");
  expect(writes(emulator).length).toBeGreaterThan(0);
  expect(await byHand(emulator, "GET", "/api/2.0/serving-endpoints/chat")).toMatchObject({
    tags: [{ key: "costCenter", value: "cc-7" }],
    ai_gateway: { usage_tracking_config: { enabled: true } },
  });
});
