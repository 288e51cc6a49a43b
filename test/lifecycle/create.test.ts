import { expect, test } from "vitest";
import { claude, gpt, serving, split } from "./programs";
import { benchForTest } from "./with-lifecycle";

const ENDPOINTS = "/api/2.0/serving-endpoints";

test("a create whose reply is lost finds its endpoint and does not send a second one", async () => {
  const bench = await benchForTest();
  bench.emulator.addFault({ method: "POST", path: ENDPOINTS, action: { kind: "lose-reply" } });
  const endpoint = bench.endpoint("assistant");
  await endpoint.up(serving(gpt()));
  expect(bench.writes()).toEqual(["POST …"]);
  expect(endpoint.outputs).toMatchObject({ state: { ready: "READY", configUpdate: "NOT_UPDATING" } });
  expect(bench.reports.join()).toContain("an earlier request of this resource created");
});

test("a create that the server fails at is looked after, and sent again where nothing came of it", async () => {
  const bench = await benchForTest();
  bench.emulator.addFault({
    method: "POST",
    path: ENDPOINTS,
    times: 2,
    action: { kind: "status", status: 500, message: "boom" },
  });
  await bench.endpoint("assistant").up(serving(gpt()));
  expect(bench.writes()).toEqual(["POST …", "POST …", "POST …"]);
});

test("a create that fails time after time ends with the server's words, and a later run may begin anew", async () => {
  const bench = await benchForTest();
  bench.emulator.addFault({
    method: "POST",
    path: ENDPOINTS,
    times: 4,
    action: { kind: "status", status: 500, message: "boom" },
  });
  const endpoint = bench.endpoint("assistant");
  await expect(endpoint.up(serving(gpt()))).rejects.toThrow(/boom.*may have been carried out/);
  expect(bench.writes()).toHaveLength(4);
  expect(await endpoint.up(serving(gpt()))).toBe("create");
});

test.each([409, 400] as const)(
  "a name that is taken (answered with %i) is not taken over",
  async (nameTakenStatus) => {
    const bench = await benchForTest({ switches: { nameTakenStatus } });
    await bench.byHand("POST", ENDPOINTS, { name: "assistant" });
    await expect(bench.endpoint("assistant").up(serving(gpt()))).rejects.toThrow(
      /Endpoint "assistant" already exists on http.*no earlier run of this stack.*adopt: true.*ServingEndpoint\.get/,
    );
  },
);

test("an endpoint that someone else made between two runs is not taken for our own", async () => {
  const bench = await benchForTest();
  const endpoint = bench.endpoint("assistant");
  bench.emulator.addFault({ method: "POST", path: ENDPOINTS, times: 4, action: { kind: "cut" } });
  await expect(endpoint.up(serving(gpt()))).rejects.toThrow("cut before the answer");
  await bench.byHand("POST", ENDPOINTS, { name: "assistant", tags: [{ key: "whose", value: "mine" }] });
  await expect(endpoint.up(serving(gpt()))).rejects.toThrow(/it differs from what we asked for in config/);
});

