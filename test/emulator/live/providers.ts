import { createVerify, generateKeyPairSync } from "node:crypto";
import { eventStream, isSigned } from "./aws";
import { events, type StandInAnswer, type StandInRequest } from "./stand-in";

/** A provider's model, and how its API looks from the provider's side. */
export interface LiveCase {
  provider: string;
  task: string;
  /** Name and settings, with its credentials in plaintext. */
  model: Record<string, unknown>;
  /** Hosts that the stand-in plays. */
  hosts: string[];
  path: string;
  /** Whether the request carries the right credential in the provider's own way. */
  isSignedIn(request: StandInRequest): boolean;
  /** What of the request's body shows that it is in the provider's own words. */
  asks: object;
  says: StandInAnswer;
  /** The same as a stream; absent: the workspace does not stream from this provider. */
  streams?: { path?: string; says: StandInAnswer };
}

export const SECRETS = ["sk-live-1", "live-secret-2", "live-entra-3", "PRIVATE KEY"];
const [KEY, AWS_SECRET, ENTRA_SECRET] = SECRETS as [string, string, string];

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const SERVICE_ACCOUNT = JSON.stringify({
  type: "service_account",
  project_id: "acme",
  private_key_id: "k1",
  private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
  client_email: "models@acme.iam.gserviceaccount.com",
});

/** Google's token endpoint: a token for an assertion that the service account has signed. */
export function googleToken({ body }: StandInRequest): StandInAnswer | { status: number; json: object } {
  const [head, claims, signature] = (new URLSearchParams(body).get("assertion") ?? "").split(".");
  const isRight = createVerify("RSA-SHA256")
    .update(`${head}.${claims}`)
    .verify(publicKey, signature!, "base64url");
  return isRight
    ? { access_token: "ya29-token", expires_in: 3600, token_type: "Bearer" }
    : { status: 401, json: { error: "invalid_grant" } };
}

/** Microsoft Entra's token endpoint. */
export function entraToken({ path, body }: StandInRequest): StandInAnswer | { status: number; json: object } {
  const form = Object.fromEntries(new URLSearchParams(body));
  const isRight =
    path === "/tenant-1/oauth2/v2.0/token" &&
    form.grant_type === "client_credentials" &&
    form.client_id === "client-1" &&
    form.client_secret === ENTRA_SECRET &&
    form.scope === "https://cognitiveservices.azure.com/.default";
  return isRight
    ? { access_token: "entra-token", expires_in: 3600, token_type: "Bearer" }
    : {
        status: 401,
        json: { error: "invalid_client", error_description: "AADSTS7000215: Invalid client secret" },
      };
}

const bearer =
  (token = KEY) =>
  ({ headers }: StandInRequest): boolean =>
    headers.authorization === `Bearer ${token}`;
const chat = "llm/v1/chat";
const openaiUsage = { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9 };
const openaiAnswer = {
  id: "1",
  object: "chat.completion",
  created: 1,
  model: "m",
  choices: [{ index: 0, message: { role: "assistant", content: "Hello there" }, finish_reason: "stop" }],
  usage: openaiUsage,
};
const openaiChunk = (delta: object, finish_reason: string | null, rest: object = {}): object => ({
  id: "1",
  object: "chat.completion.chunk",
  created: 1,
  model: "m",
  choices: [{ index: 0, delta, finish_reason }],
  ...rest,
});
const openaiStream = events(
  openaiChunk({ role: "assistant", content: "Hello " }, null),
  openaiChunk({ content: "there" }, null),
  openaiChunk({}, "stop"),
  { ...openaiChunk({}, null), choices: [], usage: openaiUsage },
  "[DONE]",
);
const openaiChat = {
  asks: {
    messages: [
      { role: "system", content: "Be brief" },
      { role: "user", content: "Hi" },
    ],
    max_tokens: 50,
  },
  says: openaiAnswer,
  streams: { says: openaiStream },
};
const azure = {
  openai_api_base: "https://acme.openai.azure.com",
  openai_deployment_name: "gpt-live",
  openai_api_version: "2024-10-21",
};
const azurePath = "/openai/deployments/gpt-live/chat/completions";
const BEDROCK = "bedrock-runtime.eu-west-1.amazonaws.com";
const bedrock = (vendor: string): object => ({
  amazon_bedrock_config: {
    aws_region: "eu-west-1",
    bedrock_provider: vendor,
    aws_access_key_id_plaintext: "AKIALIVE",
    aws_secret_access_key_plaintext: AWS_SECRET,
  },
});
const bySignature = (request: StandInRequest): boolean => isSigned(request, BEDROCK, AWS_SECRET);
const vertex = {
  google_cloud_vertex_ai_config: {
    project_id: "acme",
    region: "europe-west4",
    private_key_plaintext: SERVICE_ACCOUNT,
  },
};
const VERTEX_HOSTS = ["oauth2.googleapis.com", "europe-west4-aiplatform.googleapis.com"];
const vertexPath = (rest: string): string =>
  `/v1/projects/acme/locations/europe-west4/publishers/google/models/${rest}`;

