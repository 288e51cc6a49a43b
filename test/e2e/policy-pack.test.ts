import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { claude, endpoint, gpt } from "./harness/programs";
import type { PulumiStack } from "./harness/pulumi-stack";
import { byHand, emulatorForTest, stackForTest, writes } from "./harness/with-stack";

/** The pack's folder, as in node_modules/pulumi-databricks-serving/policies. */
const PACK = resolve(__dirname, "../../policies");
const KEY = "sk-proj-THISISNOTAREALKEY0123456789abcdef";
const split =
  "trafficConfig: { routes: [{ servedModelName: 'gpt', trafficPercentage: 80 }, { servedModelName: 'claude', trafficPercentage: 20 }] }";
const good = endpoint([gpt(), claude()], "", split);
const pack = (...more: string[]) => ["--policy-pack", PACK, ...more];

function configured(stack: PulumiStack, config: object): string[] {
  const file = join(stack.folder, "policies.json");
  writeFileSync(file, JSON.stringify(config));
  return pack("--policy-pack-config", file);
}

test("a valid program passes the pack; governance only advises", async () => {
  const stack = stackForTest(good, await emulatorForTest());
  const { code, output } = await stack.preview(...pack());
  expect(output).toMatch(/databricks-serving@v\d+\.\d+\.\d+/);
  expect(output).toContain("[advisory] [severity: medium]  require-rate-limit");
  expect(output).not.toContain("[mandatory]");
  expect(output).not.toContain("can't run");
  expect(code).toBe(0);
});

test("a plaintext key and a model that its provider does not serve are rejected, with path and mend, and without the key", async () => {
  const bad = endpoint(
    [
      `{ name: "gpt", externalModel: { provider: "openai", name: "gpt-4o", task: "llm/v1/chat", openaiConfig: { openaiApiKeyPlaintext: pulumi.secret("${KEY}") } } }`,
      `{ name: "claude", externalModel: { provider: "anthropic", name: "gpt-4o-mini", task: "llm/v1/chat", anthropicConfig: { anthropicApiKey: s.secretRef("keys", "anthropic") } } }`,
    ],
    "",
    split,
  );
  const emulator = await emulatorForTest();
  const stack = stackForTest(bad, emulator);
  for (const { code, output } of [await stack.preview(...pack()), await stack.up(...pack())]) {
    expect(code).not.toBe(0);
    expect(output).toContain("[mandatory] [severity: critical]  disallow-plaintext-credentials");
    expect(output).toContain(
      'openaiConfig.openaiApiKeyPlaintext: found a credential in plaintext; write openaiApiKey: secretRef("<scope>", "<key>")',
    );
    expect(output).not.toContain(KEY);
  }
  expect(writes(emulator)).toEqual([]);
});

test("rules judge what is known where the rest of a preview is not", async () => {
  const program = `
    const other = ${endpoint([gpt()], "tags: [{ key: 'of', value: 'x' }]").replaceAll('"assistant"', '"other"')}
    new s.ServingEndpoint("dependent", { name: "dependent", description: other.endpointId, tags: [{ key: "of", value: other.endpointId }],
      config: { servedEntities: [${gpt()}] } });`;
  const stack = stackForTest(program, await emulatorForTest());
  const { code, output } = await stack.preview(
    ...configured(stack, { "require-tags": { required: { of: {}, team: {} } } }),
  );
  expect(output).toContain('tags: found no tag "team"');
  expect(output).not.toContain('found no tag "of"');
  expect(output).not.toContain("can't run");
  expect(code).toBe(0);
});

