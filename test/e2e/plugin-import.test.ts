import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { yamlStackForTest } from "./harness/plugin-stack";
import { byHand, emulatorForTest, writes } from "./harness/with-stack";

const UC = "/api/2.1/unity-catalog";

const model = (name: string) => ({
  name,
  external_model: {
    provider: "openai",
    name: "gpt-5.4",
    task: "llm/v1/chat",
    openai_config: { openai_api_key: "{{secrets/keys/openai}}" },
  },
});

/** A workspace with one object of each kind, made by hand. */
async function filledWorkspace() {
  const emulator = await emulatorForTest();
  await byHand(emulator, "POST", "/api/2.0/serving-endpoints", {
    name: "chat",
    config: {
      served_entities: [model("gpt"), model("spare")],
      traffic_config: {
        routes: [
          { served_model_name: "gpt", traffic_percentage: 90 },
          { served_model_name: "spare", traffic_percentage: 10 },
        ],
      },
    },
    tags: [{ key: "team", value: "ml" }],
    ai_gateway: { usage_tracking_config: { enabled: true } },
  });
  const secret = { catalog_name: "main", schema_name: "ai", name: "openai", value: "upstream-openai" };
  await byHand(emulator, "POST", `${UC}/secrets`, secret);
  await byHand(
    emulator,
    "POST",
    `${UC}/model-provider-services?parent=schemas/main.ai&model_provider_service_id=openai`,
    {
      config: {
        provider_type: "EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI",
        openai: { direct: { api_key: { secret_reference: { name: "secrets/main.ai.openai" } } } },
        targets: [{ model: "gpt-5.4", native_api_types: ["openai/v1/chat/completions"] }],
      },
    },
  );
  await byHand(emulator, "POST", `${UC}/model-services?parent=schemas/main.ai&model_service_id=assistant`, {
    config: {
      routing: {
        destinations: [
          {
            name: "gpt",
            destination_type: "DESTINATION_TYPE_EXTERNAL_FOUNDATION_MODEL",
            external_model_config: {
              model_provider_service: "model-provider-services/main.ai.openai",
              target: { model: "gpt-5.4", native_api_types: ["openai/v1/chat/completions"] },
            },
          },
        ],
      },
    },
  });
  emulator.journal.clear();
  return emulator;
}

const IDS = {
  ServingEndpoint: "chat",
  ExternalModel: "chat/spare",
  TrafficSplit: "chat/traffic",
  EndpointGateway: "chat/gateway",
  ModelProviderService: "model-provider-services/main.ai.openai",
  ModelService: "model-services/main.ai.assistant",
};

test("each resource is imported by the command line, and the program that it prints previews without a change", async () => {
  const emulator = await filledWorkspace();
  const stack = yamlStackForTest("resources: {}\n", emulator);
  for (const [type, id] of Object.entries(IDS)) {
    const name = `my${type}`;
    const imported = await stack.run(
      "import",
      `databricks-serving:index:${type}`,
      name,
      id,
      "--yes",
      "--skip-preview",
      "--protect=false",
      "--out",
      join(stack.folder, "printed.yaml"),
    );
    expect(imported.output, type).toContain("1 imported");
    expect(imported.output, type).not.toMatch(/warning: .*(invalid|fail|problem)/i);
    const printed = readFileSync(join(stack.folder, "printed.yaml"), "utf8");
    const file = join(stack.folder, "Pulumi.yaml");
    const before = readFileSync(file, "utf8").replace("resources: {}", "resources:");
    writeFileSync(file, before + printed.replace(/^resources:\n/, ""));
    const preview = await stack.preview("--expect-no-changes");
    expect(preview.code, `${type}\n${preview.output}\n${printed}`).toBe(0);
  }
  expect(writes(emulator)).toEqual([]);
});

test("resources are imported by the option, without a request that writes", async () => {
  const emulator = await filledWorkspace();
  const stack = yamlStackForTest(importing(true), emulator);
  const up = await stack.up();
  expect(up.output).toContain("= 3 imported");
  expect(writes(emulator)).toEqual([]);
  stack.write(importing(false));
  const preview = await stack.preview("--expect-no-changes");
  expect(preview.code, preview.output).toBe(0);
});

const entityOf = (name: string) => ({
  name,
  externalModel: {
    provider: "openai",
    name: "gpt-5.4",
    task: "llm/v1/chat",
    openaiConfig: { openaiApiKey: "{{secrets/keys/openai}}" },
  },
});

const ROUTES =
  "routes: [{ servedModelName: gpt, trafficPercentage: 90 }, { servedModelName: spare, trafficPercentage: 10 }]";

function importing(yes: boolean): string {
  const options = (id: string) => (yes ? `options: { import: ${id} }` : "options: {}");
  return `resources:
  chat:
    type: databricks-serving:ServingEndpoint
    properties:
      name: chat
      config: { servedEntities: ${JSON.stringify([entityOf("gpt"), entityOf("spare")])}, trafficConfig: { ${ROUTES} } }
      tags: [{ key: team, value: ml }]
      aiGateway: { usageTrackingConfig: { enabled: true } }
    ${options("chat")}
  gateway:
    type: databricks-serving:EndpointGateway
    properties: { endpoint: chat, aiGateway: { usageTrackingConfig: { enabled: true } } }
    ${options("chat/gateway")}
  split:
    type: databricks-serving:TrafficSplit
    properties: { endpoint: chat, ${ROUTES} }
    ${options("chat/traffic")}
`;
}
