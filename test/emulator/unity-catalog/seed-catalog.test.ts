import { expect, test } from "vitest";
import { startEmulator } from "../../../emulator/index";
import { withEmulator } from "../with-emulator";
import { openaiConfig, routing, toOpenai, UC } from "./with-services";

const seed = {
  users: [{ userName: "ann@example.com", tokens: ["ann"] }],
  unityCatalog: {
    schemas: ["Prod.ai"],
    secrets: { "prod.ai.key": "sk-seeded" },
    modelProviderServices: {
      "prod.ai.openai": {
        config: openaiConfig({
          openai: { direct: { api_key: { secret_reference: { name: "secrets/prod.ai.key" } } } },
        }),
      },
    },
    modelServices: {
      "prod.ai.chat": {
        comment: "seeded",
        config: routing(
          toOpenai("gpt", {
            external_model_config: {
              model_provider_service: "model-provider-services/prod.ai.openai",
              target: { model: "gpt-5.4" },
            },
          }),
        ),
      },
    },
    grants: [
      { type: "CATALOG", name: "prod", principal: "account users", privileges: ["USE CATALOG"] },
      {
        type: "SCHEMA",
        name: "prod.ai",
        principal: "ann@example.com",
        privileges: ["USE_SCHEMA", "EXECUTE"],
      },
    ],
  },
};

test("a seed puts schemas, secrets, services and grants into Unity Catalog", async () => {
  const { call } = await withEmulator({ seed });
  const service = await call("GET", `${UC}/model-services/prod.ai.chat`, undefined, "ann");
  expect(service.body).toMatchObject({ comment: "seeded", effective_owner: "admin@emulator.example" });
  const body = { model: "prod.ai.chat", messages: [{ role: "user", content: "Hi" }] };
  const path = "/ai-gateway/mlflow/v1/chat/completions";
  expect((await call("POST", path, body, "ann")).status).toBe(200);
  expect((await call("GET", `${UC}/secrets/prod.ai.key?include_value=true`)).body.effective_value).toBe(
    "sk-seeded",
  );
});

test.each([
  [{ schemas: ["prod"] }, "seed.unityCatalog.schemas.0; allowed: {catalog}.{schema}"],
  [{ secrets: { "prod.key": "sk-hidden" } }, "{catalog}.{schema}.{name}"],
  [
    { modelServices: { "main.none.chat": {} } },
    "seed: model service main.none.chat: Schema 'main.none' does not",
  ],
  [
    { grants: [{ type: "SCHEMA", name: "main.ai", principal: "ann", privileges: ["FLY"] }] },
    "seed: FLY on main.ai; allowed: MANAGE",
  ],
  [
    { grants: [{ type: "SCHEMA", name: "main.none", principal: "ann", privileges: ["EXECUTE"] }] },
    "seed: grant on schema main.none, which does not exist",
  ],
])("a seed with %j is refused before anything listens", async (unityCatalog, message) => {
  const started = startEmulator({ seed: { unityCatalog } as never });
  await expect(started).rejects.toThrow(message);
  await expect(started).rejects.not.toThrow("sk-hidden");
});
