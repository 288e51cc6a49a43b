import { expect, test } from "vitest";
import { DiffResponse } from "@pulumi/pulumi/proto/provider_pb";
import { Secret } from "../../provider/pulumi/plugin/property-struct";
import { UNKNOWN } from "../../provider/schema/unknown";
import { pluginForTest } from "./served-plugin";

const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;

test("credentials of the configuration are marked as secret, known or not, and nothing else is", async () => {
  const { plugin } = await pluginForTest({ marked: true });
  const { inputs, problems } = await plugin.checkConfig({
    host: "https://one.cloud.databricks.com",
    token: "dapi-plain",
    clientSecret: UNKNOWN,
    profile: new Secret("mine"),
    version: "0.1.0",
  });
  expect(problems).toEqual([]);
  expect(inputs).toEqual({
    host: "https://one.cloud.databricks.com",
    token: new Secret("dapi-plain"),
    clientSecret: new Secret(UNKNOWN),
    profile: new Secret("mine"),
    version: "0.1.0",
  });
});

test.each([
  [{ host: "https://" }, /^host: /],
  [{ host: "ftp://one.cloud.databricks.com" }, /^host: /],
  [{ tokn: "dapi-plain" }, /^tokn: found a setting that there is not; .*did you mean token\?/],
  [{ token: 12345 }, /^token: found a number; allowed: a text$/],
  [{ token: new Secret({ value: "dapi-plain" }) }, /^token: found an object; allowed: a text$/],
  [{ profile: ["a"] }, /^profile: found a list; allowed: a text$/],
])(
  "configuration %j is refused by its name, and the value of a credential is not shown",
  async (news, problem) => {
    const { plugin } = await pluginForTest();
    const { problems } = await plugin.checkConfig(news);
    expect(problems).toEqual([expect.stringMatching(problem)]);
    expect(problems.join()).not.toMatch(/\b12345\b|dapi-plain/);
  },
);

test("a host that is not known yet is no mistake, and plans no replacement", async () => {
  const { plugin } = await pluginForTest();
  expect((await plugin.checkConfig({ host: UNKNOWN })).problems).toEqual([]);
  const diff = await plugin.diffConfig({ host: "https://one.cloud.databricks.com" }, { host: UNKNOWN });
  expect(diff).toMatchObject({ changes: DIFF_SOME, replacesList: [] });
});

const one = { host: "https://one.cloud.databricks.com", token: "dapi-1" };

test.each([
  ["another host", one, { ...one, host: "https://two.cloud.databricks.com" }, ["host"], ["host"]],
  ["another spelling of the host", one, { ...one, host: "one.cloud.databricks.com/" }, [], []],
  ["another token", one, { ...one, token: "dapi-2" }, ["token"], []],
  ["a host that the environment gave before", { token: "dapi-1" }, one, ["host"], []],
  ["another version of the package", one, { ...one, version: "9.9.9" }, [], []],
])("%s: what changes, and what replaces", async (_what, olds, news, diffs, replaces) => {
  const { plugin } = await pluginForTest();
  const { changes, replacesList, diffsList } = await plugin.diffConfig(olds, news);
  expect(changes).toBe(diffs.length === 0 ? DIFF_NONE : DIFF_SOME);
  expect(replacesList).toEqual(replaces);
  expect(diffsList).toEqual(diffs);
});

test("what is configured counts more than the environment, and what is empty counts for nothing", async () => {
  const { plugin, emulator } = await pluginForTest({
    environment: { DATABRICKS_HOST: "http://127.0.0.1:9", HOME: "/nonexistent" },
  });
  const answer = await plugin.configure({ host: emulator.url, token: emulator.token, profile: "" });
  expect(answer).toMatchObject({ acceptsecrets: true, supportspreview: true });
  expect((await plugin.invoke("getServingEndpoints", { namePrefix: "none" })).found).toEqual({
    endpoints: [],
  });
});

test("an older engine's variables are the configuration as well", async () => {
  const { plugin, emulator } = await pluginForTest({ environment: { HOME: "/nonexistent" } });
  await plugin.configure(
    {},
    {
      "databricks-serving:config:host": emulator.url,
      "databricks-serving:config:token": emulator.token,
      "other:config:host": "http://127.0.0.1:9",
    },
  );
  expect((await plugin.invoke("getServingEndpoints", { namePrefix: "none" })).found).toEqual({
    endpoints: [],
  });
});

test("a connection that is not known yet is not replaced by the environment's", async () => {
  const { plugin, emulator } = await pluginForTest();
  await plugin.configure({ host: UNKNOWN });
  await expect(plugin.invoke("getServingEndpoints", {})).rejects.toThrow("Not known yet");
  expect(emulator.journal.entries()).toEqual([]);
});

test("a setting that is no text is an error without its value", async () => {
  const { plugin } = await pluginForTest();
  await expect(plugin.configure({ token: 12345 })).rejects.toThrow("token: found a number; allowed: a text");
});
