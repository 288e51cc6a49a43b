import { expect, test } from "vitest";
import { gpt } from "./harness/programs";
import { byHand, emulatorForTest, stackForTest } from "./harness/with-stack";

const make = (resource: string, name: string, args = "", options = "{}") =>
  `new s.ServingEndpoint("${resource}", { name: "${name}", config: { servedEntities: [${gpt()}] }, ${args} }, ${options});\n`;

const component = (inner: string) => `
  class Gateway extends pulumi.ComponentResource {
    constructor(name) { super("test:index:Gateway", name); ${inner} }
  }
  new Gateway("gateway");\n`;

const model = `new s.ExternalModel("extra", { endpoint: "shared", servedModelName: "extra", provider: "openai",
  name: "gpt-5.4", task: "llm/v1/chat", openaiConfig: { openaiApiKey: s.secretRef("keys", "openai") } });\n`;

const services = `
  const openai = new s.ModelProviderService("openai", { parent: "main.ai", modelProviderServiceId: "openai",
    config: { providerType: "OPENAI", openai: { direct: { apiKey: { plaintext: "upstream-openai" } } },
      targets: [{ model: "gpt-5.4", nativeApiTypes: ["openai/v1/chat/completions"] }] } });
  new s.ModelService("service", { parent: "main.ai", modelServiceId: "service", config: { routing: { destinations: [
    { name: "gpt", externalModelConfig: { modelProviderService: openai, target: { model: "gpt-5.4" } } }] } } });
  new s.EndpointGateway("governed", { endpoint: "shared",
    aiGateway: { rateLimits: [{ calls: 3, key: "endpoint", renewalPeriod: "minute" }] } });\n`;

const program = (moved: boolean, trigger: number) =>
  [
    make("tainted", "tainted"),
    make("replaced", "replaced"),
    make("targeted", "targeted"),
    make("triggered", "triggered", "", `{ replacementTrigger: ${trigger} }`),
    moved ? make("new", "renamed", "adopt: true") : make("old", "renamed"),
    moved ? component(make("flat", "wrapped", "adopt: true", "{ parent: this }")) : make("flat", "wrapped"),
    model,
    services,
  ].join("");

test("whatever is replaced by force, renamed or wrapped under one name in the workspace is there afterwards, and in state", async () => {
  const emulator = await emulatorForTest();
  await byHand(emulator, "POST", "/api/2.0/serving-endpoints", {
    name: "shared",
    config: {
      served_entities: [
        {
          name: "theirs",
          external_model: {
            provider: "openai",
            name: "gpt-5.4",
            task: "llm/v1/chat",
            openai_config: { openai_api_key: "{{secrets/keys/openai}}" },
          },
        },
      ],
    },
  });
  const stack = stackForTest(program(false, 1), emulator);
  expect((await stack.up()).output).toContain("11 created");
  const urnOf = (name: string) => stack.resources().find(({ urn }) => urn.endsWith(`::${name}`))?.urn ?? "";
  const inStateAndThere = async (): Promise<void> => {
    for (const { id = "", outputs, type } of stack.resources()) {
      if (!type.endsWith(":ServingEndpoint")) continue;
      const there = (await byHand(emulator, "GET", `/api/2.0/serving-endpoints/${id}`)) as { id: string };
      expect(there.id, id).toBe(outputs["endpointId"]);
    }
    const shared = (await byHand(emulator, "GET", "/api/2.0/serving-endpoints/shared")) as any;
    expect(shared.config.served_entities.map(({ name }: { name: string }) => name)).toEqual([
      "extra",
      "theirs",
    ]);
    expect(shared.ai_gateway.rate_limits[0].calls).toBe(3);
    for (const name of ["model-provider-services/main.ai.openai", "model-services/main.ai.service"]) {
      const there = (await byHand(emulator, "GET", `/api/2.1/unity-catalog/${name}`)) as {
        create_time: string;
      };
      const held = stack.resources().find(({ outputs }) => outputs["name"] === name);
      expect(held?.outputs["createTime"]).toBe(there.create_time);
    }
  };
  const { outputs: before } = stack.resources().find(({ id }) => id === "renamed") ?? {};

  expect((await stack.up("--target-replace", urnOf("targeted"))).code).toBe(0);
  await inStateAndThere();

  // Later runs know of the services' creates by the state alone.
  expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
  for (const name of ["tainted", "extra", "openai", "service", "governed"]) {
    await stack.run("state", "taint", urnOf(name), "--yes");
  }
  stack.write(program(true, 2));
  // With the preview that `pulumi up` begins with: to it, what is replaced by force looks new.
  const forced = await stack.run("up", "--yes", "--replace", urnOf("replaced"));
  expect(forced.output).not.toContain("error:");
  expect(forced.code).toBe(0);
  await inStateAndThere();
  const { outputs: after } = stack.resources().find(({ id }) => id === "renamed") ?? {};
  expect(after?.["endpointId"]).toBe(before?.["endpointId"]);

  expect((await stack.up()).output).toContain("unchanged");
  expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
  expect((await stack.destroy()).code).toBe(0);
  const left = (await byHand(emulator, "GET", "/api/2.0/serving-endpoints")) as any;
  const names = left.endpoints.map(({ name }: { name: string }) => name);
  expect(names.filter((name: string) => !name.startsWith("databricks-"))).toEqual(["shared"]);
}, 300_000);

test("an endpoint that was renamed in the program without more is told of aliases first, and replaceOnChanges is not passed over", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(
    make("old", "kept") + make("tagged", "tagged", 'tags: [{ key: "a", value: "1" }]'),
    emulator,
  );
  await stack.up();
  stack.write(make("new", "kept") + make("tagged", "tagged", 'tags: [{ key: "a", value: "1" }]'));
  const refused = await stack.up();
  expect(refused.code).not.toBe(0);
  expect(refused.output).toMatch(/already exists[^\n]*?aliases[\s\S]*adopt/);
  await byHand(emulator, "GET", "/api/2.0/serving-endpoints/kept");

  stack.write(make("tagged", "tagged", 'tags: [{ key: "a", value: "2" }]', '{ replaceOnChanges: ["tags"] }'));
  const { code, output } = await stack.preview();
  expect(code === 0 ? output.includes("replace") : output.includes("replaceOnChanges")).toBe(true);
});
