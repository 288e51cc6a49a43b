/** A model that Databricks hosts and bills by the token, as a workspace finds it in `system.ai`. */
export interface SystemModel {
  /** Without `system.ai.` in front. */
  name: string;
  /** APIs of the model's own maker that it speaks. */
  apiTypes: readonly string[];
}

const CHAT = ["openai/v1/chat/completions"];
const EMBEDDINGS = ["openai/v1/embeddings"];

/** A choice, not the whole list: Databricks' own changes by region and by the month. */
export const SYSTEM_MODELS: readonly SystemModel[] = [
  { name: "databricks-claude-opus-4-6", apiTypes: ["anthropic/v1/messages"] },
  { name: "databricks-claude-sonnet-4-6", apiTypes: ["anthropic/v1/messages"] },
  { name: "databricks-claude-sonnet-4-5", apiTypes: ["anthropic/v1/messages"] },
  { name: "databricks-gpt-5-4", apiTypes: [...CHAT, "openai/v1/responses"] },
  { name: "databricks-gpt-oss-120b", apiTypes: CHAT },
  { name: "databricks-gpt-oss-20b", apiTypes: CHAT },
  { name: "databricks-gemini-2-5-pro", apiTypes: ["gemini/v1beta/generateContent"] },
  { name: "databricks-llama-4-maverick", apiTypes: CHAT },
  { name: "databricks-meta-llama-3-3-70b-instruct", apiTypes: CHAT },
  { name: "databricks-meta-llama-3-1-8b-instruct", apiTypes: CHAT },
  { name: "databricks-gemma-3-12b", apiTypes: CHAT },
  { name: "databricks-qwen3-next-80b-a3b-instruct", apiTypes: CHAT },
  { name: "databricks-gte-large-en", apiTypes: EMBEDDINGS },
  { name: "databricks-bge-large-en", apiTypes: EMBEDDINGS },
];
