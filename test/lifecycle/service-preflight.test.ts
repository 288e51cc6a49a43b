import { expect, test } from "vitest";
import { Preflight } from "../../provider/lifecycle/preflight/preflight";
import {
  modelProviderServiceLifecycle,
  modelServiceLifecycle,
} from "../../provider/lifecycle/unity-catalog/service-lifecycle";
import { formatProblem } from "../../provider/schema/problem";
import { benchForTest } from "./with-lifecycle";
import { assistant, CATALOG, hosted, openai, to } from "./services";

const referring = (name: string, more = {}) =>
  openai({ openai: { direct: { apiKey: { secretReference: { name } } } }, ...more });

test("a schema or catalog that is not there is said in the preview", async () => {
  const bench = await benchForTest();
  const service = bench.modelService("assistant");
  const inputs = assistant({ destinations: [hosted("own")] });
  expect(await service.preflight({ ...inputs, parent: "main.nope" })).toEqual([
    'parent: found no schema "main.nope"; allowed: a schema that exists; create it first, or correct the name',
  ]);
  expect(await service.preflight({ ...inputs, parent: "nope.ai" })).toEqual([
    'parent: found no catalog "nope"; allowed: a schema that exists; create it first, or correct the name',
  ]);
});

test("a name that is taken, by either kind, is said in the preview; its own is not", async () => {
  const bench = await benchForTest();
  const provider = bench.providerService("openai");
  await provider.up(openai());
  expect(await provider.preflight(openai({ forwardHeaders: true }))).toEqual([]);
  const [taken] = await bench.providerService("second").preflight(openai());
  expect(taken).toContain('modelProviderServiceId: found "main.ai.openai"; allowed: a name that is free');
  expect(await bench.providerService("second").preflight({ ...openai(), adopt: true })).toEqual([]);
  const other = { ...assistant({ destinations: [hosted("own")] }), modelServiceId: "openai" };
  expect(await bench.modelService("openai").preflight(other)).toEqual([
    'modelServiceId: found "main.ai.openai"; allowed: a name that is free; it is a model provider service, and both kinds ' +
      "of services share the names of a schema",
  ]);
});

test("a secret that is not there, or past its time, is said in the preview", async () => {
  const bench = await benchForTest();
  const service = bench.providerService("openai");
  expect(await service.preflight(referring("main.ai.openai_key"))).toEqual([
    'config.openai.direct.apiKey.secretReference.name: found "secrets/main.ai.openai_key"; allowed: a Unity Catalog secret ' +
      "that exists; create the secret first, or correct the reference",
  ]);
  await bench.byHand("POST", `${CATALOG}/secrets`, {
    name: "openai_key",
    catalog_name: "main",
    schema_name: "ai",
    value: "upstream-openai",
    expire_time: "2020-01-01T00:00:00Z",
  });
  expect(await bench.providerService("again").preflight(referring("main.ai.openai_key"))).toEqual([]);
  expect(bench.reports.join("\n")).toContain("was meant to be used until 2020-01-01T00:00:00Z");
});

test("a secret that the caller may not read, and a right that is not visible, are said in the preview", async () => {
  const bench = await benchForTest({ signInAs: "bob-token" });
  bench.emulator.addIdentity({ userName: "bob@example.com", tokens: ["bob-token"], groups: [] } as never);
  await bench.byHand("POST", `${CATALOG}/secrets`, {
    name: "openai_key",
    catalog_name: "main",
    schema_name: "ai",
    value: "upstream-openai",
  });
  await bench.byHand("PATCH", `${CATALOG}/permissions/schema/main.ai`, {
    changes: [{ principal: "bob@example.com", add: ["USE_SCHEMA"] }],
  });
  const problems = await bench.providerService("openai").preflight(referring("main.ai.openai_key"));
  expect(problems.join("\n")).toContain("allowed: a Unity Catalog secret on which you have READ SECRET");
  expect(bench.reports.join("\n")).toContain(
    'No grant of CREATE_SERVICE on schema "main.ai" to you is visible',
  );
});

test("models, provider services and targets that are not there are said in the preview, with the nearest", async () => {
  const bench = await benchForTest();
  const service = bench.modelService("assistant");
  expect(await service.preflight(assistant({ destinations: [to("gpt")] }))).toEqual([
    'config.routing.destinations[0].externalModelConfig.modelProviderService: found "model-provider-services/main.ai.openai"; ' +
      "allowed: a model provider service that exists; create it first, or correct the name; where this program creates it, pass " +
      "the resource itself, which has it come first",
  ]);
  await bench.providerService("openai").up(openai());
  const broken = assistant({
    destinations: [to("gpt", "gpt-5.5")],
    fallback: {
      destinations: [
        { name: "own", payPerTokenConfig: { model: "system.ai.databricks-nope" } },
        { name: "pt", provisionedThroughputConfig: { modelServingEndpoint: "nope" } },
      ],
    },
  });
  expect(await bench.modelService("again").preflight(broken)).toEqual([
    'config.routing.destinations[0].externalModelConfig.target.model: found "gpt-5.5"; allowed: "gpt-5.4", "gpt-4o", the ' +
      'targets of main.ai.openai; did you mean "gpt-5.4"?',
    'config.routing.fallback.destinations[0].payPerTokenConfig.model: found "models/system.ai.databricks-nope"; allowed: a ' +
      "model that exists; correct the name",
    'config.routing.fallback.destinations[1].provisionedThroughputConfig.modelServingEndpoint: found "serving-endpoints/nope"; ' +
      "allowed: a serving endpoint that exists; correct the name",
  ]);
});

test("a provider service that the same program makes need not be there, and its targets count", async () => {
  const bench = await benchForTest();
  const operation = bench.operation("urn");
  const preflight = new Preflight(operation.workspace, operation.clock.now);
  const provider = modelProviderServiceLifecycle.check({}, openai(), "p").inputs;
  expect(await modelProviderServiceLifecycle.preflight({}, provider, operation, preflight, false)).toEqual(
    [],
  );
  const problemsOf = async (model: string) => {
    const { inputs } = modelServiceLifecycle.check({}, assistant({ destinations: [to("gpt", model)] }), "s");
    return (await modelServiceLifecycle.preflight({}, inputs, operation, preflight, false)).map(
      formatProblem,
    );
  };
  expect(await problemsOf("gpt-5.4")).toEqual([]);
  expect((await problemsOf("gpt-5.5")).join("\n")).toContain('did you mean "gpt-5.4"?');
});
