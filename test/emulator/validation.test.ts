import { describe, expect, test } from "vitest";
import { anthropic, custom, openai, split, withEmulator } from "./with-emulator";

const ENDPOINTS = "/api/2.0/serving-endpoints";

const external = (over: Record<string, unknown>): Record<string, unknown> => ({
  name: "one",
  external_model: {
    name: "m",
    provider: "openai",
    task: "llm/v1/chat",
    ...over,
  },
});

const key = "{{secrets/llm/openai}}";

const withConfig = (...served_entities: unknown[]): Record<string, unknown> => ({
  name: "chat",
  config: { served_entities },
});

const gateway = (ai_gateway: unknown): Record<string, unknown> => ({ ...withConfig(openai()), ai_gateway });

const refused: [string, Record<string, unknown>, RegExp][] = [
  ["a missing name", {}, /Missing required field: name/],
  ["a name with a space", { name: "my chat" }, /Invalid endpoint name 'my chat'/],
  ["a name of 64 characters", { name: "x".repeat(64) }, /1 to 63/],
  ["a reserved name", { name: "databricks-chat" }, /reserved/],
  ["a long description", { name: "chat", description: "x".repeat(1001) }, /1000 characters; found 1001/],
  ["a wrong type", { name: 7 }, /Could not parse request object: name/],
  [
    "an unknown provider",
    withConfig(external({ provider: "mistral" })),
    /invalid value "mistral". Supported values: ai21labs/,
  ],
  [
    "an unknown task",
    withConfig(external({ task: "llm/v2/chat", openai_config: { openai_api_key: key } })),
    /Invalid task/,
  ],
  ["no provider config", withConfig(external({})), /openai_config is required for provider 'openai'/],
  [
    "the config of another provider",
    withConfig(external({ openai_config: { openai_api_key: key }, cohere_config: { cohere_api_key: key } })),
    /cohere_config does not belong to provider 'openai'/,
  ],
  [
    "no credential",
    withConfig(external({ openai_config: {} })),
    /either openai_api_key or openai_api_key_plaintext/,
  ],
  [
    "both a reference and plaintext",
    withConfig(external({ openai_config: { openai_api_key: key, openai_api_key_plaintext: "k" } })),
    /Only one of openai_api_key and openai_api_key_plaintext/,
  ],
  [
    "a key where a reference belongs",
    withConfig(external({ openai_config: { openai_api_key: "sk-oops" } })),
    /openai_api_key must be a secret reference/,
  ],
  [
    "a reference to a missing scope",
    withConfig(external({ openai_config: { openai_api_key: "{{secrets/nope/openai}}" } })),
    /Secret scope 'nope' of served entity 'one' openai_api_key does not exist/,
  ],
  [
    "a reference to a missing key",
    withConfig(external({ openai_config: { openai_api_key: "{{secrets/llm/nope}}" } })),
    /Secret with key 'nope' .* does not exist in scope 'llm'/,
  ],
  [
    "an unknown OpenAI API type",
    withConfig(external({ openai_config: { openai_api_key: key, openai_api_type: "aws" } })),
    /Invalid openai_api_type 'aws'/,
  ],
  [
    "Azure OpenAI without deployment",
    withConfig(
      external({
        openai_config: {
          openai_api_key: key,
          openai_api_type: "azure",
          openai_api_base: "https://x",
          openai_api_version: "1",
        },
      }),
    ),
    /openai_config.openai_deployment_name/,
  ],
  [
    "Azure OpenAI with Entra ID without tenant",
    withConfig(
      external({ openai_config: { microsoft_entra_client_secret: key, openai_api_type: "azuread" } }),
    ),
    /openai_config.microsoft_entra_tenant_id/,
  ],
  [
    "Bedrock with half a key pair",
    withConfig(
      external({
        provider: "amazon-bedrock",
        amazon_bedrock_config: {
          aws_region: "us-east-1",
          bedrock_provider: "Anthropic",
          aws_access_key_id: key,
        },
      }),
    ),
    /either aws_secret_access_key or/,
  ],
  [
    "an unknown vendor on Bedrock",
    withConfig(
      external({
        provider: "amazon-bedrock",
        amazon_bedrock_config: {
          aws_region: "us-east-1",
          bedrock_provider: "openai",
          aws_access_key_id: key,
        },
      }),
    ),
    /Invalid bedrock_provider 'openai'/,
  ],
  [
    "Vertex AI without region",
    withConfig(
      external({
        provider: "google-cloud-vertex-ai",
        google_cloud_vertex_ai_config: { project_id: "p", private_key: key },
      }),
    ),
    /google_cloud_vertex_ai_config.region/,
  ],
  [
    "a custom provider over http",
    withConfig(
      external({
        provider: "custom",
        custom_provider_config: { custom_provider_url: "http://x", bearer_token_auth: { token: key } },
      }),
    ),
    /please change to https/,
  ],
  [
    "a custom provider with two ways to sign in",
    withConfig(
      external({
        provider: "custom",
        custom_provider_config: {
          custom_provider_url: "https://x",
          bearer_token_auth: { token: key },
          api_key_auth: { key: "k", value: key },
        },
      }),
    ),
    /Exactly one of api_key_auth and bearer_token_auth/,
  ],
  [
    "a zero throughput beside an external model",
    withConfig({ ...openai(), min_provisioned_throughput: 0 }),
    /provisioned throughput is not supported for endpoints with external models/,
  ],
  [
    "scale-to-zero beside an external model",
    withConfig({ ...openai(), scale_to_zero_enabled: false }),
    /Only one of external_model and .* found scale_to_zero_enabled/,
  ],
  ["an empty config list", { name: "chat", config: { served_entities: [] } }, /at least one served entity/],
  [
    "a custom model without scale-to-zero",
    withConfig({ entity_name: "a.b.c", entity_version: "1" }),
    /scaleToZeroEnabled is undefined/,
  ],
  ["an unknown workload type", withConfig({ ...custom(), workload_type: "TPU" }), /invalid value "TPU"/],
  [
    "concurrency that is no multiple of 4",
    withConfig({ ...custom(), min_provisioned_concurrency: 3 }),
    /multiple of 4/,
  ],
  [
    "entities and models at once",
    {
      name: "chat",
      config: { served_entities: [custom()], served_models: [{ model_name: "m", model_version: "1" }] },
    },
    /Only one of served_models and served_entities/,
  ],
  [
    "two entities of one name",
    withConfig(openai("same"), openai("same")),
    /Served entity name 'same' is not unique/,
  ],
  [
    "mixed tasks",
    withConfig(openai(), external({ task: "llm/v1/embeddings", openai_config: { openai_api_key: key } })),
    /same task; found llm\/v1\/chat, llm\/v1\/embeddings/,
  ],
  [
    "external and custom together",
    withConfig(openai(), custom()),
    /External models cannot be served together/,
  ],
  ["several entities without a split", withConfig(openai(), anthropic()), /traffic_config is required/],
  [
    "an eleventh entity",
    withConfig(...Array.from({ length: 11 }, (_, i) => openai(`m${i}`))),
    /more than 10 served entities; found 11/,
  ],
  [
    "a gateway limit without an amount",
    gateway({ rate_limits: [{ renewal_period: "minute" }] }),
    /calls or tokens/,
  ],
  [
    "a gateway limit for a group unnamed",
    gateway({ rate_limits: [{ calls: 1, key: "user_group", renewal_period: "minute" }] }),
    /principal is required/,
  ],
  [
    "a gateway limit per hour",
    gateway({ rate_limits: [{ calls: 1, renewal_period: "hour" }] }),
    /invalid value "hour"/,
  ],
  [
    "more than twenty gateway limits",
    gateway({
      rate_limits: Array.from({ length: 21 }, (_, i) => ({
        calls: 1,
        key: "user",
        principal: `u${i}@x`,
        renewal_period: "minute",
      })),
    }),
    /more than 20 rate limits; found 21/,
  ],
  [
    "more than five group limits",
    gateway({
      rate_limits: Array.from({ length: 6 }, (_, i) => ({
        calls: 1,
        key: "user_group",
        principal: `g${i}`,
        renewal_period: "minute",
      })),
    }),
    /more than 5 group rate limits; found 6/,
  ],
  [
    "an unknown PII behaviour",
    gateway({ guardrails: { input: { pii: { behavior: "HIDE" } } } }),
    /invalid value "HIDE"/,
  ],
  [
    "an inference table without schema",
    gateway({ inference_table_config: { enabled: true, catalog_name: "main" } }),
    /catalog_name and schema_name are required/,
  ],
  [
    "guardrails on a custom model",
    { ...withConfig(custom()), ai_gateway: { guardrails: { input: { safety: true } } } },
    /not supported for endpoints that serve custom models/,
  ],
  ["a tag without key", { name: "chat", tags: [{ value: "x" }] }, /Missing required field: tags\[0\].key/],
  [
    "an email address that is none",
    { name: "chat", email_notifications: { on_update_success: ["nobody"] } },
    /Invalid email address/,
  ],
  [
    "route optimisation of an external model",
    { ...withConfig(openai()), route_optimized: true },
    /route_optimized is not supported/,
  ],
];

