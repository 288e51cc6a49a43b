import { cpSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { byHand, emulatorForTest, stackForTest, writes } from "./harness/with-stack";
import type { PulumiStack } from "./harness/pulumi-stack";

const EXAMPLES = resolve(__dirname, "../../examples");

type Emulator = Awaited<ReturnType<typeof emulatorForTest>>;

/** A copy of an example as a stack of its own, so that its folder stays as it is. */
function exampleStack(example: string, emulator: Emulator): PulumiStack {
  const stack = stackForTest("", emulator, { project: example.replaceAll("/", "-") });
  mkdirSync(stack.folder, { recursive: true });
  cpSync(join(EXAMPLES, example), stack.folder, { recursive: true });
  return stack;
}

async function workspaceWithKeys(): Promise<Emulator> {
  const emulator = await emulatorForTest();
  await byHand(emulator, "POST", "/api/2.0/secrets/scopes/create", { scope: "llm-keys" });
  for (const key of ["openai", "anthropic", "databricks"]) {
    await byHand(emulator, "POST", "/api/2.0/secrets/put", {
      scope: "llm-keys",
      key,
      string_value: `upstream-${key}`,
    });
  }
  emulator.journal.clear();
  return emulator;
}

/** Sends a chat request; answers the name of the model that served it. */
async function ask(emulator: Emulator, url: unknown): Promise<string | null> {
  const answer = await fetch(String(url), {
    method: "POST",
    headers: { authorization: `Bearer ${emulator.token}`, "content-type": "application/json" },
    body: JSON.stringify({ messages: [{ role: "user", content: "What is Databricks?" }] }),
  });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({
    object: "chat.completion",
    choices: [{ message: { role: "assistant" } }],
  });
  return answer.headers.get("served-model-name");
}

test("examples/canary moves traffic by one config value, one config update a step", async () => {
  const emulator = await workspaceWithKeys();
  const stack = exampleStack("canary", emulator);
  const created = await stack.up();
  expect(created.code, created.output).toBe(0);
  await stack.setConfig("canaryPercentage", "100");
  emulator.journal.clear();
  const step = await stack.up();
  expect(step.code, step.output).toBe(0);
  expect(writes(emulator)).toEqual(["PUT …/answers/config"]);
  const { invocationUrl, canaryUrl } = stack.outputs();
  expect(await ask(emulator, invocationUrl)).toBe("canary");
  expect(await ask(emulator, canaryUrl)).toBe("canary");
  expect((await stack.destroy()).code).toBe(0);
});

test("examples/multi-provider-fallback answers from the next model in the list where the first one fails", async () => {
  const emulator = await workspaceWithKeys();
  const stack = exampleStack("multi-provider-fallback", emulator);
  const created = await stack.up();
  expect(created.code, created.output).toBe(0);
  const { invocationUrl } = stack.outputs();
  expect(await ask(emulator, invocationUrl)).toBe("first-openai");
  emulator.set({ brokenModels: { "gpt-5.4": { status: 503, message: "overloaded" } } });
  expect(await ask(emulator, invocationUrl)).toBe("second-anthropic");
  expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
});

test("examples/shared-endpoint serves a model that another program attached", async () => {
  const emulator = await workspaceWithKeys();
  const platform = exampleStack("shared-endpoint/platform", emulator);
  expect((await platform.up()).code).toBe(0);
  const team = exampleStack("shared-endpoint/team", emulator);
  const attached = await team.up();
  expect(attached.code, attached.output).toBe(0);
  expect(await ask(emulator, team.outputs()["invocationUrl"])).toBe("support-claude");
  expect(await ask(emulator, platform.outputs()["invocationUrl"])).toBe("default");
  expect((await platform.refresh("--expect-no-changes")).code).toBe(0);
  await team.setConfig("keyRotatedOn", "2026-11-22");
  emulator.journal.clear();
  expect((await team.up()).code).toBe(0);
  expect(writes(emulator)).toEqual(["PUT …/chat/config"]);
  expect((await team.destroy()).code).toBe(0);
  expect(await ask(emulator, platform.outputs()["invocationUrl"])).toBe("default");
});

/** Puts keys into Unity Catalog, where model services look for them. */
async function withCatalogSecrets(
  emulator: Emulator,
  secrets: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [name, key] of Object.entries(secrets)) {
    const place = { catalog_name: "main", schema_name: "ai", name };
    await byHand(emulator, "POST", "/api/2.1/unity-catalog/secrets", { ...place, value: `upstream-${key}` });
  }
  emulator.journal.clear();
}

