import { expect, test } from "vitest";
import { withEmulator } from "./with-emulator";

const ENDPOINTS = "/api/2.0/serving-endpoints";
const LLAMA = "databricks-meta-llama-3-3-70b-instruct";

test("Databricks' own endpoints are there from the start, ready, after one's own in the list", async () => {
  const { call, emulator } = await withEmulator({ switches: { platformEndpoints: true } });
  await call("POST", ENDPOINTS, { name: "chat" });
  const { endpoints } = (await call("GET", ENDPOINTS)).body;
  expect(endpoints[0].name).toBe("chat");
  const llama = endpoints.find((one: any) => one.name === LLAMA);
  expect(llama).toMatchObject({
    state: { ready: "READY", config_update: "NOT_UPDATING" },
    task: "llm/v1/chat",
    endpoint_type: "FOUNDATION_MODEL_API",
    config: { served_entities: [{ name: LLAMA, foundation_model: { name: `system.ai.${LLAMA}` } }] },
  });
  emulator.set({ platformEndpoints: false });
  expect((await call("GET", ENDPOINTS)).body.endpoints).toHaveLength(1);
  expect((await call("GET", `${ENDPOINTS}/${LLAMA}`)).status).toBe(404);
});

test("everybody may query them", async () => {
  const { call, emulator } = await withEmulator({ switches: { platformEndpoints: true } });
  emulator.addIdentity({ userName: "ann@example.com", tokens: ["token-ann"] });
  const messages = [{ role: "user", content: "hello" }];
  const native = await call("POST", `/serving-endpoints/${LLAMA}/invocations`, { messages }, "token-ann");
  expect(native).toMatchObject({ status: 200, body: { object: "chat.completion" } });
  const request = { model: "databricks-gte-large-en", input: "hello" };
  const embedding = await call("POST", "/serving-endpoints/embeddings", request, "token-ann");
  expect(embedding).toMatchObject({ status: 200, body: { data: [{ object: "embedding" }] } });
  const path = "/serving-endpoints/databricks-gte-large-en/invocations";
  expect((await call("POST", path, { input: ["a", "b"] })).body.data).toHaveLength(2);
});

test("say their usage so far in every chunk of a stream, asked or not", async () => {
  const { call } = await withEmulator({ switches: { platformEndpoints: true } });
  const messages = [{ role: "user", content: "hello" }];
  const path = `/serving-endpoints/${LLAMA}/invocations`;
  const { usage } = (await call("POST", path, { messages })).body;
  const { text } = await call("POST", path, { messages, stream: true });
  const usages = text
    .trim()
    .split("\n\n")
    .slice(0, -1)
    .map((event) => JSON.parse(event.slice("data: ".length)).usage);
  expect(usages.length).toBeGreaterThan(3);
  expect(usages.every(({ prompt_tokens }) => prompt_tokens === usage.prompt_tokens)).toBe(true);
  expect(usages.at(-1)).toEqual(usage);
});

test("admins govern them, and nobody changes or deletes them", async () => {
  const { call, emulator } = await withEmulator({ switches: { platformEndpoints: true } });
  emulator.addIdentity({ userName: "ann@example.com", tokens: ["token-ann"] });
  const gateway = { rate_limits: [{ calls: 0, renewal_period: "minute" }] };
  expect((await call("PUT", `${ENDPOINTS}/${LLAMA}/ai-gateway`, gateway, "token-ann")).status).toBe(403);
  expect((await call("PUT", `${ENDPOINTS}/${LLAMA}/ai-gateway`, gateway)).status).toBe(200);
  const ask = () =>
    call("POST", `/serving-endpoints/${LLAMA}/invocations`, { messages: [{ role: "user", content: "x" }] });
  expect((await ask()).status).toBe(429);

  const { id } = (await call("GET", `${ENDPOINTS}/${LLAMA}`)).body;
  const acl = { access_control_list: [{ group_name: "users", permission_level: "CAN_VIEW" }] };
  expect((await call("PUT", `/api/2.0/permissions/serving-endpoints/${id}`, acl)).status).toBe(200);
  const asAnn = await call("POST", `/serving-endpoints/${LLAMA}/invocations`, { messages: [] }, "token-ann");
  expect(asAnn.status).toBe(403);

  expect((await call("DELETE", `${ENDPOINTS}/${LLAMA}`)).status).toBe(403);
  const config = {
    served_entities: [{ entity_name: "a.b.c", entity_version: "1", scale_to_zero_enabled: true }],
  };
  expect((await call("PUT", `${ENDPOINTS}/${LLAMA}/config`, config)).status).toBe(403);
  expect((await call("GET", `${ENDPOINTS}/${LLAMA}`)).body.ai_gateway).toMatchObject(gateway);
});
