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
  { name: "databricks-gpt-5-4", apiTypes: [...CHAT, "openai/v1/responses"] },
  { name: "databricks-gpt-oss-120b", apiTypes: CHAT },
  { name: "databricks-gemini-2-5-pro", apiTypes: ["gemini/v1beta/generateContent"] },
  { name: "databricks-meta-llama-3-3-70b-instruct", apiTypes: CHAT },
  { name: "databricks-gte-large-en", apiTypes: EMBEDDINGS },
  { name: "databricks-bge-large-en", apiTypes: EMBEDDINGS },
];
