import type { ProviderType } from "./provider-types";
import type { Task } from "./task";

const OPENAI_APIS: Readonly<Record<Task, string>> = {
  "llm/v1/chat": "openai/v1/chat/completions",
  "llm/v1/completions": "openai/v1/completions",
  "llm/v1/embeddings": "openai/v1/embeddings",
};

/** Providers that answer chats by an API of their own. */
const CHAT_APIS: Partial<Record<ProviderType, string>> = {
  EXTERNAL_MODEL_PROVIDER_TYPE_ANTHROPIC: "anthropic/v1/messages",
  EXTERNAL_MODEL_PROVIDER_TYPE_GEMINI_ENTERPRISE: "gemini/v1beta/generateContent",
};

/** The API by which a type of provider is called as a rule, to suggest. */
export const usualApi = (type: ProviderType, task: Task = "llm/v1/chat"): string =>
  (task === "llm/v1/chat" ? CHAT_APIS[type] : undefined) ?? OPENAI_APIS[task];
