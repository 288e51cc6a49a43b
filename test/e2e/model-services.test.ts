import { expect, test } from "vitest";
import { byHand, emulatorForTest, entriesOf, stackForTest } from "./harness/with-stack";

const UC = "/api/2.1/unity-catalog";

/** With the argument names of `@pulumi/databricks`: a program moves over by its classes. */
const provider = (key: string, more = "") => `
  const openai = new s.ModelProviderService("openai", {
    parent: "schemas/main.ai",
    modelProviderServiceId: "openai",
    config: {
      providerType: "EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI",
      openai: { direct: { apiKey: { plaintext: pulumi.secret("${key}") } } },
      targets: [{ model: "gpt-5.4", nativeApiTypes: ["openai/v1/chat/completions"] }],
    },
    ${more}
  });`;

const service = (model = "gpt-5.4", more = "") => `
  const assistant = new s.ModelService("assistant", {
    parent: "main.ai",
    modelServiceId: "assistant",
    config: { routing: { destinations: [
      { name: "gpt", externalModelConfig: { modelProviderService: openai, target: { model: "${model}" } } },
    ] } },
    ${more}
  });
  exports.url = assistant.invocationUrl; exports.model = assistant.fullName; exports.types = assistant.supportedApiTypes;`;

const changes = (emulator: Parameters<typeof entriesOf>[0]): string[] =>
  entriesOf(emulator)
    .filter(({ method, path }) => method !== "GET" && path.startsWith(UC))
    .map(({ method, path, query }) => {
      const mask = new URLSearchParams(query).get("update_mask");
      return `${method} ${path.slice(UC.length + 1)}${mask === null ? "" : ` ${mask}`}`;
    });

test("a provider service and a model service on it live their whole life", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(provider("upstream-openai") + service(), emulator);
  const preview = await stack.preview();
  expect(preview.code).toBe(0);
  expect(preview.output).toContain("model-provider-services/main.ai.openai");
  await stack.up();
  expect(changes(emulator)).toEqual(["POST model-provider-services", "POST model-services"]);
  expect(stack.outputs()).toEqual({
    url: `${emulator.url}/ai-gateway/mlflow/v1/chat/completions`,
    model: "main.ai.assistant",
    types: expect.arrayContaining(["mlflow/v1/chat/completions"]) as string[],
  });
  expect(JSON.stringify(stack.resources())).not.toContain("upstream-openai");

  emulator.journal.clear();
  expect((await stack.up()).output).toContain("3 unchanged");
  expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
  expect(changes(emulator)).toEqual([]);

  stack.write(
    provider("upstream-other") +
      service("gpt-5.4", 'comment: "for all", grants: [{ principal: "users", privileges: ["EXECUTE"] }],'),
  );
  const changed = await stack.preview();
  expect(changed.output).not.toContain("upstream-other");
  await stack.up();
  expect(changes(emulator).toSorted()).toEqual([
    "PATCH model-provider-services/main.ai.openai config.provider",
    "PATCH model-services/main.ai.assistant comment",
    "PATCH permissions/model_service/main.ai.assistant",
  ]);

  await byHand(emulator, "PATCH", `${UC}/model-services/main.ai.assistant?update_mask=comment`, {
    comment: "by hand",
  });
  await stack.refresh();
  const drift = await stack.preview();
  expect(drift.output).toContain('"by hand" => "for all"');
  await stack.up();

  emulator.journal.clear();
  await stack.destroy();
  expect(changes(emulator)).toEqual([
    "DELETE model-services/main.ai.assistant",
    "DELETE model-provider-services/main.ai.openai",
  ]);
  expect(stack.resources()).toEqual([]);
});

test("what the API always refuses, and what the provider service does not list, is said by the preview", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(provider("upstream-openai") + service("gpt-5.5"), emulator);
  const unlisted = await stack.preview();
  expect(unlisted.code).not.toBe(0);
  expect(unlisted.output).toContain('did you mean "gpt-5.4"?');
  stack.write(
    provider("upstream-openai") +
      `new s.ModelService("assistant", { parent: "main.ai", modelServiceId: "assistant", config: { routing: { destinations: [
         { name: "a", trafficPercentage: 60, payPerTokenConfig: { model: "system.ai.databricks-gpt-oss-120b" } },
         { name: "b", trafficPercentage: 30, payPerTokenConfig: { model: "system.ai.databricks-gpt-oss-120b" } },
       ] } } });`,
  );
  const refused = await stack.preview();
  expect(refused.output).toContain(
    "config.routing.destinations: found percentages that sum to 90; allowed: a sum of 100",
  );
  expect(changes(emulator)).toEqual([]);
});

test("services are looked at, taken over, and forced replacements lose none", async () => {
  const emulator = await emulatorForTest();
  const first = stackForTest(provider("upstream-openai") + service(), emulator);
  await first.up();
  const second = stackForTest(
    `const seen = s.ModelService.get("seen", "main.ai.assistant");
     exports.destinations = seen.config.apply((config) => config.routing.destinations.length);
     new s.ModelProviderService("taken", { parent: "main.ai", modelProviderServiceId: "openai", adopt: true, config: {
       providerType: "OPENAI", openai: { direct: { apiKey: { plaintext: pulumi.secret("upstream-openai") } } },
       targets: [{ model: "gpt-5.4", nativeApiTypes: ["openai/v1/chat/completions"] }] } });`,
    emulator,
    { project: "other" },
  );
  await second.up();
  expect(second.outputs()).toEqual({ destinations: 1 });

  const assistant = first.resources().find(({ urn }) => urn.endsWith("::assistant"));
  await first.up("--replace", assistant?.urn ?? "");
  expect(await byHand(emulator, "GET", `${UC}/model-services/main.ai.assistant`)).toBeDefined();
  expect((await first.refresh("--expect-no-changes")).code).toBe(0);
});

test("a provider service with another name is made first, its users follow, and the old one goes last", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(provider("upstream-openai") + service(), emulator);
  await stack.up();
  stack.write(provider("upstream-openai").replace('Id: "openai"', 'Id: "openai_eu"') + service());
  emulator.journal.clear();
  const renamed = await stack.up();
  expect(renamed.code, renamed.output).toBe(0);
  expect(changes(emulator)).toEqual([
    "POST model-provider-services",
    "PATCH model-services/main.ai.assistant config.routing.destinations",
    "DELETE model-provider-services/main.ai.openai",
  ]);
  expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
});
