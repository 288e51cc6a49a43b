import { expect, test } from "vitest";
import { byHand, emulatorForTest, entriesOf, stackForTest, writes } from "./harness/with-stack";
import { claude, endpoint, gpt } from "./harness/programs";

const split = (first: number) =>
  `trafficConfig: { routes: [{ servedModelName: "gpt", trafficPercentage: ${first} }, { servedModelName: "claude", trafficPercentage: ${100 - first} }] }`;

test("an endpoint is created by one request, changed by the calls that the change needs, and destroyed", async () => {
  const emulator = await emulatorForTest();
  const program = (share: number, team: string) =>
    `const e = ${endpoint([gpt(), claude()], `tags: [{ key: "team", value: "${team}" }]`, split(share))}
     exports.url = e.invocationUrl; exports.state = e.state;`;
  const stack = stackForTest(program(80, "support"), emulator);

  const created = await stack.up();
  expect(created.output).toContain("assistant created");
  expect(writes(emulator)).toEqual(["POST …"]);
  expect(stack.outputs()).toMatchObject({ url: `${emulator.url}/serving-endpoints/assistant/invocations` });

  emulator.journal.clear();
  const unchanged = await stack.up();
  expect(unchanged.output).toContain("2 unchanged");
  expect(entriesOf(emulator)).toEqual([]);

  stack.write(program(60, "sales"));
  const preview = await stack.preview();
  expect(preview.output).toContain("trafficPercentage: 80 => 60");
  expect(preview.output).toContain('value: "support" => "sales"');
  await stack.up();
  expect(writes(emulator)).toEqual(["PATCH …/assistant/tags", "PUT …/assistant/config"]);

  emulator.journal.clear();
  await stack.destroy();
  expect(writes(emulator)).toEqual(["DELETE …/assistant"]);
  expect(stack.resources()).toEqual([]);
});

test("a change by hand shows at refresh and is repaired by up", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(
    endpoint([gpt(), claude()], 'tags: [{ key: "team", value: "a" }]', split(80)),
    emulator,
  );
  await stack.up();
  expect((await stack.refresh("--expect-no-changes")).code).toBe(0);

  await byHand(emulator, "PATCH", "/api/2.0/serving-endpoints/assistant/tags", {
    add_tags: [{ key: "team", value: "b" }],
  });
  await byHand(emulator, "PUT", "/api/2.0/serving-endpoints/assistant/ai-gateway", {
    usage_tracking_config: { enabled: true },
  });
  await stack.refresh();
  const drift = await stack.preview();
  expect(drift.output).toContain('value: "b" => "a"');
  expect(drift.output).toContain("aiGateway");
  emulator.journal.clear();
  await stack.up();
  expect(writes(emulator)).toEqual(["PATCH …/assistant/tags", "PUT …/assistant/ai-gateway"]);
  expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
});

test("an endpoint that was deleted by hand is created again", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(endpoint([gpt()]), emulator);
  await stack.up();
  await byHand(emulator, "DELETE", "/api/2.0/serving-endpoints/assistant");
  expect((await stack.refresh()).output).toContain("1 deleted");
  emulator.journal.clear();
  expect((await stack.up()).output).toContain("assistant created");
  expect(writes(emulator)).toEqual(["POST …"]);
});

test("a new description replaces the endpoint, the old one first since both have one name", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(endpoint([gpt()], 'description: "one"'), emulator);
  await stack.up();
  stack.write(endpoint([gpt()], 'description: "two"'));
  const preview = await stack.preview();
  expect(preview.output).toContain(
    "replaces because of description: no call of the API updates a description",
  );
  emulator.journal.clear();
  const outcome = await stack.up();
  expect(outcome.output).toContain("1 replaced");
  expect(writes(emulator)).toEqual(["DELETE …/assistant", "POST …"]);
});

test("with fallback on, another order of the entities is a change, and the only one", async () => {
  const emulator = await emulatorForTest();
  const fallback = "aiGateway: { fallbackConfig: { enabled: true } }";
  const stack = stackForTest(endpoint([gpt(), claude()], fallback, split(80)), emulator);
  expect((await stack.up()).code).toBe(0);
  emulator.journal.clear();
  stack.write(endpoint([claude(), gpt()], fallback, split(80)));
  expect((await stack.preview()).output).toContain("1 to update");
  expect((await stack.up()).output).toContain("1 updated");
  const sent = entriesOf(emulator).find(({ method }) => method === "PUT");
  const body = sent?.body as { served_entities: { name: string }[] } | undefined;
  expect(body?.served_entities.map(({ name }) => name)).toEqual(["claude", "gpt"]);
  // This server shows entities by name, whatever the order they were sent in.
  expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
  emulator.journal.clear();
  expect((await stack.up()).output).toContain("2 unchanged");
  expect(writes(emulator)).toEqual([]);
});
