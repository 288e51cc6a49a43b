import { execFile } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { Emulator } from "../../emulator/index";
import type { PulumiStack } from "./harness/pulumi-stack";
import { byHand, emulatorForTest, stackForTest, writes } from "./harness/with-stack";

const CLI = resolve(__dirname, "../../dist/cli/databricks-serving.js");

const model = (name: string, provider: string, settings: object) => ({
  name,
  external_model: { provider, name: `${name}-model`, task: "llm/v1/chat", ...settings },
});

/** Endpoints as people make them by hand, in the words of the REST API. */
const endpoints = [
  { name: "empty" },
  {
    name: "assistant",
    description: 'the "one" that all use',
    tags: [
      { key: "team", value: "ml" },
      { key: "cost-center", value: "4711" },
    ],
    config: {
      served_entities: [
        model("gpt", "openai", { openai_config: { openai_api_key: "{{secrets/keys/openai}}" } }),
        model("claude", "anthropic", {
          anthropic_config: { anthropic_api_key: "{{secrets/keys/anthropic}}" },
        }),
        model("titan", "amazon-bedrock", {
          amazon_bedrock_config: {
            aws_region: "eu-central-1",
            bedrock_provider: "Amazon",
            instance_profile_arn: "arn:aws:iam::123456789012:instance-profile/bedrock",
          },
        }),
      ],
      traffic_config: {
        routes: [
          { served_model_name: "gpt", traffic_percentage: 90 },
          { served_model_name: "claude", traffic_percentage: 10 },
          { served_model_name: "titan", traffic_percentage: 0 },
        ],
      },
    },
    ai_gateway: {
      fallback_config: { enabled: true },
      guardrails: { input: { safety: true, pii: { behavior: "BLOCK" } } },
      rate_limits: [
        { calls: 100, renewal_period: "minute" },
        { tokens: 5000, key: "user", renewal_period: "minute" },
      ],
      usage_tracking_config: { enabled: true },
    },
    email_notifications: { on_update_failure: ["ops@example.com"] },
  },
  {
    name: "azure-chat",
    config: {
      served_entities: [
        model("chat", "openai", {
          openai_config: {
            openai_api_type: "azure",
            openai_api_key: "{{secrets/keys/azure}}",
            openai_api_base: "https://my-resource.openai.azure.com",
            openai_api_version: "2024-10-21",
            openai_deployment_name: "chat",
          },
        }),
      ],
    },
  },
  {
    name: "fraud",
    route_optimized: true,
    config: {
      served_entities: [
        {
          name: "fraud",
          entity_name: "main.models.fraud",
          entity_version: "3",
          scale_to_zero_enabled: false,
          workload_type: "GPU_SMALL",
          environment_vars: {
            LOG_LEVEL: "verbose",
            REFERENCE: "{{secrets/keys/other}}",
            SERVICE_PASSWORD: "hunter2-and-more",
          },
        },
      ],
    },
  },
] as const;

test("exported programs adopt their endpoints by GET requests alone, and the preview after that shows no change", async () => {
  const emulator = await emulatorForTest();
  for (const endpoint of endpoints) await byHand(emulator, "POST", "/api/2.0/serving-endpoints", endpoint);
  emulator.advance(3_600_000);
  const { id } = (await byHand(emulator, "GET", "/api/2.0/serving-endpoints/assistant")) as { id: string };
  await byHand(emulator, "PUT", `/api/2.0/permissions/serving-endpoints/${id}`, {
    access_control_list: [
      { user_name: "admin@emulator.example", permission_level: "CAN_MANAGE" },
      { group_name: "analysts", permission_level: "CAN_QUERY" },
    ],
  });

  const stack = await typescriptStack(emulator);
  await stack.run("config", "set", "--secret", "fraud-fraud-SERVICE_PASSWORD", "hunter2-and-more");
  emulator.journal.clear();

  const up = await stack.up();
  expect(up.output).toContain("+ 5 created");
  expect(up.code).toBe(0);
  expect(writes(emulator)).toEqual([]);
  expect(stack.outputs()).toMatchObject({
    azureChatInvocationUrl: `${emulator.url}/serving-endpoints/azure-chat/invocations`,
  });
  const preview = await stack.preview("--expect-no-changes");
  expect(preview).toMatchObject({ code: 0 });
  expect(await stack.refresh("--expect-no-changes")).toMatchObject({ code: 0 });
  expect(await stack.preview("--expect-no-changes")).toMatchObject({ code: 0 });
  expect(writes(emulator)).toEqual([]);
  expect(stack.stateText()).not.toContain("hunter2-and-more");
});

/** A stack of which the program is TypeScript, strictly compiled when it runs: a file for each endpoint, as exported. */
async function typescriptStack(emulator: Emulator): Promise<PulumiStack> {
  const stack = stackForTest("", emulator);
  rmSync(join(stack.folder, "index.js"));
  const write = (file: string, text: string) => writeFileSync(join(stack.folder, file), text);
  write("Pulumi.yaml", "name: test\nruntime: nodejs\n");
  write("package.json", JSON.stringify({ name: "exported", private: true, main: "index.ts" }));
  write(
    "tsconfig.json",
    JSON.stringify({
      compilerOptions: {
        target: "es2022",
        module: "nodenext",
        moduleResolution: "nodenext",
        strict: true,
        skipLibCheck: true,
      },
      files: ["index.ts"],
    }),
  );
  for (const { name } of endpoints) {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [CLI, "export", name, "--out", join(stack.folder, `${name}.ts`)],
      { env: { ...process.env, DATABRICKS_HOST: emulator.url, DATABRICKS_TOKEN: emulator.token } },
    );
    expect(stdout).toBe("");
    expect(readFileSync(join(stack.folder, `${name}.ts`), "utf8")).toContain("adopt: true");
  }
  write("index.ts", endpoints.map(({ name }) => `export * from "./${name}";\n`).join(""));
  return stack;
}
