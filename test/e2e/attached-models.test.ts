import { expect, test } from "vitest";
import { byHand, emulatorForTest, stackForTest, writes } from "./harness/with-stack";
import { endpoint, gpt, gptByHand } from "./harness/programs";

/** Source text of an attached OpenAI chat model. */
const attached = (name: string, more = "", target = "shared"): string =>
  `new s.ExternalModel("${name}", { endpoint: ${target}, servedModelName: "${name}", provider: "openai", name: "gpt-5.4",
     task: "llm/v1/chat", openaiConfig: { openaiApiKey: s.secretRef("keys", "openai") }, ${more} });\n`;

const shared = (more = ""): string =>
  `const shared = ${endpoint([gpt()], `allowAttachedModels: true, ${more}`)}`;

interface Config {
  served_entities: { name: string }[];
  traffic_config: { routes: { served_model_name: string; traffic_percentage: number }[] };
}

async function configOf(emulator: Parameters<typeof byHand>[0]): Promise<Config> {
  const { config } = (await byHand(emulator, "GET", "/api/2.0/serving-endpoints/assistant")) as {
    config: Config;
  };
  return config;
}

const sharesOf = ({ traffic_config }: Config): Record<string, number> =>
  Object.fromEntries(
    traffic_config.routes.map((route) => [route.served_model_name, Number(route.traffic_percentage)]),
  );

const puts = (emulator: Parameters<typeof writes>[0]): number =>
  writes(emulator).filter((call) => call === "PUT …/assistant/config").length;

test("nine models attached in one run are at most three config updates, and move no traffic", async () => {
  const emulator = await emulatorForTest();
  const names = Array.from({ length: 9 }, (_, index) => `model-${index}`);
  const stack = stackForTest(shared() + names.map((name) => attached(name)).join(""), emulator);
  const created = await stack.up();
  expect(created.output).toContain("11 created");
  expect(puts(emulator)).toBeLessThanOrEqual(3);
  const config = await configOf(emulator);
  expect(config.served_entities.map(({ name }) => name).sort()).toEqual(["gpt", ...names].sort());
  expect(sharesOf(config)).toMatchObject({ gpt: 100, "model-0": 0, "model-8": 0 });
  expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
  expect((await stack.preview("--expect-no-changes")).code).toBe(0);

  emulator.journal.clear();
  expect((await stack.destroy()).code).toBe(0);
  expect(writes(emulator)).toEqual(["DELETE …/assistant"]);
});

test("a canary goes from 0 to 100 by one-line changes, one config update each, and the old model can go", async () => {
  const emulator = await emulatorForTest();
  const split = (share: number) =>
    `new s.TrafficSplit("split", { endpoint: shared, routes: [
       { servedModelName: "gpt", trafficPercentage: ${100 - share} },
       { servedModelName: "canary", trafficPercentage: ${share} } ] });\n`;
  const stack = stackForTest(shared() + attached("canary") + split(5), emulator);
  await stack.up();
  expect(sharesOf(await configOf(emulator))).toEqual({ gpt: 95, canary: 5 });
  for (const share of [50, 100]) {
    stack.write(shared() + attached("canary") + split(share));
    emulator.journal.clear();
    await stack.up();
    expect(writes(emulator)).toEqual(["PUT …/assistant/config"]);
    expect(sharesOf(await configOf(emulator))).toEqual({ gpt: 100 - share, canary: share });
  }
  expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
});

test("a model that goes gives its share to the others in proportion", async () => {
  const emulator = await emulatorForTest();
  const models = ["a", "b"].map((name) => attached(name)).join("");
  const split = `new s.TrafficSplit("split", { endpoint: shared, routes: [
     { servedModelName: "gpt", trafficPercentage: 50 }, { servedModelName: "a", trafficPercentage: 20 },
     { servedModelName: "b", trafficPercentage: 30 } ] });\n`;
  const stack = stackForTest(shared() + models + split, emulator);
  await stack.up();
  stack.write(shared() + attached("a"));
  expect((await stack.up()).code).toBe(0);
  expect(sharesOf(await configOf(emulator))).toEqual({ gpt: 71, a: 29 });
});