test("the JSON configuration makes governance mandatory, and exemptions are reported until they expire", async () => {
  const stack = stackForTest(good, await emulatorForTest());
  const limits = { enforcementLevel: "mandatory", allowed: ["openai"] };
  const refused = await stack.preview(...configured(stack, { "limit-providers": limits }));
  expect(refused.output).toContain("[mandatory] [severity: medium]  limit-providers");
  expect(refused.output).toContain('provider: found "anthropic", which is not approved; use one of openai');
  expect(refused.code).not.toBe(0);

  const exempt = (expires: string) => ({
    ...limits,
    exemptions: [{ urn: "*::assistant", reason: "contract ends", expires }],
  });
  const passed = await stack.preview(...configured(stack, { "limit-providers": exempt("2999-12-31") }));
  expect(passed.output).toContain(
    "found an exemption from limit-providers (1 finding) until 2999-12-31: contract ends",
  );
  expect(passed.code).toBe(0);

  const expired = await stack.preview(...configured(stack, { "limit-providers": exempt("2020-01-31") }));
  expect(expired.output).toContain("(exempt until 2020-01-31, which has passed: contract ends)");
  expect(expired.code).not.toBe(0);

  const wrong = await stack.preview(...configured(stack, { "limit-providers": { allowed: ["opneai"] } }));
  expect(wrong.output).toContain("limit-providers");
  expect(wrong.output).toMatch(/must be one of|opneai/);
  expect(wrong.code).not.toBe(0);

  const mistakes = {
    "limit-provider": limits,
    "limit-regions": { allowedAras: ["eu"] },
    "require-tags": { exemptions: [{ urn: "*", reason: "r", expires: "2027-13-01" }] },
  };
  const misspelt = await stack.preview(...configured(stack, mistakes));
  expect(misspelt.output).toContain('there is no rule "limit-provider"; did you mean "limit-providers"?');
  expect(misspelt.output).toContain('there is no setting "allowedAras"; did you mean allowedAreas?');
  expect(misspelt.output).toContain("require-tags.exemptions.0.expires: a day that there is");
  expect(misspelt.code).not.toBe(0);
});

test("remediation mends what is safe before the endpoint is made", async () => {
  const emulator = await emulatorForTest();
  const tags = 'tags: [{ key: "cost-center", value: "cc-7" }]';
  const stack = stackForTest(endpoint([gpt(), claude()], tags, split), emulator);
  const { code, output } = await stack.up(
    ...configured(stack, {
      "require-tags": {
        enforcementLevel: "remediate",
        required: { costCenter: {}, owner: { default: "unassigned" } },
      },
      "require-usage-tracking": "remediate",
      "require-rate-limit": { enforcementLevel: "remediate", default: { calls: 120 } },
    }),
  );
  expect(output).toContain("[remediate]  require-tags");
  expect(code).toBe(0);
  expect(await byHand(emulator, "GET", "/api/2.0/serving-endpoints/assistant")).toMatchObject({
    tags: [
      { key: "costCenter", value: "cc-7" },
      { key: "owner", value: "unassigned" },
    ],
    ai_gateway: {
      usage_tracking_config: { enabled: true },
      rate_limits: [{ calls: 120, key: "endpoint", renewal_period: "minute" }],
    },
  });
});

test("stack rules see who owns what, across resources", async () => {
  const program = `${good}
    new s.ServingEndpoint("again", { name: "assistant", config: { servedEntities: [${gpt()}] } });`;
  const stack = stackForTest(program, await emulatorForTest());
  const { code, output } = await stack.preview(...pack());
  expect(output).toContain("disallow-mixed-ownership");
  expect(output).toContain('found the endpoint "assistant", which ServingEndpoint "again" owns already');
  expect(code).not.toBe(0);
});

test("a pack composed in code has its own name and levels, and other policies beside the rules", async () => {
  const stack = stackForTest(good, await emulatorForTest());
  const folder = join(stack.folder, "own-pack");
  mkdirSync(folder);
  writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "own-pack", version: "4.5.6", main: "index.js" }),
  );
  writeFileSync(
    join(folder, "index.js"),
    `const { ServingPolicyPack } = require("pulumi-databricks-serving/policies");
     new ServingPolicyPack("acme-serving", { "require-fallback": "mandatory", "require-guardrails": "disabled" }, [
       { name: "acme-own", description: "own", enforcementLevel: "advisory", validateResource: (args, report) => { if (args.type.endsWith("ServingEndpoint")) report("seen by our own"); } },
     ]);`,
  );
  const { code, output } = await stack.preview("--policy-pack", folder);
  expect(output).toContain("acme-serving@v4.5.6");
  expect(output).toContain("[mandatory] [severity: low]  require-fallback");
  expect(output).toContain("seen by our own");
  expect(output).not.toContain("require-guardrails");
  expect(code).not.toBe(0);
});

