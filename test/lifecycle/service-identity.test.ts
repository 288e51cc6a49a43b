import { expect, test } from "vitest";
import { ManagedResource } from "./managed-resource";
import { benchForTest, type Bench } from "./with-lifecycle";
import { assistant, CATALOG, hosted, openai } from "./services";

const PROVIDERS = `${CATALOG}/model-provider-services`;
const SERVICES = `${CATALOG}/model-services`;

test("a service that somebody made anew is neither updated nor deleted", async () => {
  const bench = await benchForTest();
  const service = bench.modelService("assistant");
  const inputs = assistant({ destinations: [hosted("own")] });
  await service.up(inputs);
  await bench.byHand("DELETE", `${SERVICES}/main.ai.assistant`);
  bench.emulator.advance(5000);
  await bench.byHand("POST", `${SERVICES}?parent=schemas/main.ai&model_service_id=assistant`, {
    config: {
      routing: {
        destinations: [
          {
            name: "theirs",
            destination_type: "DESTINATION_TYPE_PAY_PER_TOKEN_FOUNDATION_MODEL",
            pay_per_token_config: { model: "models/system.ai.databricks-gpt-oss-120b" },
          },
        ],
      },
    },
  });
  bench.emulator.journal.clear();
  await expect(service.up({ ...inputs, comment: "x" })).rejects.toThrow(
    "is not the one of this state any more",
  );
  await expect(service.destroy()).rejects.toThrow("is not the one of this state any more");
  expect(bench.writes()).toEqual([]);
});

test("another metastore's service of the same name is neither updated, deleted nor read into state", async () => {
  const here = await benchForTest();
  const there = await benchForTest();
  const inputs = assistant({ destinations: [hosted("own")] });
  await there.modelService("assistant").up(inputs);
  const mine = here.modelService("assistant");
  await mine.up(inputs);
  const moved = there.modelService("assistant");
  moved.state = mine.state;
  there.emulator.journal.clear();
  await expect(moved.up({ ...inputs, comment: "x" })).rejects.toThrow("is in metastore");
  await expect(moved.refresh()).rejects.toThrow("is in metastore");
  await expect(moved.destroy()).rejects.toThrow("Connect to a workspace of that metastore");
  expect(there.writes()).toEqual([]);
});

test("a service that this run took over is not deleted by it", async () => {
  const bench = await benchForTest();
  const inputs = assistant({ destinations: [hosted("own")] });
  const before = bench.modelService("before");
  await before.up(inputs);
  const claims = new Set<string>();
  const oneRun: Bench = { ...bench, operation: (urn) => ({ ...bench.operation(urn), claims }) };
  const inThisRun = (name: string) => new ManagedResource(name, oneRun, "ModelService");
  await inThisRun("renamed").up({ ...inputs, adopt: true });
  const doomed = inThisRun("before");
  doomed.state = before.state;
  await doomed.destroy();
  expect(await bench.byHand("GET", `${SERVICES}/main.ai.assistant`)).toBeDefined();
  expect(bench.reports.join("\n")).toContain("is kept: this run has created it or taken it over");
});

test("a service that is replaced by force is kept where the new one comes first, and brought to the inputs", async () => {
  const bench = await benchForTest();
  const before = bench.providerService("openai");
  await before.up(openai());
  await before.refresh();
  bench.newRun();
  const { state } = before;
  const held = () => Promise.resolve([{ id: "main.ai.openai", outputs: before.outputs }]);
  const byForce: Bench = { ...bench, operation: (urn) => ({ ...bench.operation(urn), held }) };
  const now = new ManagedResource("openai", byForce, "ModelProviderService");
  expect(await now.preflight(openai())).toEqual([]);
  await now.up(openai({}, { comment: "again" }));
  const doomed = new ManagedResource("openai", byForce, "ModelProviderService");
  doomed.state = state;
  await doomed.destroy();
  expect((await bench.byHand("GET", `${PROVIDERS}/main.ai.openai`)).comment).toBe("again");
  // What somebody made anew under the name is not the one of the state.
  await bench.byHand("DELETE", `${PROVIDERS}/main.ai.openai`);
  bench.emulator.advance(5000);
  await bench.providerService("other").up(openai());
  const again = new ManagedResource("openai", byForce, "ModelProviderService");
  await expect(again.up(openai())).rejects.toThrow("already exists");
});
