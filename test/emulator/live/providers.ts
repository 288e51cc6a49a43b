import { cloudCases } from "./cloud-providers";
import { bearer, ENTRA_SECRET, KEY, type LiveCase } from "./live-case";
import { events } from "./stand-in";

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

/** A model of each provider that the page names, and of each way to sign in. */
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
  ...cloudCases,
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
