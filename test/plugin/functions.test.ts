import { expect, test } from "vitest";
import { UNKNOWN } from "../../provider/schema/unknown";
import { CATALOG } from "../lifecycle/services";
import { pluginForTest } from "./served-plugin";

const entity = (name: string, provider = "openai") => ({
  name,
  external_model: {
    provider,
    name: provider === "openai" ? "gpt-5.4" : "claude-sonnet-4-6",
    task: "llm/v1/chat",
    [`${provider}_config`]: { [`${provider}_api_key`]: "{{secrets/keys/openai}}" },
  },
});

/** A workspace with two endpoints and two model services. */
async function filled() {
  const served = await pluginForTest();
  const { byHand } = served;
  for (const [name, provider, team] of [
    ["chat", "openai", "ml"],
    ["search", "anthropic", "web"],
  ] as const) {
    await byHand("POST", "/api/2.0/serving-endpoints", {
      name,
      config: { served_entities: [entity("m0", provider)] },
      tags: [{ key: "team", value: team }],
    });
  }
  for (const id of ["assistant", "helper"]) {
    await byHand("POST", `${CATALOG}/model-services?parent=schemas/main.ai&model_service_id=${id}`, {
      config: {
        routing: {
          destinations: [
            {
              name: "own",
              destination_type: "DESTINATION_TYPE_PAY_PER_TOKEN_FOUNDATION_MODEL",
              pay_per_token_config: { model: "models/system.ai.databricks-gpt-oss-120b" },
            },
          ],
        },
      },
    });
  }
  served.emulator.journal.clear();
  return served;
}

/** Names of what is listed, without what every workspace has. */
const namesIn = (list: unknown, field: string) =>
  (list as Record<string, unknown>[])
    .map((one) => String(one[field]))
    .filter((name) => !/^(databricks-|system\.)/.test(name));

test("getServingEndpoint shows an endpoint as it is, by one request", async () => {
  const { plugin, emulator } = await filled();
  const { found, failures } = await plugin.invoke("getServingEndpoint", { name: "chat" });
  expect(failures).toEqual([]);
  expect(found).toMatchObject({
    name: "chat",
    config: { servedEntities: [{ name: "m0", externalModel: { provider: "openai", name: "gpt-5.4" } }] },
    tags: [{ key: "team", value: "ml" }],
    invocationUrl: `${emulator.url}/serving-endpoints/chat/invocations`,
  });
  expect(emulator.journal.entries().map(({ method }) => method)).toEqual(["GET"]);
});

test("getServingEndpoints lists what fits all filters, by name", async () => {
  const { plugin } = await filled();
  const names = async (filter: Record<string, unknown>) =>
    namesIn((await plugin.invoke("getServingEndpoints", filter)).found["endpoints"], "name");
  expect(await names({})).toEqual(["chat", "search"]);
  expect(await names({ provider: "anthropic" })).toEqual(["search"]);
  expect(await names({ tags: { team: "ml" }, namePrefix: "c" })).toEqual(["chat"]);
  expect(await names({ tags: { team: "ml" }, provider: "anthropic" })).toEqual([]);
});

test("getModelService and getModelServices take a name with and without its collection", async () => {
  const { plugin } = await filled();
  for (const name of ["main.ai.assistant", "model-services/main.ai.assistant"]) {
    const { found } = await plugin.invoke("getModelService", { name });
    expect(found).toMatchObject({ fullName: "main.ai.assistant", modelServiceId: "assistant" });
  }
  for (const filter of [{}, { parent: "main.ai" }, { parent: "schemas/main.ai" }]) {
    const { found } = await plugin.invoke("getModelServices", filter);
    expect(namesIn(found["services"], "fullName")).toEqual(["main.ai.assistant", "main.ai.helper"]);
  }
});

test("what is not there is an error that names what may have been meant", async () => {
  const { plugin } = await filled();
  await expect(plugin.invoke("getServingEndpoint", { name: "chatt" })).rejects.toThrow(/"chatt".*"chat"/s);
  await expect(plugin.invoke("getModelService", { name: "main.ai.asistant" })).rejects.toThrow(
    /no model service "main.ai.asistant".*Did you mean "main.ai.assistant"/,
  );
});

test.each([
  ["getServingEndpoint", {}, "name", "name: found nothing; allowed: a text"],
  ["getServingEndpoint", { name: 5 }, "name", "name: found 5; allowed: a text; write it in quotes"],
  ["getServingEndpoint", { name: "" }, "name", /^name: found a text of 0 characters/],
  ["getServingEndpoint", { name: UNKNOWN }, "name", /^name: found what is not known yet/],
  [
    "getServingEndpoints",
    { prefix: "c" },
    "prefix",
    /^prefix: found an unknown field; allowed: "namePrefix"/,
  ],
  [
    "getServingEndpoints",
    { tags: { team: 1 } },
    "tags",
    "tags.team: found 1; allowed: a text; write it in quotes",
  ],
  ["getServingEndpoints", { tags: { team: UNKNOWN } }, "tags", /^tags: found what is not known yet/],
  [
    "getModelService",
    { name: "assistant" },
    "name",
    /^name: found "model-services\/assistant"; allowed: the name of a model service/,
  ],
  ["getModelServices", { parent: "main" }, "parent", /^parent: .*allowed: the name of a schema/],
] as const)(
  "%s with %j fails at %s, and asks the workspace nothing",
  async (name, args, property, reason) => {
    const { plugin, emulator } = await pluginForTest();
    const { found, failures } = await plugin.invoke(name, args);
    expect(found).toEqual({});
    expect(failures).toEqual([
      [property, typeof reason === "string" ? reason : expect.stringMatching(reason)],
    ]);
    expect(emulator.journal.entries()).toEqual([]);
  },
);

test("a function that there is not is an error that names those that there are", async () => {
  const { plugin } = await pluginForTest();
  await expect(plugin.invoke("getEndpoint", {})).rejects.toThrow(
    /no function "databricks-serving:index:getEndpoint"; it has getServingEndpoint,/,
  );
});

test("without a workspace a function says how to give one", async () => {
  const { plugin } = await pluginForTest({ environment: { HOME: "/nonexistent" } });
  await expect(plugin.invoke("getServingEndpoints", {})).rejects.toThrow("No Databricks host is given");
});
