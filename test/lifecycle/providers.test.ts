import { expect, test } from "vitest";
import { providerConfigs } from "../../provider/catalog/provider-config";
import { providerNames } from "../../provider/catalog/provider-name";
import { tasks } from "../../provider/catalog/task";
import { credentialFields } from "../../provider/resources/credential-fields";
import { fieldsOf, type Fields } from "../../provider/schema/plain-object";
import { settingsOfProviders } from "./every-provider";
import { serving } from "./programs";
import { benchForTest } from "./with-lifecycle";

const model = (provider: string, settings: Fields, task: string, name = "model-1"): Fields => ({
  name: "only",
  externalModel: { provider, name, task, ...settings },
});

test("the settings below cover every provider and every mode that the catalogue has", () => {
  const covered = Object.values(settingsOfProviders);
  expect([...new Set(covered.map(({ provider }) => provider))].sort()).toEqual([...providerNames].sort());
  for (const provider of providerNames) {
    const { configKey, requirements } = providerConfigs[provider];
    const ways = requirements.flatMap(({ credentials }) => credentials);
    const given = covered
      .filter((one) => one.provider === provider)
      .map(({ settings }) => settings[configKey]);
    for (const way of ways) {
      const holds = (settings: unknown) =>
        way.every(
          (path) => path.split(".").reduce<unknown>((at, part) => fieldsOf(at)[part], settings) !== undefined,
        );
      expect(given.some(holds), `${provider} by ${way.join(" and ")}`).toBe(true);
    }
  }
});

test.each(Object.entries(settingsOfProviders))(
  "a model of %s is created for every task, read back without drift, and updated",
  async (_, { provider, settings }) => {
    const bench = await benchForTest();
    for (const [index, task] of tasks.entries()) {
      const endpoint = bench.endpoint(`endpoint-${index}`);
      const news = serving(model(provider, settings, task));
      expect(await endpoint.up(news)).toBe("create");
      await endpoint.refresh();
      expect(await endpoint.up(news)).toBe("same");
      bench.writes();
      expect(await endpoint.up(serving(model(provider, settings, task, "model-2")))).toBe("update");
      expect(bench.writes()).toEqual([`PUT …/endpoint-${index}/config`]);
      await endpoint.refresh();
      expect(endpoint.diff(serving(model(provider, settings, task, "model-2"))).changes).toBe(false);
    }
  },
);

test.each(Object.entries(settingsOfProviders))(
  "a plaintext credential of %s is sent, kept apart in state, no drift, and sent again when it is rotated",
  async (_, { provider, settings }) => {
    const plain = (version: number) => plaintextTwins(provider, settings, version);
    const bench = await benchForTest();
    const endpoint = bench.endpoint("assistant");
    const news = serving(model(provider, plain(1), "llm/v1/chat"));
    if (JSON.stringify(plain(1)) === JSON.stringify(settings)) return; // Signs in without a credential.
    await endpoint.up(news);
    expect(bench.transcript()).toContain("_plaintext");
    expect(JSON.stringify(endpoint.outputs["config"])).not.toContain("hunter");
    expect(Object.values(fieldsOf(endpoint.outputs["secretValues"]))).toContain("hunter-1");
    await endpoint.refresh();
    expect(await endpoint.up(news)).toBe("same");
    expect(await endpoint.up(serving(model(provider, plain(2), "llm/v1/chat")))).toBe("update");
    expect(bench.writes()).toEqual(["PUT …/assistant/config"]);
  },
);

/** The same settings with each reference as a plaintext credential. */
function plaintextTwins(provider: string, settings: Fields, version: number): Fields {
  const { configKey } = providerConfigs[provider as keyof typeof providerConfigs];
  const copy = structuredClone(settings);
  for (const { reference, plaintext } of credentialFields[provider as keyof typeof credentialFields]) {
    const parents = reference.split(".").slice(0, -1);
    const parent = parents.reduce<Fields>((at, part) => fieldsOf(at[part]), fieldsOf(copy[configKey]));
    const [from, to] = [reference, plaintext].map((path) => path.split(".").at(-1) ?? "");
    if (from === undefined || to === undefined || parent[from] === undefined) continue;
    delete parent[from];
    parent[to] = `hunter-${version}`;
  }
  return copy;
}
