import { expect, test } from "vitest";
import { fieldsOf, listOf, type Fields } from "../../provider/schema/plain-object";
import { claude, gpt, split } from "../lifecycle/programs";
import { benchForTest } from "../lifecycle/with-lifecycle";
import { typeErrors } from "./exported-program";
import { madeServices, migrated, type MadeService } from "./migrated-program";
import { deploy, held, migrate, moveSecrets, stateFile } from "./migration";

const programs: Record<string, string> = {};

test("a state is migrated without a workspace: with models that are attached, the split, and no value of a secret", async () => {
  const bench = await benchForTest();
  const endpoint = bench.endpoint("assistant");
  const [model, share] = [bench.model("claude"), bench.split("split")];
  await endpoint.up({
    ...split([gpt(), 100]),
    allowAttachedModels: true,
    accessControlList: [{ groupName: "users", permissionLevel: "CAN_QUERY" }],
  });
  await model.up({
    endpoint: "assistant",
    servedModelName: "claude",
    ...(claude()["externalModel"] as Fields),
  });
  await share.up({
    endpoint: "assistant",
    routes: [
      { servedModelName: "gpt", trafficPercentage: 75 },
      { servedModelName: "claude", trafficPercentage: 25 },
    ],
  });
  const live = await migrate(bench, "assistant");
  const other = { ...held("ServingEndpoint", endpoint), delete: true };
  const file = stateFile(
    other,
    held("ServingEndpoint", endpoint),
    held("ExternalModel", model),
    held("TrafficSplit", share),
  );
  bench.emulator.journal.clear();
  const stored = await migrate(bench, "assistant", "--from-state", file);
  expect(bench.emulator.journal.entries()).toEqual([]);
  const [byLive, byState] = [live, stored].map(({ program }) => madeServices(program));
  const destinations = (made: MadeService[] | undefined): unknown[] => {
    const { routing } = fieldsOf(fieldsOf(made?.at(-1)?.args)["config"]);
    const nameOf = (one: unknown): string => String(fieldsOf(one)["name"]);
    return listOf(fieldsOf(routing)["destinations"]).toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  };
  expect(destinations(byState)).toEqual(destinations(byLive));
  expect(byState?.at(-1)?.args["grants"]).toEqual([{ principal: "users", privileges: ["EXECUTE"] }]);
  programs["stored"] = stored.program;
  await moveSecrets(bench, stored);
  await deploy(bench, byState ?? []);
});

test("a ModelServing of @pulumi/databricks is migrated from its state, and what a state does not hold is said", async () => {
  const { emulator } = await benchForTest();
  const outputs = {
    name: "chat",
    servingEndpointId: "0a1b2c",
    config: {
      servedEntities: [
        {
          name: "gpt",
          externalModel: {
            provider: "openai",
            name: "gpt-5.4",
            task: "llm/v1/chat",
            openaiConfig: {
              openaiApiKeyPlaintext: {
                "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
                ciphertext: "v1:abc",
              },
            },
          },
        },
      ],
    },
  };
  const file = stateFile({ type: "databricks:index/modelServing:ModelServing", outputs });
  const { code, text, said } = await migrated(emulator, "chat", "--to", "main.ai", "--from-state", file);
  expect(code, said).toBe(0);
  expect(text).toContain('modelServiceId: "chat"');
  expect(text).toContain("config.requireSecret(");
  expect(text).not.toContain("v1:abc");
  const near = await migrated(emulator, "chatt", "--to", "main.ai", "--from-state", file);
  expect(near.said).toContain('holds no endpoint "chatt"; did you mean "chat"?');
  const none = await migrated(emulator, "chat", "--to", "main.ai", "--from-state", `${file}.none`);
  expect(none.said).toContain("there is no such file; `pulumi stack export --file state.json` writes it");
});

test("what is migrated from a state compiles", () => {
  expect(Object.keys(programs)).toEqual(["stored"]);
  expect(typeErrors(programs)).toEqual([]);
}, 60_000);