describe("create refuses", () => {
  test.each(refused)("%s, and leaves nothing behind", async (_title, body, message) => {
    const { call } = await withEmulator();
    const answer = await call("POST", ENDPOINTS, body);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toMatch(message);
    expect(answer.text).not.toContain("sk-oops");
    expect((await call("GET", ENDPOINTS)).body).toEqual({ endpoints: [] });
  });
});

const routes: [string, unknown, RegExp][] = [
  ["a sum other than 100", split(["gpt", 60], ["claude", 30]), /must sum to 100; found 90/],
  [
    "a route to no entity",
    split(["gpt", 50], ["other", 50]),
    /'other', which is not part of the configuration/,
  ],
  ["an entity without route", split(["gpt", 100]), /Served entity 'claude' has no traffic route/],
  [
    "two routes to one entity",
    split(["gpt", 50], ["gpt", 50], ["claude", 0]),
    /'gpt' has more than one traffic route/,
  ],
  ["a negative share", split(["gpt", 110], ["claude", -10]), /between 0 and 100; found 110/],
];

test.each(routes)("a split with %s is refused", async (_title, traffic_config, message) => {
  const { call } = await withEmulator();
  const answer = await call("POST", ENDPOINTS, {
    name: "chat",
    config: { served_entities: [openai(), anthropic()], traffic_config },
  });
  expect(answer).toMatchObject({ status: 400 });
  expect(answer.body.message).toMatch(message);
});

