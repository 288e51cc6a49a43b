import { expect, onTestFinished, test } from "vitest";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Emulator } from "../../emulator/index";
import { PartialFailure } from "../../provider/lifecycle/partial-failure";
import { gpt, serving } from "../lifecycle/programs";
import { pluginForTest, urnOf, type ServedOptions } from "./served-plugin";

const urn = urnOf("ServingEndpoint");
const ENDPOINTS = "/api/2.0/serving-endpoints";
const chat = { name: "chat", ...serving(gpt()) };
const changed = { name: "chat", ...serving(gpt("gpt", "gpt-5.4-mini")) };

const signedIn = ({ url, token }: Emulator) => ({ DATABRICKS_HOST: url, DATABRICKS_TOKEN: token });

/** A run that another one follows, in the same workspace. */
async function served(options: ServedOptions = {}) {
  const { plugin, emulator } = await pluginForTest(options);
  const checked = async (news: object) => (await plugin.check(urn, {}, { ...news })).inputs;
  const isAsked = (method: string) =>
    expect
      .poll(() => emulator.journal.entries().map((entry) => entry.method), { interval: 5 })
      .toContain(method);
  return { plugin, emulator, checked, isAsked };
}

/** How an operation ends that is cancelled, and after how long. */
async function cancelled(
  plugin: Awaited<ReturnType<typeof served>>["plugin"],
  work: Promise<unknown>,
  times = 1,
) {
  const ended = work.then(
    () => undefined,
    (error: unknown) => error as Error,
  );
  const since = Date.now();
  for (let time = 0; time < times; time++) await plugin.cancel();
  const error = await ended;
  return { error, ms: Date.now() - since };
}

test("a wait for a create ends at once, and what was created is kept with its inputs", async () => {
  const { plugin, emulator, checked, isAsked } = await served({ switches: { updateDelayMs: 60_000 } });
  const inputs = await checked(chat);
  const work = plugin.create(urn, inputs);
  work.catch(() => {});
  await isAsked("GET");
  const { error, ms } = await cancelled(plugin, work);
  expect(ms).toBeLessThan(1000);
  expect(error).toBeInstanceOf(PartialFailure);
  expect(error).toMatchObject({ id: "chat", message: expect.stringContaining("what was done is kept") });
  const { outputs } = error as PartialFailure;
  emulator.advance(60_000);
  // The next run goes on: nothing is sent a second time.
  const next = await served({
    environment: signedIn(emulator),
  });
  emulator.journal.clear();
  await next.plugin.update(urn, "chat", outputs, inputs);
  expect(new Set(emulator.journal.entries().map(({ method }) => method))).toEqual(new Set(["GET"]));
});

test("a wait for an update ends at once, and the state says what was sent", async () => {
  const { plugin, emulator, checked } = await served();
  const { outputs } = await plugin.create(urn, await checked(chat));
  emulator.set({ updateDelayMs: 60_000 });
  emulator.journal.clear();
  const work = plugin.update(urn, "chat", outputs, await checked(changed));
  work.catch(() => {});
  await expect.poll(() => emulator.journal.entries().at(-1)?.method).toBe("GET");
  await expect.poll(() => emulator.journal.entries().some(({ method }) => method === "PUT")).toBe(true);
  const { error, ms } = await cancelled(plugin, work);
  expect(ms).toBeLessThan(1000);
  expect(error).toBeInstanceOf(PartialFailure);
});

test.each([
  ["create", "POST", ENDPOINTS],
  ["update", "PUT", `${ENDPOINTS}/chat/config`],
  ["delete", "DELETE", `${ENDPOINTS}/chat`],
])("a %s whose request is never answered ends within a second", async (verb, method, path) => {
  const { plugin: first, emulator, checked, isAsked } = await served();
  const inputs = await checked(chat);
  const outputs = verb === "create" ? {} : (await first.create(urn, inputs)).outputs;
  // Another run: what one has created, it does not delete.
  const { plugin } = await served({ environment: signedIn(emulator) });
  emulator.addFault({ method, path, action: { kind: "hang" } });
  emulator.journal.clear();
  const work: Promise<unknown> =
    verb === "create"
      ? plugin.create(urn, inputs)
      : verb === "update"
        ? plugin.update(urn, "chat", outputs, await checked(changed))
        : plugin.delete(urn, "chat", outputs);
  work.catch(() => {});
  await isAsked(method);
  const { error, ms } = await cancelled(plugin, work);
  expect(error).toBeDefined();
  expect(ms).toBeLessThan(1000);
});

test("a second cancel has no patience with what is under way", async () => {
  const { plugin, emulator, checked, isAsked } = await served();
  emulator.addFault({ method: "POST", path: ENDPOINTS, action: { kind: "hang" } });
  const work = plugin.create(urn, await checked(chat));
  work.catch(() => {});
  await isAsked("POST");
  const { error, ms } = await cancelled(plugin, work, 2);
  expect(error).toBeDefined();
  expect(ms).toBeLessThan(400);
});

test("a sign-in that is never answered ends at once, and nothing was sent", async () => {
  let asked = 0;
  const silent = createServer(() => void (asked += 1));
  await new Promise<void>((done) => silent.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    silent.closeAllConnections();
    silent.close();
  });
  const { port } = silent.address() as AddressInfo;
  const { plugin, checked } = await served({
    environment: {
      DATABRICKS_HOST: `http://127.0.0.1:${port}`,
      DATABRICKS_CLIENT_ID: "me",
      DATABRICKS_CLIENT_SECRET: "not-a-real-one",
      HOME: "/nonexistent",
    },
  });
  const work = plugin.create(urn, await checked(chat));
  work.catch(() => {});
  await expect.poll(() => asked).toBeGreaterThan(0);
  const { error, ms } = await cancelled(plugin, work);
  expect(ms).toBeLessThan(500);
  expect(error?.message).toMatch(/stopped before the answer came|cancelled/);
  expect(error).not.toBeInstanceOf(PartialFailure);
});

test("after a cancel nothing more is begun", async () => {
  const { plugin, emulator, checked } = await served();
  const inputs = await checked(chat);
  await plugin.cancel();
  emulator.journal.clear();
  await expect(plugin.create(urn, inputs)).rejects.toThrow();
  expect(emulator.journal.entries()).toEqual([]);
});

test.each([
  ["create", (seconds: number) => ({ timeouts: { create: `${seconds}s` } })],
  ["update", (seconds: number) => ({ timeouts: { update: `${seconds}s` } })],
] as const)("customTimeouts of a %s count more than the argument, and leave no trace", async (verb, own) => {
  const { plugin, emulator, checked } = await served();
  const inputs = await checked({ ...chat, ...own(600) });
  const outputs = verb === "create" ? {} : (await plugin.create(urn, inputs)).outputs;
  emulator.set({ updateDelayMs: 60_000 });
  const since = Date.now();
  const work: Promise<unknown> =
    verb === "create"
      ? plugin.create(urn, inputs, { timeoutSeconds: 1 })
      : plugin.update(urn, "chat", outputs, await checked({ ...changed, ...own(600) }), {
          timeoutSeconds: 1,
        });
  const error = (await work.catch((failure: unknown) => failure)) as PartialFailure;
  expect(Date.now() - since).toBeLessThan(5000);
  expect(error).toBeInstanceOf(PartialFailure);
  expect(error.outputs["timeouts"]).toEqual(own(600).timeouts);
});
