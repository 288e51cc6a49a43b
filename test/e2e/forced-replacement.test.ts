import { expect, test } from "vitest";
import { claudeSettings, gpt } from "./harness/programs";
import { byHand, emulatorForTest, stackForTest, writes } from "./harness/with-stack";

const program = (trigger: number) => `
  const replacementTrigger = ${trigger};
  const endpoint = new s.ServingEndpoint("shared", { name: "shared", allowAttachedModels: true,
    config: { servedEntities: [${gpt()}] } }, { replacementTrigger });
  const model = new s.ExternalModel("claude", { endpoint: "other", ${claudeSettings} }, { replacementTrigger });
  new s.TrafficSplit("split", { endpoint: "other",
    routes: [{ servedModelName: "gpt", trafficPercentage: 50 }, { servedModelName: model.servedModelName, trafficPercentage: 50 }] },
    { replacementTrigger });
  const auto = new s.ServingEndpoint("auto", {}, { dependsOn: endpoint });
  exports.names = pulumi.interpolate\`\${auto.name} \${model.servedModelName}\`;
  exports.late = pulumi.interpolate\`\${endpoint.endpointId} \${endpoint.tags} \${model.invocationUrl}\`;`;

const urnOf = (type: string, name: string) =>
  `urn:pulumi:dev::test::pulumi-nodejs:dynamic/databricks:${type}::${name}`;
const URNS = [
  urnOf("ServingEndpoint", "shared"),
  urnOf("ExternalModel", "claude"),
  urnOf("TrafficSplit", "split"),
];

test("a replacement that the user forces deletes the old object before it makes the new one, and keeps what it made", async () => {
  const emulator = await emulatorForTest();
  const other = stackForTest(
    `new s.ServingEndpoint("other", { name: "other", allowAttachedModels: true, config: { servedEntities: [${gpt()}] } });`,
    emulator,
    { project: "owner" },
  );
  await other.up();
  const stack = stackForTest(program(1), emulator);
  // What other resources refer to by name is known, though the provider fills it in; what the workspace alone knows is not.
  const preview = await stack.preview();
  expect(preview.output).toMatch(/names: "auto-[0-9a-f]{7} claude-sonnet-4-6"/);
  expect(preview.output).toMatch(/late *: \[unknown\]/);
  expect((await stack.up()).code).toBe(0);

  const live = async () => {
    const [shared, elsewhere] = (await Promise.all(
      ["shared", "other"].map((name) => byHand(emulator, "GET", `/api/2.0/serving-endpoints/${name}`)),
    )) as {
      id: string;
      config: { served_entities: { name: string }[]; traffic_config: { routes: object[] } };
    }[];
    const { served_entities, traffic_config } = elsewhere!.config;
    expect(served_entities.map(({ name }) => name).toSorted()).toEqual(["claude-sonnet-4-6", "gpt"]);
    expect(traffic_config.routes).toContainEqual(
      expect.objectContaining({ served_model_name: "claude-sonnet-4-6", traffic_percentage: 50 }),
    );
    expect(stack.outputs()["late"]).toContain(shared!.id);
    return shared!.id;
  };
  const ids = [await live()];
  const replaced = async (...flags: string[]) => {
    emulator.journal.clear();
    const up = await stack.up(...flags);
    expect(up.code, up.output).toBe(0);
    const shared = writes(emulator).filter((request) => !request.includes("other"));
    expect(shared).toEqual(["DELETE …/shared", "POST …"]);
    ids.push(await live());
  };

  for (const urn of URNS) await stack.run("state", "taint", urn, "--yes");
  await replaced();
  await replaced(...URNS.flatMap((urn) => ["--replace", urn]));
  await replaced(...URNS.flatMap((urn) => ["--target-replace", urn]));
  stack.write(program(2));
  await replaced();
  expect(new Set(ids).size).toBe(5);
  expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
});
