import { expect, test } from "vitest";
import { assistant, CATALOG, hosted, openai, to } from "../lifecycle/services";
import { gpt, serving } from "../lifecycle/programs";
import { benchForTest } from "../lifecycle/with-lifecycle";
import { exported, typeErrors } from "./exported-program";
import { madeServices } from "./migrated-program";

test("a service is exported as a program that takes it over without a change, each kind", async () => {
  const bench = await benchForTest();
  await bench.byHand("POST", `${CATALOG}/secrets`, {
    catalog_name: "main",
    schema_name: "ai",
    name: "openai_key",
    value: "upstream-openai",
  });
  const provider = openai({
    openai: { direct: { apiKey: { secretReference: { name: "main.ai.openai_key" } } } },
    rateLimits: [{ key: "SERVICE", renewalPeriod: "HOUR", requests: 10 }],
  });
  const service = assistant(
    { destinations: [to("gpt")], fallback: { destinations: [hosted("own")] } },
    { inferenceTable: { parent: "main.ai" } },
    { comment: "for all", grants: [{ principal: "users", privileges: ["EXECUTE"] }] },
  );
  await bench.providerService("openai").up(provider);
  await bench.modelService("assistant").up(service);
  bench.writes();
  const programs: Record<string, string> = {};
  for (const name of ["main.ai.openai", "main.ai.assistant"]) {
    const { code, text } = await exported(bench.emulator, name);
    expect(code).toBe(0);
    programs[name] = text;
    const [made] = madeServices(text);
    expect(made?.args).toMatchObject({ parent: "main.ai", adopt: true });
    bench.newRun();
    const again = name.endsWith("openai") ? bench.providerService("again") : bench.modelService("again");
    await again.up(made?.args ?? {});
    expect(bench.writes()).toEqual([]);
    expect(again.diff(made?.args ?? {}).changes).toBe(false);
  }
  expect(programs["main.ai.openai"]).toContain('apiKey: ucSecretRef("main.ai.openai_key")');
  expect(programs["main.ai.assistant"]).not.toContain("destinationType");
  expect(typeErrors(programs)).toEqual([]);
}, 60_000);

test("a key that the API does not show is asked for, and a service that is not there is said", async () => {
  const bench = await benchForTest();
  await bench.providerService("openai").up(openai());
  const { text } = await exported(bench.emulator, "main.ai.openai");
  expect(text).toContain('plaintext: config.requireSecret("openai-apiKey")');
  expect(text).not.toContain("upstream-openai");
  const missing = await exported(bench.emulator, "main.ai.nope");
  expect(missing.said).toContain("There is no model service and no model provider service");
  expect((await exported(bench.emulator)).said).toContain("--all");
});

test("a whole workspace is one program, in an order that stays the same", async () => {
  const bench = await benchForTest();
  await bench.providerService("openai").up(openai());
  await bench.modelService("assistant").up(assistant({ destinations: [to("gpt")] }));
  await bench.endpoint("assistant").up(serving(gpt()));
  await bench.endpoint("second").up(serving(gpt()));
  const { text } = await exported(bench.emulator, "--all");
  expect(text.match(/new \w+\("[\w-]+"/g)).toEqual([
    'new ModelProviderService("openai"',
    'new ModelService("assistant"',
    'new ServingEndpoint("assistant"',
    'new ServingEndpoint("second"',
  ]);
  expect(text).toContain("modelProviderService: openaiProvider");
  expect(text).toContain("2 services and 2 endpoints");
  expect(typeErrors({ all: text })).toEqual([]);
  expect((await exported(bench.emulator, "--all")).text).toBe(text);
}, 60_000);
