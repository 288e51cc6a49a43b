import { expect, test } from "vitest";
import type { Emulator } from "../../emulator/index";
import { claudeSettings, endpoint, gpt } from "./harness/programs";
import { byHand, emulatorForTest, stackForTest, writes } from "./harness/with-stack";

test("an explicit Provider reaches a second workspace, with its token encrypted in state", async () => {
  const first = await emulatorForTest();
  const second = await emulatorForTest({ token: "dapi-second-workspace-000000" });
  const program = (model: string) => `
    const other = new s.Provider("other", { host: "${second.url}", token: "${second.token}" });
    ${endpoint([gpt("gpt", model)])}
    new s.ServingEndpoint("elsewhere", { name: "elsewhere", config: { servedEntities: [${gpt("gpt", model)}] } }, { provider: other });
    exports.found = s.ServingEndpoint.get("found", "existing", { provider: other }).creator;`;
  await byHand(second, "POST", "/api/2.0/serving-endpoints", { name: "existing" });
  second.journal.clear();
  const stack = stackForTest(program("gpt-5.4"), first);
  const preview = await stack.preview();
  expect(preview.code).toBe(0);
  expect(preview.output).toContain('found: "admin@emulator.example"');
  await stack.up();
  expect(writes(first)).toEqual(["POST …"]);
  expect(writes(second)).toEqual(["POST …"]);
  expect(stack.outputs()).toEqual({ found: "admin@emulator.example" });
  expect(stack.stateText()).not.toContain(second.token);

  stack.write(program("gpt-5.4-mini"));
  await stack.up();
  expect(writes(second)).toEqual(["POST …", "PUT …/elsewhere/config"]);
  expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
  expect((await stack.destroy()).code).toBe(0);
  expect(writes(first).at(-1)).toBe("DELETE …/assistant");
  // What is only looked at stays.
  expect(writes(second).filter((request) => request.startsWith("DELETE"))).toEqual(["DELETE …/elsewhere"]);
});

test("stack configuration gives host and token, for every operation", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(endpoint([gpt()]), emulator, {
    env: { DATABRICKS_HOST: undefined, DATABRICKS_TOKEN: undefined },
  });
  await stack.setConfig("databricks:host", emulator.url);
  await stack.run("config", "set", "--secret", "databricks:token", emulator.token);
  expect((await stack.up()).output).toContain("assistant created");
  expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
  expect((await stack.destroy()).code).toBe(0);
  expect(writes(emulator)).toEqual(["POST …", "DELETE …/assistant"]);
});

test("another host of an explicit Provider moves its resources: preview says so, and both workspaces end up right", async () => {
  const first = await emulatorForTest();
  const second = await emulatorForTest();
  const program = ({ url, token }: { url: string; token: string }) => `
    const provider = new s.Provider("where", { host: "${url}/", token: "${token}" });
    class Gateway extends pulumi.ComponentResource {
      constructor() {
        super("test:index:Gateway", "gateway", {}, { providers: [provider] });
        const endpoint = new s.ServingEndpoint("inner", { name: "inner", allowAttachedModels: true,
          config: { servedEntities: [${gpt()}] } }, { parent: this });
        const model = new s.ExternalModel("model", { endpoint, ${claudeSettings} }, { parent: this });
        new s.TrafficSplit("split", { endpoint, routes: [{ servedModelName: model.servedModelName, trafficPercentage: 100 },
          { servedModelName: "gpt", trafficPercentage: 0 }] }, { parent: this });
      }
    }
    new Gateway();`;
  const stack = stackForTest(program(first), first);
  const made = await stack.up();
  expect(made.code, made.output).toBe(0);
  stack.write(program({ ...first, url: first.url.replace("http://", "HTTP://") }));
  expect((await stack.preview()).output).toContain("unchanged");

  stack.write(program(second));
  const preview = await stack.preview();
  expect(preview.output).toContain(`${second.url} is another workspace than ${first.url}`);
  expect(preview.output).toMatch(/\b4 to replace/);
  const up = await stack.up();
  expect(up.code, up.output).toBe(0);
  expect(writes(first).filter((request) => request.startsWith("DELETE"))).toEqual(["DELETE …/inner"]);
  expect(writes(second)[0]).toBe("POST …");
  expect(await endpointsMade(second)).toEqual(["inner"]);
  expect(await endpointsMade(first)).toEqual([]);
  expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
  expect((await stack.destroy()).code).toBe(0);
  expect(await endpointsMade(second)).toEqual([]);
});

/** Names of endpoints that are not the platform's own. */
async function endpointsMade(emulator: Emulator): Promise<string[]> {
  const { endpoints } = (await byHand(emulator, "GET", "/api/2.0/serving-endpoints")) as {
    endpoints: { name: string }[];
  };
  return endpoints.map(({ name }) => name).filter((name) => !name.startsWith("databricks-"));
}
