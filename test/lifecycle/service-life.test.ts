import { expect, test } from "vitest";
import { benchForTest } from "./with-lifecycle";
import { assistant, CATALOG, hosted, openai, to } from "./services";

test("a provider service is created, read without a difference, and deleted", async () => {
  const bench = await benchForTest();
  const service = bench.providerService("openai");
  expect(await service.up(openai())).toBe("create");
  expect(service.outputs).toMatchObject({
    name: "model-provider-services/main.ai.openai",
    fullName: "main.ai.openai",
    createdBy: expect.any(String) as string,
    etag: expect.any(String) as string,
    workspaceHost: bench.emulator.url,
  });
  expect(JSON.stringify({ ...service.outputs, secretValues: {} })).not.toContain("upstream-openai");
  await service.refresh();
  expect(service.diff(openai()).changes).toBe(false);
  expect(await service.up(openai())).toBe("same");
  await service.destroy();
  await expect(bench.byHand("GET", `${CATALOG}/model-provider-services/main.ai.openai`)).rejects.toThrow(
    "404",
  );
});

test("a model service is created, read without a difference, and deleted", async () => {
  const bench = await benchForTest();
  await bench.providerService("openai").up(openai());
  const service = bench.modelService("assistant");
  const inputs = assistant(
    {
      destinations: [
        to("gpt", "gpt-5.4", { trafficPercentage: 60 }),
        hosted("own", { trafficPercentage: 40 }),
      ],
      fallback: { destinations: [to("older", "gpt-4o")] },
    },
    {
      rateLimits: [{ key: "SERVICE", renewalPeriod: "MINUTE", requests: 100 }],
      inferenceTable: { parent: "main.ai" },
    },
    { comment: "for all" },
  );
  expect(await service.up(inputs)).toBe("create");
  expect(service.outputs).toMatchObject({
    fullName: "main.ai.assistant",
    invocationUrl: `${bench.emulator.url}/ai-gateway/mlflow/v1/chat/completions`,
    openaiBaseUrl: `${bench.emulator.url}/ai-gateway/mlflow/v1`,
    supportedApiTypes: expect.arrayContaining(["mlflow/v1/chat/completions"]) as string[],
  });
  await service.refresh();
  expect(service.diff(inputs).changes).toBe(false);
  await service.destroy();
  await expect(bench.byHand("GET", `${CATALOG}/model-services/main.ai.assistant`)).rejects.toThrow("404");
});

test("each change sends the smallest mask, with the version that was read, and no key", async () => {
  const bench = await benchForTest();
  const service = bench.providerService("openai");
  await service.up(openai());
  const masks = async (inputs: object): Promise<unknown[]> => {
    bench.emulator.journal.clear();
    await service.up(inputs as never);
    return bench.emulator.journal
      .entries()
      .filter(({ method }) => method === "PATCH")
      .map(({ query, body }) => {
        const parameters = new URLSearchParams(query);
        expect(parameters.get("etag")).toBeTruthy();
        return [parameters.get("update_mask"), body];
      });
  };
  const base = openai();
  expect(await masks({ ...base, comment: "shared" })).toEqual([["comment", { comment: "shared" }]]);
  expect(await masks(openai({ forwardHeaders: true }, { comment: "shared" }))).toEqual([
    ["config.forward_headers", { config: { forward_headers: true } }],
  ]);
  const direct = { apiKey: { plaintext: "upstream-openai" }, organization: "org-1" };
  expect(await masks(openai({ openai: { direct } }))).toEqual([
    [
      "comment,config.provider,config.forward_headers",
      { config: { openai: { direct: { organization: "org-1" } } } },
    ],
  ]);
  expect(
    await masks(openai({ openai: { direct: { ...direct, apiKey: { plaintext: "upstream-other" } } } })),
  ).toEqual([
    [
      "config.provider",
      { config: { openai: { direct: { organization: "org-1", api_key: expect.anything() as unknown } } } },
    ],
  ]);
  expect(
    await masks(
      openai(
        { openai: { direct: { ...direct, apiKey: { plaintext: "upstream-other" } } } },
        { credentialsVersion: 2 },
      ),
    ),
  ).toEqual([
    [
      "config.provider",
      { config: { openai: { direct: { organization: "org-1", api_key: expect.anything() as unknown } } } },
    ],
  ]);
});

test("routing changes by its own masks", async () => {
  const bench = await benchForTest();
  await bench.providerService("openai").up(openai());
  const service = bench.modelService("assistant");
  await service.up(assistant({ destinations: [to("gpt")] }));
  bench.emulator.journal.clear();
  await service.up(
    assistant({
      destinations: [to("gpt")],
      fallback: { destinations: [to("older", "gpt-4o"), hosted("own")] },
    }),
  );
  await service.up(
    assistant({
      destinations: [to("gpt")],
      fallback: { destinations: [hosted("own"), to("older", "gpt-4o")] },
    }),
  );
  await service.up(assistant({ destinations: [to("gpt", "gpt-4o")] }));
  const masks = bench.emulator.journal
    .entries()
    .filter(({ method }) => method === "PATCH")
    .map(({ query }) => new URLSearchParams(query).get("update_mask"));
  expect(masks).toEqual([
    "config.routing.fallback.destinations",
    "config.routing.fallback.destinations",
    "config.routing.destinations,config.routing.fallback.destinations",
  ]);
});

