import { expect, test } from "vitest";
import { heldBlock } from "../package/shown-pattern";
import type { Emulator } from "../../emulator/index";
import { claude, gpt } from "./harness/programs";
import { byHand, emulatorForTest, openStack, stackForTest, writes } from "./harness/with-stack";
import type { PulumiStack } from "./harness/pulumi-stack";

const ENDPOINTS = "/api/2.0/serving-endpoints";

const external = (name: string) => ({
  name,
  external_model: {
    provider: "openai",
    name: "gpt-5.4",
    task: "llm/v1/chat",
    openai_config: { openai_api_key: "{{secrets/keys/openai}}" },
  },
});

/** Endpoints of other people, as they are in every workspace here. */
async function peopled(emulator: Emulator, ...names: string[]): Promise<void> {
  for (const name of names) {
    const served = name === "shared" ? [external("gpt"), external("extra")] : [external("gpt")];
    const routes = served.map((entity, index) => ({
      served_model_name: entity.name,
      traffic_percentage: index === 0 ? 100 : 0,
    }));
    const config = { served_entities: served, traffic_config: { routes } };
    await byHand(emulator, "POST", ENDPOINTS, { name, config });
  }
  emulator.journal.clear();
}

const program = (model: string, share = 100) => `
  new s.ServingEndpoint("assistant", { name: "assistant", config: { servedEntities: [${gpt("gpt", model)}] } });
  const extra = new s.ExternalModel("second", { endpoint: "shared", servedModelName: "second", provider: "openai", name: "${model}",
    task: "llm/v1/chat", openaiConfig: { openaiApiKey: s.secretRef("keys", "openai") } });
  new s.TrafficSplit("traffic", { endpoint: "shared", routes: [
    { servedModelName: "gpt", trafficPercentage: ${share} }, { servedModelName: "second", trafficPercentage: ${100 - share} }] },
    { dependsOn: extra });\n`;

/** The same stack, run where the environment names another workspace. */
const runOn = (stack: PulumiStack, text: string, emulator: Emulator): PulumiStack =>
  openStack(text, emulator, { folder: stack.folder, backend: stack.backend });

test("a stack of one workspace, run against another, refuses before anything is sent, and loses nothing", async () => {
  const [home, peopledOne, emptyOne] = await Promise.all([
    emulatorForTest(),
    emulatorForTest(),
    emulatorForTest(),
  ]);
  await peopled(home, "shared");
  await peopled(peopledOne, "shared", "assistant");
  const stack = stackForTest(program("gpt-5.4"), home);
  expect((await stack.up()).output).toContain("4 created");
  // To delete a split means to leave the traffic as it is: there is nothing to refuse.
  const held = () =>
    stack
      .resources()
      .filter(({ type }) => !type.endsWith(":TrafficSplit"))
      .map(({ urn, id, outputs }) => [urn, id, outputs["endpointId"]].join(" "))
      .toSorted();
  const before = held();

  const unchanged = await runOn(stack, program("gpt-5.4"), emptyOne).up();
  expect(unchanged.output).toContain("4 unchanged");
  expect(unchanged.output).toContain(
    `This state is of ${home.url}, and this run is connected to ${emptyOne.url}`,
  );

  const said: string[] = [];
  for (const other of [peopledOne, emptyOne]) {
    const elsewhere = runOn(stack, program("gpt-5.4-mini", 50), other);
    for (const run of [() => elsewhere.up(), () => elsewhere.destroy(), () => elsewhere.refresh()]) {
      const { code, output } = await run();
      expect(code, output).not.toBe(0);
      expect(output).toContain(home.url);
      expect(output).toContain(other.url);
      said.push(output);
      expect(writes(other)).toEqual([]);
      expect(held()).toEqual(before);
    }
  }

  expect(said.join("\n")).toMatch(
    heldBlock("docs/several-workspaces.md", "test/e2e/another-workspace.test.ts"),
  );
  const back = runOn(stack, program("gpt-5.4-mini", 50), home);
  expect((await back.up()).code).toBe(0);
  expect((await back.destroy()).code).toBe(0);
}, 300_000);

