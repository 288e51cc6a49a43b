import { describe, expect, test } from "vitest";
import { withEmulator } from "./with-emulator";

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

const refused: [string, Record<string, unknown>, RegExp][] = [
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