test("advice that holds for many endpoints is a line, with a total; a stored stack is judged without its program", async () => {
  const program = Array.from(
    { length: 10 },
    (_, index) =>
      `new s.ServingEndpoint("chat-${index}", { name: "chat-${index}", config: { servedEntities: [${gpt()}] } });`,
  ).join("\n");
  const stack = stackForTest(program, await emulatorForTest());
  const { code, output } = await stack.up(...pack());
  expect(code).toBe(0);
  const policies = output.slice(output.indexOf("Policies:"), output.indexOf("Resources:"));
  expect(policies.trim().split("\n").length).toBeLessThan(25);
  expect(policies).toMatch(/\d+ pieces of advice for 10 resources, each given once/);
  expect(policies).toMatch(/also for (chat-\d, ){4}chat-\d and 4 more: .*require-rate-limit/);

  stack.write("throw new Error('the program is not run')");
  const limits = { enforcementLevel: "mandatory", allowed: ["anthropic"] };
  const stored = await stack.run(
    "policy",
    "analyze",
    "--stack",
    "dev",
    ...configured(stack, { "limit-providers": limits }),
  );
  expect(stored.output).toContain("[mandatory] [severity: medium]  limit-providers");
  expect(stored.output).toContain('found "openai", which is not approved; use one of anthropic');
  expect(stored.output).toMatch(/pieces of advice for 10 resources/);
  expect(stored.output).not.toContain("panic");
  expect(stored.code).not.toBe(0);
});

test("resources of @pulumi/databricks are judged alike whatever the language: as a state holds them", async () => {
  const stack = stackForTest("", await emulatorForTest());
  const resource = (type: string, name: string, inputs: object) => ({
    urn: `urn:pulumi:dev::python::${type}::${name}`,
    custom: true,
    id: name,
    type,
    inputs,
    outputs: inputs,
  });
  const file = join(stack.folder, "state.json");
  const resources = [
    {
      urn: "urn:pulumi:dev::python::pulumi:pulumi:Stack::python-dev",
      custom: false,
      type: "pulumi:pulumi:Stack",
    },
    resource("databricks:index/modelServing:ModelServing", "chat", {
      name: "chat",
      config: {
        servedEntities: [
          {
            name: "claude",
            externalModel: {
              provider: "anthropic",
              name: "gpt-4o",
              task: "llm/v1/chat",
              anthropicConfig: { anthropicApiKey: "{{secret/llm/anthropic}}" },
            },
          },
        ],
      },
    }),
    resource("databricks:index/aiGatewayModelProviderService:AiGatewayModelProviderService", "openai", {
      parent: "schemas/main.ai",
      modelProviderServiceId: "openai",
      config: {
        providerType: "EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI",
        openai: { direct: { apiKey: { plaintext: KEY } } },
        targets: [{ model: "gpt-5.4", nativeApiTypes: ["openai/v1/chat/completions"] }],
      },
    }),
  ];
  const manifest = { time: "2026-11-25T00:00:00Z", magic: "", version: "v3.250.0" };
  writeFileSync(file, JSON.stringify({ version: 3, deployment: { manifest, resources } }));
  const { code, output } = await stack.run("policy", "analyze", "--file", file, ...pack());
  expect(output).toContain("require-supported-model  (databricks:index:ModelServing: chat)");
  expect(output).toContain("anthropicApiKey: found a text that is no reference to a secret");
  expect(output).toContain("config.openai.direct.apiKey.plaintext: found a credential in plaintext");
  expect(output).not.toContain(KEY);
  expect(code).not.toBe(0);
});