test("shares may be strings, and the older spelling of the entity's name is understood", async () => {
  const { call, settled } = await withEmulator();
  const answer = await call("POST", ENDPOINTS, {
    name: "chat",
    config: {
      served_entities: [openai(), anthropic()],
      traffic_config: {
        routes: [
          { served_model_name: "gpt", traffic_percentage: "70" },
          { served_entity_name: "claude", traffic_percentage: 30 },
        ],
      },
    },
  });
  expect(answer.status).toBe(200);
  expect((await settled("chat")).config.traffic_config.routes[1].traffic_percentage).toBe(70);
});

test("null counts as absent and unknown fields are ignored, or refused by switch", async () => {
  const { call, emulator } = await withEmulator();
  const body = { name: "chat", description: null, colour: "red" };
  expect((await call("POST", ENDPOINTS, body)).status).toBe(200);
  emulator.set({ unknownRequestFields: "refuse" });
  const answer = await call("POST", ENDPOINTS, { ...body, name: "chat2" });
  expect(answer).toMatchObject({ status: 400, body: { error_code: "MALFORMED_REQUEST" } });
  expect(answer.body.message).toContain("unknown field colour");
});

test("a config that parses to no object is malformed", async () => {
  const { call } = await withEmulator();
  expect((await call("POST", ENDPOINTS, "[1]")).body.message).toContain("expected a map");
  expect((await call("POST", ENDPOINTS, "{")).body.error_code).toBe("MALFORMED_REQUEST");
});

test("an endpoint with external models cannot turn to custom ones, nor the other way round", async () => {
  const { call, settled } = await withEmulator();
  await call("POST", ENDPOINTS, withConfig(openai()));
  await settled("chat");
  const away = await call("PUT", `${ENDPOINTS}/chat/config`, { served_entities: [custom()] });
  expect(away.body.message).toContain("serves external models and cannot");
  await call("POST", ENDPOINTS, { name: "fraud", config: { served_entities: [custom()] } });
  await settled("fraud");
  const gain = await call("PUT", `${ENDPOINTS}/fraud/config`, { served_entities: [openai()] });
  expect(gain.body.message).toContain("created without an external model");
});