/** Sends a chat request to a model service; answers what the model says. */
async function askService(emulator: Emulator, model: unknown): Promise<string> {
  const body = { model, messages: [{ role: "user", content: "What is Databricks?" }] };
  const answer = (await byHand(emulator, "POST", "/ai-gateway/mlflow/v1/chat/completions", body)) as {
    choices: { message: { content: string } }[];
  };
  return answer.choices[0]?.message.content ?? "";
}

test("examples/fallback-across-providers answers from the next provider where the first one fails", async () => {
  const emulator = await workspaceWithKeys();
  await withCatalogSecrets(emulator, { openai_key: "openai", anthropic_key: "anthropic" });
  const stack = exampleStack("fallback-across-providers", emulator);
  const created = await stack.up();
  expect(created.code, created.output).toBe(0);
  const { model } = stack.outputs();
  expect(await askService(emulator, model)).toContain("gpt-5.4");
  emulator.set({ brokenModels: { "gpt-5.4": { status: 503, message: "overloaded" } } });
  expect(await askService(emulator, model)).toContain("claude-sonnet-4-6");
  expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
  expect((await stack.destroy()).code).toBe(0);
});

test("examples/shared-provider-service and examples/migrated-quickstart deploy, and answer", async () => {
  const emulator = await workspaceWithKeys();
  await withCatalogSecrets(emulator, {
    openai_key: "openai",
    llm_keys_openai: "openai",
    llm_keys_anthropic: "anthropic",
  });
  const shared = exampleStack("shared-provider-service", emulator);
  const created = await shared.up();
  expect(created.code, created.output).toBe(0);
  expect(await askService(emulator, "main.ai.assistant")).toContain("gpt-5.4");
  expect((await shared.destroy()).code).toBe(0);
  const moved = exampleStack("migrated-quickstart", emulator);
  const again = await moved.up();
  expect(again.code, again.output).toBe(0);
  expect(await askService(emulator, moved.outputs()["assistantModel"])).toMatch(/gpt-5\.4|claude-sonnet-4-6/);
});

test("examples/governed-endpoint governs an endpoint that somebody else made, and puts it back as it was", async () => {
  const emulator = await workspaceWithKeys();
  const key = { openai_api_key: "{{secrets/llm-keys/openai}}" };
  const model = { provider: "openai", name: "gpt-5.4", task: "llm/v1/chat", openai_config: key };
  const at = "/api/2.0/serving-endpoints";
  await byHand(emulator, "POST", at, {
    name: "assistant",
    config: { served_entities: [{ name: "gpt", external_model: model }] },
  });
  const gateway = async () =>
    ((await byHand(emulator, "GET", `${at}/assistant`)) as { ai_gateway?: object }).ai_gateway;
  const before = await gateway();
  const stack = exampleStack("governed-endpoint", emulator);
  const governed = await stack.up();
  expect(governed.code, governed.output).toBe(0);
  expect(await gateway()).toMatchObject({ rate_limits: [{ key: "user", calls: 100 }] });
  expect((await stack.destroy()).code).toBe(0);
  expect(await gateway()).toEqual(before);
});

test("examples/pull-request-checks is accepted by the policies that it configures, and deploys", async () => {
  const emulator = await workspaceWithKeys();
  for (const name of ["azure-openai", "aws-access-key-id", "aws-secret-access-key"]) {
    await byHand(emulator, "POST", "/api/2.0/secrets/put", {
      scope: "llm-keys",
      key: name,
      string_value: "x",
    });
  }
  await byHand(emulator, "POST", "/api/2.1/unity-catalog/catalogs", { name: "ops" });
  await byHand(emulator, "POST", "/api/2.1/unity-catalog/schemas", { catalog_name: "ops", name: "llm_logs" });
  await byHand(emulator, "POST", "/api/2.0/preview/scim/v2/Groups", { displayName: "support-agents" });
  const stack = exampleStack("pull-request-checks", emulator);
  const pack = ["--policy-pack", resolve(EXAMPLES, "../policies"), "--policy-pack-config", "policies.json"];
  const deployed = await stack.up(...pack);
  expect(deployed.code, deployed.output).toBe(0);
  expect(deployed.output).not.toContain("[mandatory]");
  expect(await ask(emulator, stack.outputs()["invocationUrl"])).toMatch(/azure|bedrock/);
});
