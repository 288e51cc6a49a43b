import { describe, expect, test } from "vitest";
import { anthropic, custom, openai, withEmulator } from "./with-emulator";

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
