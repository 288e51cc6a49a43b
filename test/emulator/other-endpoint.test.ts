import { describe, expect, test } from "vitest";
import { CHAT, model, say } from "./with-chat";
import { openai, withEmulator, type Client } from "./with-emulator";

const ENDPOINTS = "/api/2.0/serving-endpoints";

/** A served entity that is the endpoint of this name in the workspace at this address. */
const endpointAt = (url: string, name: string): Record<string, unknown> =>
  model("databricks-model-serving", "llm/v1/chat", name, {
    databricks_model_serving_config: {
      databricks_workspace_url: url,
      databricks_api_token: "{{secrets/llm/workspace}}",
    },
  });

async function withToken(token?: string): Promise<Client> {
  const client = await withEmulator();
  const string_value = token ?? client.emulator.token;
  await client.call("POST", "/api/2.0/secrets/put", { scope: "llm", key: "workspace", string_value });
  return client;
}

async function create({ call, settled }: Client, name: string, ...served_entities: unknown[]): Promise<void> {
  const created = await call("POST", ENDPOINTS, { name, config: { served_entities } });
  expect(created.body.message).toBeUndefined();
  await settled(name);
}

describe("an endpoint behind an endpoint", () => {
  test("answers through it, streams through it, and has to exist", async () => {
    const client = await withToken();
    await create(client, "chat", endpointAt(`${client.emulator.url}/`, "inner"));
    const missing = await client.call("POST", CHAT, say("x"));
    expect(missing.status).toBe(404);
    expect(JSON.parse(missing.body.message)).toMatchObject({
      external_model_provider: "databricks-model-serving",
      external_model_error: { error_code: "RESOURCE_DOES_NOT_EXIST" },
    });
    await create(client, "inner", openai());
    const answer = await client.call("POST", CHAT, say("Hi"));
    expect(answer.body.choices[0].message.content).toBe(
      "Hello from gpt-4o (openai, served as gpt). You said: Hi",
    );
    expect(answer.headers.get("served-model-name")).toBe("one");
    expect(answer.body.usage.total_tokens).toBeGreaterThan(10);
    const streamed = await client.call("POST", CHAT, say("Hi", { stream: true }));
    expect(streamed.text).toContain('"content":"gpt-4o "');
    expect(streamed.text.trim().endsWith("data: [DONE]")).toBe(true);
  });

  test("is reached in another workspace on this machine, tools included", async () => {
    const far = await withEmulator();
    await create(far, "inner", openai());
    const near = await withToken(far.emulator.token);
    await create(near, "chat", endpointAt(far.emulator.url, "inner"));
    const tools = [
      {
        type: "function",
        function: { name: "get_weather", parameters: { properties: { city: { type: "string" } } } },
      },
    ];
    const answer = await near.call("POST", CHAT, say("the weather", { tools }));
    expect(answer.body.choices[0].message.tool_calls[0].function.name).toBe("get_weather");
    expect(far.emulator.journal.entries().at(-1)!.body).toMatchObject({ tools: [{ type: "function" }] });
  });

  test("checks the token that the served entity has for it", async () => {
    const client = await withToken("dapi-nobody");
    await create(client, "chat", endpointAt(client.emulator.url, "inner"));
    const refused = await client.call("POST", CHAT, say("x"));
    expect(refused).toMatchObject({ status: 403, body: { error_code: "PERMISSION_DENIED" } });
    expect(refused.body.message).toContain("Invalid access token.");
    expect(refused.text).not.toContain("dapi-nobody");
  });

  test("does not go round in circles", async () => {
    const client = await withToken();
    await create(client, "chat", endpointAt(client.emulator.url, "inner"));
    await create(client, "inner", endpointAt(client.emulator.url, "chat"));
    const answer = await client.call("POST", CHAT, say("x"));
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain("Endpoint chat leads back to itself");
  });

  test("elsewhere is played, and one that does not listen is an error that fallback goes on from", async () => {
    const client = await withToken();
    await create(client, "chat", endpointAt("https://far.example", "inner"));
    expect((await client.call("POST", CHAT, say("x"))).body.choices[0].message.content).toContain("inner");
    await create(client, "down", endpointAt("http://127.0.0.1:9", "inner"));
    expect((await client.call("POST", "/serving-endpoints/down/invocations", say("x"))).status).toBe(503);
  });
});