export const liveCases: Record<string, LiveCase> = {
  OpenAI: {
    provider: "openai",
    task: chat,
    model: { name: "gpt-4o", openai_config: { openai_api_key_plaintext: KEY, openai_organization: "org-1" } },
    hosts: ["api.openai.com"],
    path: "/v1/chat/completions",
    isSignedIn: (request) => bearer()(request) && request.headers["openai-organization"] === "org-1",
    ...openaiChat,
  },
  "Azure OpenAI with a key": {
    provider: "openai",
    task: chat,
    model: {
      name: "gpt-4o",
      openai_config: { ...azure, openai_api_type: "azure", openai_api_key_plaintext: KEY },
    },
    hosts: ["acme.openai.azure.com"],
    path: azurePath,
    isSignedIn: ({ headers, query }) => headers["api-key"] === KEY && query["api-version"] === "2024-10-21",
    ...openaiChat,
  },
  "Azure OpenAI with Microsoft Entra": {
    provider: "openai",
    task: chat,
    model: {
      name: "gpt-4o",
      openai_config: {
        ...azure,
        openai_api_type: "azuread",
        microsoft_entra_tenant_id: "tenant-1",
        microsoft_entra_client_id: "client-1",
        microsoft_entra_client_secret_plaintext: ENTRA_SECRET,
      },
    },
    hosts: ["login.microsoftonline.com", "acme.openai.azure.com"],
    path: azurePath,
    isSignedIn: (request) => bearer("entra-token")(request) && request.headers["api-key"] === undefined,
    ...openaiChat,
  },
  Anthropic: {
    provider: "anthropic",
    task: chat,
    model: { name: "claude-sonnet-4-5", anthropic_config: { anthropic_api_key_plaintext: KEY } },
    hosts: ["api.anthropic.com"],
    path: "/v1/messages",
    isSignedIn: ({ headers }) => headers["x-api-key"] === KEY && headers["anthropic-version"] !== undefined,
    asks: {
      system: [{ type: "text", text: "Be brief" }],
      messages: [{ role: "user", content: "Hi" }],
      max_tokens: 50,
    },
    says: {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model: "claude-sonnet-4-5",
      content: [{ type: "text", text: "Hello there" }],
      stop_reason: "end_turn",
      stop_sequence: null,
      usage: { input_tokens: 7, output_tokens: 2 },
    },
    streams: {
      says: events(
        {
          type: "message_start",
          message: {
            id: "msg_1",
            type: "message",
            role: "assistant",
            model: "m",
            content: [],
            usage: { input_tokens: 7, output_tokens: 0 },
          },
        },
        { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
        { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hello " } },
        { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "there" } },
        { type: "content_block_stop", index: 0 },
        {
          type: "message_delta",
          delta: { stop_reason: "end_turn", stop_sequence: null },
          usage: { output_tokens: 2 },
        },
        { type: "message_stop" },
      ),
    },
  },
  Cohere: {
    provider: "cohere",
    task: chat,
    model: { name: "command-r", cohere_config: { cohere_api_key_plaintext: KEY } },
    hosts: ["api.cohere.ai", "api.cohere.com"],
    path: "/v2/chat",
    isSignedIn: bearer(),
    asks: openaiChat.asks,
    says: {
      id: "1",
      finish_reason: "COMPLETE",
      message: { role: "assistant", content: [{ type: "text", text: "Hello there" }] },
      usage: {
        billed_units: { input_tokens: 7, output_tokens: 2 },
        tokens: { input_tokens: 7, output_tokens: 2 },
      },
    },
    streams: {
      says: events(
        { type: "message-start", id: "1", delta: { message: { role: "assistant", content: [] } } },
        { type: "content-start", index: 0, delta: { message: { content: { type: "text", text: "" } } } },
        { type: "content-delta", index: 0, delta: { message: { content: { text: "Hello " } } } },
        { type: "content-delta", index: 0, delta: { message: { content: { text: "there" } } } },
        { type: "content-end", index: 0 },
        {
          type: "message-end",
          delta: {
            finish_reason: "COMPLETE",
            usage: {
              billed_units: { input_tokens: 7, output_tokens: 2 },
              tokens: { input_tokens: 7, output_tokens: 2 },
            },
          },
        },
      ),
    },
  },
  "AI21 Labs": {
    provider: "ai21labs",
    task: "llm/v1/completions",
    model: { name: "j2-ultra", ai21labs_config: { ai21labs_api_key_plaintext: KEY } },
    hosts: ["api.ai21.com"],
    path: "/studio/v1/j2-ultra/complete",
    isSignedIn: bearer(),
    asks: { prompt: "Once", maxTokens: 50 },
    says: {
      id: "1",
      prompt: { text: "Once", tokens: [{}] },
      completions: [
        { data: { text: "Hello there", tokens: [{}, {}] }, finishReason: { reason: "endoftext" } },
      ],
    },
  },
  "Anthropic at Amazon Bedrock": {
    provider: "amazon-bedrock",
    task: chat,
    model: { name: "claude-3-5-sonnet-20240620-v1:0", ...bedrock("anthropic") },
    hosts: [BEDROCK],
    path: "/model/anthropic.claude-3-5-sonnet-20240620-v1%3A0/converse",
    isSignedIn: bySignature,
    asks: {
      system: [{ text: "Be brief" }],
      messages: [{ role: "user", content: [{ text: "Hi" }] }],
      inferenceConfig: { maxTokens: 50 },
    },
    says: {
      output: { message: { role: "assistant", content: [{ text: "Hello there" }] } },
      stopReason: "end_turn",
      usage: { inputTokens: 7, outputTokens: 2, totalTokens: 9 },
    },
    streams: {
      path: "/model/anthropic.claude-3-5-sonnet-20240620-v1%3A0/converse-stream",
      says: eventStream(
        ["messageStart", { role: "assistant" }],
        ["contentBlockDelta", { contentBlockIndex: 0, delta: { text: "Hello " } }],
        ["contentBlockDelta", { contentBlockIndex: 0, delta: { text: "there" } }],
        ["contentBlockStop", { contentBlockIndex: 0 }],
        ["messageStop", { stopReason: "end_turn" }],
        [
          "metadata",
          { usage: { inputTokens: 7, outputTokens: 2, totalTokens: 9 }, metrics: { latencyMs: 1 } },
        ],
      ),
    },
  },
  "Titan at Amazon Bedrock": {
    provider: "amazon-bedrock",
    task: "llm/v1/embeddings",
    model: { name: "titan-embed-text-v1", ...bedrock("amazon") },
    hosts: [BEDROCK],
    path: "/model/amazon.titan-embed-text-v1/invoke",
    isSignedIn: bySignature,
    asks: { inputText: "Hi" },
    says: { embedding: [0.6, 0.8], inputTextTokenCount: 7 },
  },
  "Gemini at Google Cloud Vertex AI": {
    provider: "google-cloud-vertex-ai",
    task: chat,
    model: { name: "gemini-2.5-flash", ...vertex },
    hosts: VERTEX_HOSTS,
    path: vertexPath("gemini-2.5-flash:generateContent"),
    isSignedIn: bearer("ya29-token"),
    asks: {
      systemInstruction: { parts: [{ text: "Be brief" }] },
      contents: [{ role: "user", parts: [{ text: "Hi" }] }],
      generationConfig: { maxOutputTokens: 50 },
    },
    says: {
      candidates: [
        { content: { role: "model", parts: [{ text: "Hello there" }] }, finishReason: "STOP", index: 0 },
      ],
      usageMetadata: { promptTokenCount: 7, candidatesTokenCount: 2, totalTokenCount: 9 },
    },
  },
  "a custom provider with a bearer token": {
    provider: "custom",
    task: chat,
    model: {
      name: "mine",
      custom_provider_config: {
        custom_provider_url: "https://llm.example/v1/chat/completions",
        bearer_token_auth: { token_plaintext: KEY },
      },
    },
    hosts: ["llm.example"],
    path: "/v1/chat/completions",
    isSignedIn: bearer(),
    ...openaiChat,
  },
  "a custom provider with a key in a header": {
    provider: "custom",
    task: chat,
    model: {
      name: "mine",
      custom_provider_config: {
        custom_provider_url: "https://llm.example/v1",
        api_key_auth: { key: "X-Api-Token", value_plaintext: KEY },
      },
    },
    hosts: ["llm.example"],
    path: "/v1/chat/completions",
    isSignedIn: ({ headers }) => headers["x-api-token"] === KEY,
    ...openaiChat,
  },
};
