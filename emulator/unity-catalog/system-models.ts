/** A model that Databricks hosts and bills by the token, as a workspace finds it in `system.ai`. */
export interface SystemModel {
  /** Of the model, without `system.ai.` in front. */
  name: string;
  /**
   * Of the model service over it. Databricks' pages have them with `databricks-` in front and, for other makers' models,
   * newly without.
   */
  service: string;
  /** APIs of the model's own maker that it speaks. */
  apiTypes: readonly string[];
}

const CHAT = ["openai/v1/chat/completions"];
const GPT = [...CHAT, "openai/v1/responses"];
const CLAUDE = ["anthropic/v1/messages"];
const GEMINI = ["gemini/v1beta/generateContent"];
const EMBEDDINGS = ["openai/v1/embeddings"];

const ofMaker = (service: string, apiTypes: readonly string[]): SystemModel => ({
  name: `databricks-${service}`,
  service,
  apiTypes,
});
const open = (name: string, apiTypes: readonly string[]): SystemModel => ({ name, service: name, apiTypes });

/** A choice, not the whole list: Databricks' own changes by region and by the month. */
export const SYSTEM_MODELS: readonly SystemModel[] = [
  ofMaker("claude-opus-4-6", CLAUDE),
  ofMaker("claude-sonnet-4-6", CLAUDE),
  ofMaker("claude-sonnet-4-5", CLAUDE),
  ofMaker("claude-haiku-4-5", CLAUDE),
  ofMaker("gpt-5-4", GPT),
  ofMaker("gemini-2-5-pro", GEMINI),
  open("databricks-gpt-oss-120b", CHAT),
  open("databricks-gpt-oss-20b", CHAT),
  open("databricks-llama-4-maverick", CHAT),
  open("databricks-meta-llama-3-3-70b-instruct", CHAT),
  open("databricks-meta-llama-3-1-8b-instruct", CHAT),
  open("databricks-gemma-3-12b", CHAT),
  open("databricks-qwen3-next-80b-a3b-instruct", CHAT),
  open("databricks-gte-large-en", EMBEDDINGS),
  open("databricks-bge-large-en", EMBEDDINGS),
];