test("a model is changed in place, and the endpoint's own definition keeps what others attached", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(shared() + attached("extra"), emulator);
  await stack.up();
  stack.write(
    `const shared = ${endpoint([gpt("gpt", "gpt-5.4-mini")], "allowAttachedModels: true")}` +
      attached("extra", "credentialsVersion: 2"),
  );
  emulator.journal.clear();
  const outcome = await stack.up();
  expect(outcome.output).toContain("2 updated");
  const config = (await configOf(emulator)) as unknown as {
    served_entities: { name: string; external_model: { name: string } }[];
  };
  expect(
    config.served_entities.map(({ name, external_model }) => [name, external_model.name]).sort(),
  ).toEqual([
    ["extra", "gpt-5.4"],
    ["gpt", "gpt-5.4-mini"],
  ]);
});

test("a model removed or a route changed by hand shows at refresh and is repaired by up", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(shared() + attached("extra"), emulator);
  await stack.up();
  const { served_entities } = await configOf(emulator);
  await byHand(emulator, "PUT", "/api/2.0/serving-endpoints/assistant/config", {
    served_entities: served_entities
      .filter(({ name }) => name === "gpt")
      .map((entity) => {
        const { name, external_model } = entity as unknown as { name: string; external_model: object };
        return { name, external_model };
      }),
  });
  emulator.advance(10_000);
  expect((await stack.refresh()).output).toContain("1 deleted");
  expect((await stack.up()).code).toBe(0);
  expect((await configOf(emulator)).served_entities).toHaveLength(2);
});

test("nobody's key is lost: a writer stops before it sends a config with a credential that it cannot read", async () => {
  const emulator = await emulatorForTest();
  const owner = stackForTest(
    `new s.ServingEndpoint("assistant", { name: "assistant", allowAttachedModels: true, config: { servedEntities: [
       { name: "plain", externalModel: { provider: "openai", name: "gpt-5.4", task: "llm/v1/chat",
         openaiConfig: { openaiApiKeyPlaintext: "sk-plain-0123456789abcdef" } } } ] } });`,
    emulator,
  );
  await owner.up();
  emulator.journal.clear();
  const team = stackForTest(attached("extra", "", '"assistant"'), emulator, { project: "team" });
  const refused = await team.up();
  expect(refused.code).not.toBe(0);
  expect(refused.output).toContain(
    'Nothing was sent: endpoint "assistant" serves "plain" with a plaintext credential',
  );
  expect(writes(emulator)).toEqual([]);
});

test("an endpoint of others, looked up or named, gets its model before its split, and gives both back", async () => {
  const emulator = await emulatorForTest();
  await byHand(emulator, "POST", "/api/2.0/serving-endpoints", {
    name: "assistant",
    config: {
      served_entities: [gptByHand()],
    },
  });
  const split = (target: string) =>
    `new s.TrafficSplit("split", { endpoint: ${target}, routes: [
       { servedModelName: "gpt", trafficPercentage: 90 }, { servedModelName: "extra", trafficPercentage: 10 } ] });\n`;
  const lookedUp = 'const theirs = s.ServingEndpoint.get("theirs", "assistant");\n';
  for (const [program, project] of [
    [lookedUp + attached("extra", "", "theirs") + split("theirs"), "looked-up"],
    [attached("extra", "", '"assistant"') + split('"assistant"'), "named"],
  ] as const) {
    const stack = stackForTest(program, emulator, { project });
    const foreseen = await stack.preview();
    expect(foreseen.code, foreseen.output).toBe(0);
    expect(foreseen.output).not.toContain("warning");
    const made = await stack.up();
    expect(made.code, made.output).toBe(0);
    expect(sharesOf(await configOf(emulator))).toEqual({ gpt: 90, extra: 10 });
    expect((await stack.destroy()).code).toBe(0);
    expect(sharesOf(await configOf(emulator))).toEqual({ gpt: 100 });
  }
});