test("an endpoint of another caller is not taken for our own", async () => {
  const bench = await benchForTest();
  bench.emulator.addIdentity({ userName: "bob@example.com", admin: true, tokens: ["bob-token-0000"] });
  const endpoint = bench.endpoint("assistant");
  bench.emulator.addFault({ method: "POST", path: ENDPOINTS, times: 4, action: { kind: "cut" } });
  await expect(endpoint.up({})).rejects.toThrow("cut before the answer");
  await fetch(`${bench.emulator.url}${ENDPOINTS}`, {
    method: "POST",
    headers: { authorization: "Bearer bob-token-0000", "content-type": "application/json" },
    body: JSON.stringify({ name: "assistant" }),
  });
  await expect(endpoint.up({})).rejects.toThrow(/created by "bob@example.com", and we are "admin@emulator/);
});

test("an endpoint that carries this resource's ownership tag is its own, on whichever machine", async () => {
  const bench = await benchForTest();
  const news = { ...serving(gpt()), ownershipTag: true };
  const first = bench.endpoint("assistant");
  await first.up(news);
  bench.records.clear();
  const elsewhere = bench.endpoint("assistant");
  expect(await elsewhere.up(news)).toBe("create");
  expect(bench.writes()).toEqual(["POST …", "POST …"]);
  expect(elsewhere.outputs["endpointId"]).toBe(first.outputs["endpointId"]);
});

test("the note of a begun create goes as soon as the engine knows the endpoint", async () => {
  const bench = await benchForTest();
  const endpoint = bench.endpoint("assistant");
  await endpoint.up(serving(gpt()));
  expect(bench.records.size).toBe(1);
  await endpoint.refresh();
  expect(bench.records.size).toBe(0);
});

test("an endpoint without config is created, read, tagged and deleted", async () => {
  const bench = await benchForTest();
  const endpoint = bench.endpoint("bare");
  expect(await endpoint.up({ tags: [{ key: "team", value: "a" }] })).toBe("create");
  await endpoint.refresh();
  expect(await endpoint.up({ tags: [{ key: "team", value: "a" }] })).toBe("same");
  expect(await endpoint.up({ tags: [{ key: "team", value: "b" }] })).toBe("update");
  await endpoint.destroy();
  expect(bench.writes()).toEqual(["POST …", "PATCH …/bare/tags", "DELETE …/bare"]);
});

test("an endpoint without config takes a custom model by an update, and an external one by a replacement", async () => {
  const bench = await benchForTest();
  const endpoint = bench.endpoint("bare");
  await endpoint.up({});
  const custom = serving({ entityName: "main.models.fraud", entityVersion: "1", scaleToZeroEnabled: true });
  expect(await endpoint.up(custom)).toBe("update");
  const diff = endpoint.diff(serving(gpt()));
  expect(diff.replaces).toMatchObject([{ input: "config" }]);
  expect(diff.deleteBeforeReplace).toBe(true);
  expect(await endpoint.up(serving(gpt()))).toBe("replace");
});

test("a create whose config fails keeps the endpoint, and the next run sends the config again", async () => {
  const bench = await benchForTest();
  bench.emulator.set({ failNextUpdate: { state: "UPDATE_FAILED", message: "the model is not there" } });
  const endpoint = bench.endpoint("assistant");
  await expect(endpoint.up(serving(gpt()))).rejects.toThrow(
    /failed \(UPDATE_FAILED\): gpt: the model is not there/,
  );
  expect(endpoint.outputs).toMatchObject({ state: { configUpdate: "UPDATE_FAILED" } });
  bench.writes();
  expect(await endpoint.up(serving(gpt()))).toBe("update");
  expect(bench.writes()).toEqual(["PUT …/assistant/config"]);
  expect(await endpoint.up(serving(gpt()))).toBe("same");
});

test("a refresh after a create whose config failed hides nothing, and replaces nothing", async () => {
  const bench = await benchForTest();
  bench.emulator.set({ failNextUpdate: { state: "UPDATE_FAILED", message: "the model is not there" } });
  const endpoint = bench.endpoint("assistant");
  await expect(endpoint.up(serving(gpt()))).rejects.toThrow();
  bench.writes();
  await endpoint.refresh();
  expect(endpoint.diff(serving(gpt()))).toMatchObject({ changes: true, replaces: [] });
  await endpoint.up(serving(gpt()));
  expect(bench.writes()).toEqual(["PUT …/assistant/config"]);
});

test("a create that answers NOT_UPDATING while its config rolls out is waited for", async () => {
  const bench = await benchForTest({ switches: { createState: "NOT_UPDATING", updateDelayMs: 5000 } });
  const endpoint = bench.endpoint("assistant");
  await endpoint.up(serving(gpt()));
  expect(endpoint.outputs).toMatchObject({ state: { ready: "READY" }, configVersion: 1 });
});

test("permissions that a create cannot take follow it, and their failure keeps the endpoint", async () => {
  const bench = await benchForTest({ switches: { knownPrincipalsOnly: true } });
  const endpoint = bench.endpoint("assistant");
  const listing = (userName: string) => ({
    ...serving(gpt()),
    accessControlList: [{ userName, permissionLevel: "CAN_VIEW" }],
  });
  await expect(endpoint.up(listing("nobody@example.com"))).rejects.toThrow(
    /Updating permissions \(accessControlList\): PUT .*UserName\(nobody@example.com\) does not exist/,
  );
  bench.emulator.addIdentity({ userName: "ann@example.com" });
  expect(await endpoint.up(listing("ann@example.com"))).toBe("update");
  expect(bench.writes()).toEqual([
    "POST …",
    expect.stringContaining("PUT /api/2.0/permissions/"),
    expect.stringContaining("PUT /api/2.0/permissions/"),
  ]);
});

test("the server's refusal of a create is passed on whole, without the credential", async () => {
  const bench = await benchForTest();
  bench.emulator.addFault({
    method: "POST",
    path: ENDPOINTS,
    action: { kind: "status", status: 400, message: "bad key hunter-secret-1 and hunter-secret-2" },
  });
  const config = {
    servedEntities: [
      {
        name: "gpt",
        externalModel: {
          provider: "openai",
          name: "gpt-5.4",
          task: "llm/v1/chat",
          openaiConfig: { openaiApiKeyPlaintext: "hunter-secret-1" },
        },
      },
    ],
  };
  const failure = await bench.endpoint("a").up({ config }).then(String, String);
  expect(failure).toContain("bad key [redacted]");
  expect(failure).not.toContain("hunter-secret-1");
  bench.emulator.addFault({
    method: "POST",
    path: ENDPOINTS,
    action: { kind: "status", status: 400, message: "bad variable hunter-secret-2" },
  });
  const custom = { entityName: "m", entityVersion: "1", scaleToZeroEnabled: true };
  const entity = { ...custom, environmentVars: { KEY: "hunter-secret-2" } };
  expect(await bench.endpoint("b").up(serving(entity)).then(String, String)).not.toContain("hunter-secret-2");
});

test("several endpoints are created at the same time", async () => {
  const bench = await benchForTest({ switches: { updateDelayMs: 2000 } });
  const endpoints = Array.from({ length: 30 }, (_, index) => bench.endpoint(`e-${index}`));
  await Promise.all(endpoints.map((endpoint) => endpoint.up(split([gpt(), 50], [claude(), 50]))));
  expect(endpoints.every(({ outputs }) => outputs["configVersion"] === 1)).toBe(true);
  expect(bench.writes()).toHaveLength(30);
});