test("names of inference tables are fixed: for ever in the config, while enabled in the gateway", async () => {
  const { call, settled } = await withEmulator();
  const auto_capture_config = { catalog_name: "main", schema_name: "logs", table_name_prefix: "fraud" };
  await call("POST", ENDPOINTS, {
    name: "fraud",
    config: { served_entities: [custom()], auto_capture_config },
  });
  await settled("fraud");
  const renamed = { ...auto_capture_config, schema_name: "other" };
  const refusal = await call("PUT", `${ENDPOINTS}/fraud/config`, {
    served_entities: [custom()],
    auto_capture_config: renamed,
  });
  expect(refusal.body.message).toContain(
    "schema_name of the inference table of endpoint fraud cannot be changed",
  );

  await call("POST", ENDPOINTS, withConfig(openai()));
  const table = { enabled: true, catalog_name: "main", schema_name: "logs", table_name_prefix: "chat" };
  const put = (inference_table_config: unknown) =>
    call("PUT", `${ENDPOINTS}/chat/ai-gateway`, { inference_table_config });
  expect((await put(table)).status).toBe(200);
  expect((await put({ ...table, schema_name: "b" })).body.message).toContain(
    "must be disabled before schema_name",
  );
  expect((await put({ ...table, enabled: false })).status).toBe(200);
  expect((await put({ ...table, schema_name: "b" })).status).toBe(200);
});

test("inference tables need their catalog, where the switch knows which there are", async () => {
  const { call, emulator } = await withEmulator({ switches: { catalogs: [] } });
  const ai_gateway = { inference_table_config: { enabled: true, catalog_name: "main", schema_name: "logs" } };
  const none = await call("POST", ENDPOINTS, { ...withConfig(openai()), ai_gateway });
  expect(none.body.message).toContain("no metastore");
  emulator.set({ catalogs: ["prod"] });
  const wrong = await call("POST", ENDPOINTS, { ...withConfig(openai()), ai_gateway });
  expect(wrong.body.message).toContain("Catalog 'main' does not exist");
  emulator.set({ catalogs: ["main"] });
  expect((await call("POST", ENDPOINTS, { ...withConfig(openai()), ai_gateway })).status).toBe(200);
});

test("every provider is accepted with what its page requires", async () => {
  const { call } = await withEmulator();
  const models: Record<string, unknown>[] = [
    { provider: "ai21labs", task: "llm/v1/completions", ai21labs_config: { ai21labs_api_key: key } },
    { provider: "anthropic", anthropic_config: { anthropic_api_key: key } },
    { provider: "cohere", cohere_config: { cohere_api_key: key, cohere_api_base: "https://api.cohere.ai" } },
    { provider: "palm", palm_config: { palm_api_key: key } },
    { provider: "openai", openai_config: { openai_api_key: key } },
    {
      provider: "openai",
      openai_config: {
        openai_api_type: "azuread",
        microsoft_entra_tenant_id: "t",
        microsoft_entra_client_id: "c",
        microsoft_entra_client_secret: key,
        openai_api_base: "https://x.openai.azure.com",
        openai_api_version: "2024-02-01",
        openai_deployment_name: "d",
      },
    },
    {
      provider: "amazon-bedrock",
      amazon_bedrock_config: {
        aws_region: "us-east-1",
        bedrock_provider: "Anthropic",
        aws_access_key_id: key,
        aws_secret_access_key_plaintext: "k",
      },
    },
    {
      provider: "amazon-bedrock",
      amazon_bedrock_config: {
        aws_region: "us-east-1",
        bedrock_provider: "AI21Labs",
        instance_profile_arn: "arn:aws:iam::1:x",
      },
    },
    {
      provider: "google-cloud-vertex-ai",
      google_cloud_vertex_ai_config: { project_id: "p", region: "us-central1", private_key: key },
    },
    {
      provider: "databricks-model-serving",
      databricks_model_serving_config: { databricks_workspace_url: "https://x", databricks_api_token: key },
    },
    {
      provider: "custom",
      custom_provider_config: {
        custom_provider_url: "https://x/v1",
        api_key_auth: { key: "x-api-key", value: key },
      },
    },
  ];
  for (const [index, model] of models.entries()) {
    const answer = await call("POST", ENDPOINTS, { ...withConfig(external(model)), name: `chat-${index}` });
    expect([index, answer.status, answer.body.message]).toEqual([index, 200, undefined]);
  }
});