test("an inference table moves by switching it off first", async () => {
  const bench = await benchForTest();
  const service = bench.modelService("assistant");
  const logging = (tableNamePrefix: string) =>
    assistant({ destinations: [hosted("own")] }, { inferenceTable: { parent: "main.ai", tableNamePrefix } });
  await service.up(logging("one"));
  expect(await service.up(logging("two"))).toBe("update");
  const { config } = await bench.byHand("GET", `${CATALOG}/model-services/main.ai.assistant`);
  expect(config.inference_table.table).toBe("tables/main.ai.two_payload");
  await service.refresh();
  expect(service.diff(logging("two")).changes).toBe(false);
});

test("another name, parent or provider replaces; the same name goes first", async () => {
  const bench = await benchForTest();
  const service = bench.providerService("openai");
  await service.up(openai());
  const renamed = { ...openai(), modelProviderServiceId: "openai_2" };
  expect(service.diff(renamed)).toMatchObject({
    replaces: [{ input: "modelProviderServiceId" }],
    deleteBeforeReplace: false,
  });
  const anthropic = openai({ providerType: "ANTHROPIC", openai: undefined, anthropic: { relayed: {} } });
  expect(service.diff(anthropic)).toMatchObject({
    replaces: [{ path: "config.providerType" }],
    deleteBeforeReplace: true,
  });
  expect(await service.up(anthropic)).toBe("replace");
  expect(await service.up({ ...anthropic, parent: "main.default" })).toBe("replace");
  expect(service.outputs["fullName"]).toBe("main.default.openai");
});

test("grants are exactly those given, and untouched where none are", async () => {
  const bench = await benchForTest();
  const path = `${CATALOG}/permissions/model_service/main.ai.assistant`;
  const service = bench.modelService("assistant");
  const granting = (grants?: object[]) =>
    assistant({ destinations: [hosted("own")] }, {}, grants === undefined ? {} : { grants });
  await service.up(granting([{ principal: "users", privileges: ["EXECUTE"] }]));
  expect(await bench.byHand("GET", path)).toEqual({
    privilege_assignments: [{ principal: "users", privileges: ["EXECUTE"] }],
  });
  await bench.byHand("PATCH", path, { changes: [{ principal: "admins", add: ["MANAGE"] }] });
  await service.refresh();
  const changed = granting([{ principal: "users", privileges: ["READ_METADATA", "EXECUTE"] }]);
  expect(service.diff(granting([{ principal: "users", privileges: ["EXECUTE"] }])).changes).toBe(true);
  await service.up(changed);
  expect(await bench.byHand("GET", path)).toEqual({
    privilege_assignments: [{ principal: "users", privileges: ["EXECUTE", "READ_METADATA"] }],
  });
  await service.up(granting());
  expect(await bench.byHand("GET", path)).toEqual({
    privilege_assignments: [{ principal: "users", privileges: ["EXECUTE", "READ_METADATA"] }],
  });
  await service.refresh();
  expect(service.diff(granting()).changes).toBe(false);
});

test("a provider service that is still used is not deleted, and its users are named", async () => {
  const bench = await benchForTest();
  const provider = bench.providerService("openai");
  await provider.up(openai());
  const users = [bench.modelService("assistant"), bench.modelService("second")] as const;
  await users[0].up(assistant({ destinations: [to("gpt")] }));
  await users[1].up({
    ...assistant({ destinations: [hosted("own")], fallback: { destinations: [to("gpt")] } }),
    parent: "main.default",
    modelServiceId: "second",
  });
  await expect(provider.destroy()).rejects.toThrow(
    'Nothing was sent: the model provider service "main.ai.openai" is used by main.ai.assistant, main.default.second',
  );
  await users[0].destroy();
  await users[1].destroy();
  await provider.destroy();
});

test("what a destination stands on was deleted: that is drift, and an update says what is missing", async () => {
  const bench = await benchForTest();
  const provider = bench.providerService("openai");
  await provider.up(openai());
  const service = bench.modelService("assistant");
  const inputs = assistant({ destinations: [to("gpt")] });
  await service.up(inputs);
  await bench.byHand("DELETE", `${CATALOG}/model-provider-services/main.ai.openai`);
  await service.refresh();
  expect(service.diff(inputs).changes).toBe(true);
  await expect(service.up(inputs)).rejects.toThrow("Updating config.routing.destinations[gpt].isDeleted");
  expect(await provider.refresh()).toBe(false);
  await provider.up(openai());
  await service.up(inputs);
  await service.refresh();
  expect(service.diff(inputs).changes).toBe(false);
});