test("an explicit Provider with another host replaces, which preview shows, and the old one goes through the old provider", async () => {
  const [old, now] = await Promise.all([emulatorForTest(), emulatorForTest()]);
  await peopled(old, "shared");
  await peopled(now, "shared");
  const text = ({ url, token }: Emulator) => `
    const provider = new s.Provider("there", { host: "${url}", token: "${token}" });
    new s.ServingEndpoint("assistant", { name: "assistant", config: { servedEntities: [${claude()}] } }, { provider });
    new s.TrafficSplit("traffic", { endpoint: "shared", routes: [{ servedModelName: "gpt", trafficPercentage: 90 },
      { servedModelName: "extra", trafficPercentage: 10 }] }, { provider });\n`;
  const stack = stackForTest(text(old), old);
  expect((await stack.up()).code).toBe(0);
  stack.write(text(now));
  const preview = await stack.preview();
  expect(preview.output).toMatch(/to replace/);
  expect((await stack.up()).code).toBe(0);
  expect(await byHand(now, "GET", `${ENDPOINTS}/assistant`)).toMatchObject({ name: "assistant" });
  await expect(byHand(old, "GET", `${ENDPOINTS}/assistant`)).rejects.toThrow("404");
  const { config } = (await byHand(now, "GET", `${ENDPOINTS}/shared`)) as any;
  expect(config.traffic_config.routes.map((route: any) => route.traffic_percentage).sort()).toEqual([10, 90]);
  expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
}, 300_000);

test("an endpoint that somebody made anew is neither deleted nor changed until a refresh has taken notice of it", async () => {
  const emulator = await emulatorForTest();
  const text = (model: string) =>
    `new s.ServingEndpoint("assistant", { name: "assistant", config: { servedEntities: [${gpt("gpt", model)}] } });\n`;
  const stack = stackForTest(text("gpt-5.4"), emulator);
  await stack.up();
  await byHand(emulator, "DELETE", `${ENDPOINTS}/assistant`);
  await peopled(emulator, "assistant");
  const destroyed = await stack.destroy();
  expect(destroyed.code).not.toBe(0);
  stack.write(text("gpt-5.4-mini"));
  const changed = await stack.up();
  expect(changed.code).not.toBe(0);
  expect(changed.output).toMatch(/pulumi refresh/);
  expect(changed.output).toMatch(/adopt/);
  expect(writes(emulator)).toEqual([]);
  expect((await stack.refresh()).code).toBe(0);
  expect((await stack.up()).code).toBe(0);
  expect((await stack.destroy()).code).toBe(0);
}, 300_000);

test("a stack whose configuration names another workspace refuses before anything is sent, and goes on where it names the first", async () => {
  const [home, other] = await Promise.all([emulatorForTest(), emulatorForTest()]);
  await peopled(other, "assistant");
  const text = (model: string) =>
    `new s.ServingEndpoint("assistant", { name: "assistant", config: { servedEntities: [${gpt("gpt", model)}] } });\n`;
  const env = { DATABRICKS_HOST: undefined, DATABRICKS_TOKEN: undefined };
  const stack = stackForTest(text("gpt-5.4"), home, { env });
  const connect = async ({ url, token }: Emulator): Promise<void> => {
    await stack.setConfig("databricks:host", url);
    await stack.run("config", "set", "--secret", "databricks:token", token);
  };
  await connect(home);
  expect((await stack.up()).code).toBe(0);
  await connect(other);
  stack.write(text("gpt-5.4-mini"));
  for (const run of [() => stack.up(), () => stack.destroy(), () => stack.refresh()]) {
    const { code, output } = await run();
    expect(code, output).not.toBe(0);
    expect(output).toContain(home.url);
    expect(output).toContain(other.url);
    expect(writes(other)).toEqual([]);
  }
  await connect(home);
  expect((await stack.up()).output).toContain("1 updated");
  expect((await stack.destroy()).code).toBe(0);
}, 300_000);
