import { expect, test } from "vitest";
import { endpoint, gpt } from "./harness/programs";
import { ENDPOINTS, endpointsOf, FIRST, SECOND, shown } from "./harness/endpoint-sections";
import { gateBefore } from "./harness/gate";
import { emulatorForTest, entriesOf, stackForTest, writes } from "./harness/with-stack";

const three = ["a", "b", "c"].map((name) => endpoint([gpt()]).replaceAll("assistant", name)).join("");

/** How often a text stands under Diagnostics, where the CLI sums up what went wrong. */
const timesTold = (output: string, text: string): number =>
  output.slice(output.indexOf("Diagnostics:")).split(text).length - 1;

const stackTrace = /\n\s+at .+:\d+:\d+/;

test("a preview needs no host, token or network, and an up without them stops before it changes anything", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(three, emulator, {
    env: { DATABRICKS_HOST: undefined, DATABRICKS_TOKEN: undefined },
  });
  const preview = await stack.preview();
  expect(preview.code).toBe(0);
  expect(preview.output).toContain("+ 4 to create");

  const up = await stack.up();
  expect(up.code).not.toBe(0);
  expect(timesTold(up.output, "No Databricks host is given.")).toBe(1);
  for (const way of [
    "DATABRICKS_HOST=https://",
    "DATABRICKS_CONFIG_PROFILE",
    "pulumi config set databricks:host",
  ]) {
    expect(up.output).toContain(way);
  }
  expect(up.output).not.toMatch(stackTrace);
  expect(stack.resources()).toEqual([]);

  const withHost = stackForTest(three, emulator, { env: { DATABRICKS_TOKEN: undefined } });
  expect((await withHost.preview()).code).toBe(0);
  const unsigned = await withHost.up();
  expect(timesTold(unsigned.output, `Cannot sign in to ${emulator.url}: no credentials.`)).toBe(1);
  expect(unsigned.output).toContain("Give credentials in one of these ways: DATABRICKS_TOKEN;");
  expect(entriesOf(emulator)).toEqual([]);
});

test("a host that cannot be reached is told once, with what to check, and the others point there", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(three, emulator, { env: { DATABRICKS_HOST: "http://127.0.0.1:9" } });
  const { code, output } = await stack.up();
  expect(code).not.toBe(0);
  expect(timesTold(output, "cannot reach http://127.0.0.1:9")).toBe(1);
  expect(output).toContain("Check host and port (DATABRICKS_HOST)");
  expect(timesTold(output, "The workspace cannot be reached: see the error of ")).toBe(2);
  expect(output).not.toMatch(stackTrace);
  expect(stack.resources()).toEqual([]);
});

test("a token that is refused, and a right that is missing, are told once, with host and what to check", async () => {
  const emulator = await emulatorForTest();
  const token = "dapi0123456789abcdef0123456789abcdef";
  const refused = stackForTest(three, emulator, { env: { DATABRICKS_TOKEN: token } });
  const signIn = await refused.up();
  expect(signIn.code).not.toBe(0);
  expect(
    timesTold(signIn.output, `${emulator.url} did not accept the sign-in (pat, from DATABRICKS_TOKEN)`),
  ).toBe(1);
  expect(timesTold(signIn.output, "The workspace did not accept the sign-in: see the error of ")).toBe(2);
  expect(signIn.output).not.toContain(token);
  expect(signIn.output).not.toMatch(stackTrace);

  emulator.addIdentity({
    userName: "eve@example.com",
    tokens: ["eve-token-000000"],
    mayCreateEndpoints: false,
  });
  const eve = stackForTest(three, emulator, { env: { DATABRICKS_TOKEN: "eve-token-000000" } });
  const right = await eve.up();
  expect(timesTold(right.output, "User eve@example.com does not have permission to create")).toBe(1);
  expect(right.output).toContain(`Signed in to ${emulator.url} by pat, from DATABRICKS_TOKEN: check that`);
  expect(right.output).not.toMatch(stackTrace);
});

test("a refresh and a destroy with a refused token change nothing, and say so once", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(three, emulator);
  await stack.up();
  const known = () => stack.resources().map(({ id, outputs }) => ({ id, outputs }));
  const before = known();
  emulator.addFault({
    path: "/api/2.0/serving-endpoints/*",
    times: 100,
    action: { kind: "status", status: 403, errorCode: "403", message: "Invalid access token." },
  });
  for (const outcome of [await stack.refresh(), await stack.destroy()]) {
    expect(outcome.code).not.toBe(0);
    expect(timesTold(outcome.output, "did not accept the sign-in (pat")).toBe(1);
    expect(outcome.output).not.toMatch(stackTrace);
  }
  expect(known()).toEqual(before);
  emulator.clearFaults();
  emulator.journal.clear();
  expect((await stack.destroy()).code).toBe(0);
  expect(writes(emulator).sort()).toEqual(["DELETE …/a", "DELETE …/b", "DELETE …/c"]);
});

test("where the workspace is cut off in the midst of a run, nothing is told done that is not, and the next run does the rest", async () => {
  const emulator = await emulatorForTest();
  const gate = await gateBefore(emulator.url);
  const names = ["a", "b"];
  const stack = stackForTest(endpointsOf(names, FIRST), emulator, { env: { DATABRICKS_HOST: gate.url } });
  const isThere = async (wanted: unknown) => {
    for (const name of names) expect(await shown(emulator, name)).toEqual(wanted);
  };
  for (const [method, path, verb, wanted] of [
    ["POST", ENDPOINTS, "up", FIRST],
    ["PUT", `${ENDPOINTS}/a/config`, "up", SECOND],
    ["DELETE", `${ENDPOINTS}/a`, "destroy", undefined],
  ] as const) {
    emulator.journal.clear();
    // Carried out, and on its way back when the connections end.
    emulator.addFault({ method, path, action: { kind: "hang", commit: true } });
    const run = stack.start(verb, "--yes", "--skip-preview", "--continue-on-error");
    const isOnItsWay = () => entriesOf(emulator).some(({ fault }) => fault !== undefined);
    await expect.poll(isOnItsWay, { timeout: 60_000 }).toBe(true);
    await gate.shut();
    emulator.clearFaults();
    const { code, output } = await run.outcome;
    expect(code, output).not.toBe(0);
    expect(output).toContain("cannot reach");
    for (const name of names) {
      const saysDone = new RegExp(` ${name} (created|updated|deleted)\\b`).test(output);
      if (saysDone) expect(await shown(emulator, name)).toEqual(wanted);
    }
    await gate.open();
    const next = await stack[verb]();
    expect(next.code, next.output).toBe(0);
    await isThere(wanted);
    if (wanted === FIRST) stack.write(endpointsOf(names, SECOND));
  }
});

test("one answer that asks for an hour of patience holds up none of the resources, and each says how long", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(three, emulator);
  emulator.addFault({
    method: "POST",
    path: ENDPOINTS,
    action: { kind: "status", status: 429, retryAfter: 3600 },
  });
  const start = Date.now();
  const { code, output } = await stack.up();
  expect(Date.now() - start).toBeLessThan(60_000);
  expect(code).not.toBe(0);
  // One that was through before the answer came is created; what was on its way is done, and not done again.
  const through = output.match(/ServingEndpoint \w created \(/g) ?? [];
  expect(timesTold(output, "3600 s"), output).toBe(3 - through.length);
  expect((await stack.up()).code).toBe(0);
  const made = entriesOf(emulator).filter(({ method, status }) => method === "POST" && status === 200);
  expect(made).toHaveLength(3);
});
