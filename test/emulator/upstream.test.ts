import { describe, expect, test } from "vitest";
import { CHAT, model, say, withChat } from "./with-chat";
import { anthropic, openai } from "./with-emulator";

const ENDPOINTS = "/api/2.0/serving-endpoints";
const KEY = "{{secrets/llm/openai}}";

describe("upstream", () => {
  const cases: [string, Record<string, unknown>, number][] = [
    ["a model that OpenAI does not serve", openai("x", "claude-3-haiku-20240307"), 404],
    [
      "a model of Anthropic for embeddings",
      model("anthropic", "llm/v1/embeddings", "claude-2.1", { anthropic_config: { anthropic_api_key: KEY } }),
      404,
    ],
    [
      "a chat model asked for completions",
      model("openai", "llm/v1/completions", "gpt-4o", { openai_config: { openai_api_key: KEY } }),
      404,
    ],
    [
      "an OpenAI model at Cohere",
      model("cohere", "llm/v1/chat", "gpt-4o", { cohere_config: { cohere_api_key: KEY } }),
      404,
    ],
    [
      "a Cohere model under Anthropic at Bedrock",
      model("amazon-bedrock", "llm/v1/chat", "command-r-v1:0", {
        amazon_bedrock_config: {
          aws_region: "us-east-1",
          bedrock_provider: "anthropic",
          instance_profile_arn: "arn:x",
        },
      }),
      400,
    ],
  ];

  test.each(cases)(
    "%s is accepted at creation and fails when it is queried",
    async (_title, entity, status) => {
      const { call } = await withChat([entity]);
      const ready = await call("GET", `${ENDPOINTS}/chat`);
      expect(ready.body.state.ready).toBe("READY");
      const { task } = (entity as any).external_model;
      const body = task.endsWith("chat")
        ? say("x")
        : task.endsWith("embeddings")
          ? { input: "x" }
          : { prompt: "x" };
      const answer = await call("POST", CHAT, body);
      expect(answer.status).toBe(status);
      expect(JSON.parse(answer.body.message)).toMatchObject({
        external_model_provider: (entity as any).external_model.provider,
        external_model_error: expect.any(Object),
      });
    },
  );

  const served: [string, Record<string, unknown>][] = [
    ["fine-tuned OpenAI models", openai("x", "ft:gpt-4o-mini:acme::abc")],
    ["newer OpenAI models", openai("x", "gpt-5-mini")],
    ["newer Anthropic models", anthropic("x", "claude-opus-4-6")],
    [
      "fine-tuned Cohere models",
      model("cohere", "llm/v1/chat", "acme-support-ft", { cohere_config: { cohere_api_key: KEY } }),
    ],
    [
      "Bedrock names with vendor and region",
      model("amazon-bedrock", "llm/v1/chat", "us.anthropic.claude-sonnet-4-5-v1:0", {
        amazon_bedrock_config: {
          aws_region: "us-east-1",
          bedrock_provider: "Anthropic",
          instance_profile_arn: "arn:x",
        },
      }),
    ],
    [
      "Gemini at Vertex AI",
      model("google-cloud-vertex-ai", "llm/v1/chat", "gemini-2.5-flash", {
        google_cloud_vertex_ai_config: { project_id: "p", region: "us-central1", private_key: KEY },
      }),
    ],
    [
      "anything behind a custom provider",
      model("custom", "llm/v1/chat", "my-model", {
        custom_provider_config: {
          custom_provider_url: "https://llm.example/v1",
          bearer_token_auth: { token: KEY },
        },
      }),
    ],
  ];

  test.each(served)("%s answer", async (_title, entity) => {
    const { call } = await withChat([entity]);
    expect((await call("POST", CHAT, say("x"))).status).toBe(200);
  });

  test("a key that was rotated works again only after the config was sent again", async () => {
    const { call, emulator, settled } = await withChat();
    await call("POST", "/api/2.0/secrets/put", { scope: "llm", key: "openai", string_value: "sk-new" });
    emulator.set({ revokedKeys: ["sk-fake-openai"] });
    const stale = await call("POST", CHAT, say("x"));
    expect(stale).toMatchObject({ status: 401, body: { error_code: "UNAUTHENTICATED" } });
    expect(stale.body.message).toContain("Incorrect API key");
    await call("PUT", `${ENDPOINTS}/chat/config`, { served_entities: [openai()] });
    await settled("chat");
    expect((await call("POST", CHAT, say("x"))).status).toBe(200);
  });

  test("a provider that cannot stream refuses to", async () => {
    const entity = model("google-cloud-vertex-ai", "llm/v1/chat", "gemini-pro", {
      google_cloud_vertex_ai_config: { project_id: "p", region: "r", private_key: KEY },
    });
    const { call } = await withChat([entity]);
    expect((await call("POST", CHAT, say("x", { stream: true }))).status).toBe(400);
  });
});
