import { anthropic, openai, split } from "../with-emulator";
import type { WellFormed } from "./mutate";

const ENDPOINTS = "/api/2.0/serving-endpoints";
const SCIM = "/api/2.0/preview/scim/v2";

const messages = [
  { role: "system", content: "Be brief." },
  { role: "user", content: [{ type: "text", text: "hello" }] },
];

const tools = [
  {
    type: "function",
    function: {
      name: "look_up",
      parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
    },
  },
];

const schema = { type: "object", properties: { n: { type: "integer" } }, required: ["n"] };

const custom = { entity_name: "main.ml.fraud", entity_version: "1", scale_to_zero_enabled: true };

/**
 * Requests of every kind that the emulator answers, on the endpoints `chat`, `embed`, `fraud` and `spare`.
 *
 * @param id of the endpoint `chat`, which permissions hang on.
 */
export const requestsOf = (id: string): WellFormed[] => [
  { method: "GET", path: ENDPOINTS },
  { method: "GET", path: `${ENDPOINTS}/chat` },
  { method: "GET", path: `${ENDPOINTS}/chat/openapi` },
  { method: "GET", path: `${ENDPOINTS}/chat/metrics` },
  { method: "GET", path: `${ENDPOINTS}/chat/served-models/gpt/logs` },
  {
    method: "POST",
    path: ENDPOINTS,
    body: {
      name: "spare",
      description: "made by the fuzzer",
      tags: [{ key: "team", value: "ml" }],
      config: {
        served_entities: [openai(), anthropic()],
        traffic_config: split(["gpt", 50], ["claude", 50]),
      },
      ai_gateway: { usage_tracking_config: { enabled: true }, fallback_config: { enabled: true } },
    },
  },
  { method: "DELETE", path: `${ENDPOINTS}/spare` },
  { method: "PUT", path: `${ENDPOINTS}/spare/config`, body: { served_entities: [openai()] } },
  {
    method: "POST",
    path: `${ENDPOINTS}/pt`,
    body: {
      name: "spare",
      config: {
        served_entities: [{ entity_name: "system.ai.x", entity_version: "1", provisioned_model_units: 50 }],
      },
    },
  },
  {
    method: "POST",
    path: ENDPOINTS,
    body: {
      name: "spare",
      config: { served_entities: [custom], auto_capture_config: { catalog_name: "main", schema_name: "ml" } },
    },
  },
  {
    method: "PUT",
    path: `${ENDPOINTS}/chat/ai-gateway`,
    body: {
      rate_limits: [{ calls: 1_000_000, key: "user", renewal_period: "minute" }],
      guardrails: { input: { safety: true, pii: { behavior: "MASK" }, invalid_keywords: ["bad"] } },
      inference_table_config: { enabled: true, catalog_name: "main", schema_name: "ai" },
    },
  },
  {
    method: "PATCH",
    path: `${ENDPOINTS}/chat/tags`,
    body: { add_tags: [{ key: "a", value: "b" }], delete_tags: ["c"] },
  },
  {
    method: "PATCH",
    path: `${ENDPOINTS}/chat/notifications`,
    body: { email_notifications: { on_update_success: ["a@example.com"] } },
  },
  {
    method: "PATCH",
    path: `${ENDPOINTS}/fraud/telemetry-config`,
    body: { telemetry_config: { table_names: { logs_table: "main.ml.logs" } } },
  },
  {
    method: "PUT",
    path: `${ENDPOINTS}/chat/rate-limits`,
    body: { rate_limits: [{ calls: 1000, renewal_period: "minute" }] },
  },
  { method: "GET", path: `/api/2.0/permissions/serving-endpoints/${id}` },
  {
    method: "PATCH",
    path: `/api/2.0/permissions/serving-endpoints/${id}`,
    body: { access_control_list: [{ group_name: "users", permission_level: "CAN_QUERY" }] },
  },
  { method: "POST", path: "/api/2.0/secrets/scopes/create", body: { scope: "spare" } },
  { method: "POST", path: "/api/2.0/secrets/scopes/delete", body: { scope: "spare" } },
  { method: "POST", path: "/api/2.0/secrets/put", body: { scope: "llm", key: "k", string_value: "v" } },
  {
    method: "POST",
    path: "/api/2.0/secrets/acls/put",
    body: { scope: "llm", principal: "users", permission: "READ" },
  },
  { method: "GET", path: "/api/2.0/secrets/list?scope=llm" },
  { method: "GET", path: `${SCIM}/Users?startIndex=1&count=2&filter=userName%20eq%20%22x%22` },
  { method: "POST", path: `${SCIM}/Groups`, body: { displayName: "red", members: [{ value: "1" }] } },
  {
    method: "POST",
    path: `${SCIM}/Users`,
    body: { userName: "someone@example.com", entitlements: [{ value: "x" }] },
  },
  { method: "GET", path: `${SCIM}/Me` },
  {
    method: "POST",
    path: "/serving-endpoints/chat/invocations",
    body: { messages, temperature: 0.5, max_tokens: 10, n: 1, stop: ["x"] },
  },
  {
    method: "POST",
    path: "/serving-endpoints/chat/invocations",
    body: { messages, tools, tool_choice: "auto", parallel_tool_calls: true },
  },
  {
    method: "POST",
    path: "/serving-endpoints/chat/invocations",
    body: { messages, stream: true, stream_options: { include_usage: true } },
  },
  {
    method: "POST",
    path: "/serving-endpoints/chat/completions",
    body: {
      model: "chat",
      messages,
      response_format: { type: "json_schema", json_schema: { name: "n", schema } },
    },
  },
  {
    method: "POST",
    path: "/serving-endpoints/embeddings",
    body: { model: "embed", input: ["a", [1, 2, 3]], dimensions: 8 },
  },
  {
    method: "POST",
    path: "/serving-endpoints/responses",
    body: { model: "chat", input: "hello", tools: [] },
  },
  {
    method: "POST",
    path: "/serving-endpoints/anthropic/v1/messages",
    body: { model: "chat", max_tokens: 10, messages },
  },
  {
    method: "POST",
    path: "/serving-endpoints/anthropic/v1/messages/count_tokens",
    body: { model: "chat", messages },
  },
  {
    method: "POST",
    path: "/serving-endpoints/fraud/invocations",
    body: { dataframe_split: { columns: ["a"], data: [[1], [2]] } },
  },
  { method: "POST", path: "/serving-endpoints/fraud/invocations", body: { dataframe_records: [{ a: 1 }] } },
  { method: "POST", path: "/serving-endpoints/chat/served-models/gpt/invocations", body: { messages } },
  { method: "POST", path: "/api/2.0/workspace/mkdirs", body: { path: "/Shared/a/b" } },
  {
    method: "POST",
    path: "/api/2.0/workspace/import",
    body: { path: "/Shared/a/x", content: "aGk=", overwrite: true },
  },
  {
    method: "POST",
    path: "/api/2.0/workspace-files/import-file/Shared/x?overwrite=true",
    body: { any: "thing" },
  },
  { method: "GET", path: "/api/2.0/workspace/export?path=/Shared/a/x" },
  { method: "POST", path: "/api/2.0/token/create", body: { comment: "x", lifetime_seconds: 60 } },
  {
    method: "POST",
    path: "/api/2.1/unity-catalog/connections",
    body: { name: "c", connection_type: "HTTP", options: { host: "http://127.0.0.1", port: "1" } },
  },
  {
    method: "POST",
    path: "/api/2.0/external-function",
    body: { connection_name: "c", method: "GET", path: "/", headers: "{}", params: "{}" },
  },
  { method: "GET", path: "/.well-known/databricks-config" },
  {
    method: "POST",
    path: "/_emulator/faults",
    body: { path: "/never/*", times: 1, action: { kind: "status", status: 500, headers: { a: "b" } } },
  },
  {
    method: "PUT",
    path: "/_emulator/switches",
    body: { maxTags: null, catalogs: null, brokenModels: {}, sendRetryAfter: true },
  },
  { method: "POST", path: "/_emulator/clock", body: { advance_ms: 10 } },
  {
    method: "POST",
    path: "/_emulator/identities",
    body: { userName: "eve@example.com", groups: ["ml"], federation: [{ issuer: "x" }] },
  },
];