test("what can never work is refused at preview", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(`const shared = ${endpoint([gpt()])}` + attached("extra"), emulator);
  expect((await stack.preview()).output).toContain("lacks allowAttachedModels: true");
  stack.write(`const shared = ${endpoint([gpt()])}` + attached("extra", "", "shared.name"));
  expect((await stack.preview()).output).toContain("lacks allowAttachedModels: true");
  stack.write(shared() + attached("gpt"));
  expect((await stack.preview()).output).toContain('the name "gpt" is taken by ServingEndpoint');
  stack.write(shared() + Array.from({ length: 10 }, (_, index) => attached(`m${index}`)).join(""));
  expect((await stack.preview()).output).toContain("at most 10 models");
  stack.write(
    shared() +
      `new s.ExternalModel("plain", { endpoint: shared, provider: "openai", name: "gpt-5.4", task: "llm/v1/chat",
         openaiConfig: { openaiApiKeyPlaintext: "sk-plain-0123456789abcdef" } });`,
  );
  const plain = await stack.preview();
  expect(plain.output).toContain("openaiConfig.openaiApiKeyPlaintext: found a plaintext credential");
  expect(plain.output).not.toContain("0123456789abcdef");
  expect(writes(emulator)).toEqual([]);
});

test("the last model of an endpoint that stays is not taken away", async () => {
  const emulator = await emulatorForTest();
  const owner = stackForTest(shared(), emulator);
  await owner.up();
  const team = stackForTest(attached("extra", "", '"assistant"'), emulator, { project: "team" });
  await team.up();
  const { served_entities } = await configOf(emulator);
  await byHand(emulator, "PUT", "/api/2.0/serving-endpoints/assistant/config", {
    served_entities: served_entities
      .filter(({ name }) => name === "extra")
      .map((entity) => {
        const { name, external_model } = entity as unknown as { name: string; external_model: object };
        return { name, external_model };
      }),
  });
  emulator.advance(10_000);
  const refused = await team.destroy();
  expect(refused.code).not.toBe(0);
  expect(refused.output).toContain('"extra" is the last model of endpoint "assistant"');
});

test("a model comes along when its endpoint is replaced", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(shared('description: "one"') + attached("extra"), emulator);
  await stack.up();
  stack.write(shared('description: "two"') + attached("extra"));
  emulator.journal.clear();
  const replaced = await stack.up();
  expect(replaced.code, replaced.output).toBe(0);
  // The engine deletes what depends on an endpoint before it deletes the endpoint to replace it.
  expect(writes(emulator)).toEqual([
    "PUT …/assistant/config",
    "DELETE …/assistant",
    "POST …",
    "PUT …/assistant/config",
  ]);
  expect((await configOf(emulator)).served_entities.map(({ name }) => name)).toEqual(["extra", "gpt"]);
  expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
});

test("a model under another name is attached before the old one goes, where the program says so", async () => {
  const emulator = await emulatorForTest();
  const model = attached("extra").replace(/\);\s*$/, ", { deleteBeforeReplace: false });\n");
  const stack = stackForTest(shared() + model, emulator);
  await stack.up();
  stack.write(shared() + model.replace('servedModelName: "extra"', 'servedModelName: "other"'));
  emulator.journal.clear();
  const renamed = await stack.up();
  expect(renamed.output).toContain("1 replaced");
  const sent = emulator.journal
    .entries()
    .filter(({ method }) => method === "PUT")
    .map(({ body }) => (body as Config).served_entities.map(({ name }) => name));
  expect(sent).toEqual([
    ["extra", "gpt", "other"],
    ["gpt", "other"],
  ]);
});
