import type { BedrockProvider, OpenaiApiType, ProviderName } from "./provider-name";
import type { Task } from "./task";

/** A model that the page does not list, and where its name was read. */
export interface NewerModel {
  provider: ProviderName;
  task: Task;
  model: string;
  openaiApiTypes?: readonly OpenaiApiType[];
  bedrockProvider?: BedrockProvider;
  /**
   * `documented`: in Databricks' newer table of external models. `seen`: in a configuration of an external model that
   * somebody published. `vendor`: in the vendor's own list of current models.
   */
  evidence: "documented" | "seen" | "vendor";
  source: string;
}

const databricksTable =
  "https://docs.databricks.com/aws/en/machine-learning/model-serving/foundation-model-endpoints-legacy";
const publishedModule =
  "https://github.com/HuyD0/dbx-models-tf-example/blob/1f5f25a92151715b807dce222a43f12b45194da4/modules/model-serving/model_defaults.yaml";
const openaiDeprecations = "https://developers.openai.com/api/docs/deprecations.md";
const azureSchedule =
  "https://github.com/MicrosoftDocs/azure-ai-docs/blob/00bb5540c93f4bf3d1d78fe21e36c6dbc2930026/articles/foundry/openai/includes/concepts-model-retirement-schedule-content.md";
const anthropicModels = "https://platform.claude.com/docs/en/about-claude/model-deprecations";
const cohereModels = "https://docs.cohere.com/docs/models.md";
const bedrockLifecycle = "https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html";
const vertexVersions = "https://docs.cloud.google.com/gemini-enterprise-agent-platform/models/model-versions";

const chat = "llm/v1/chat" as const;
const embeddings = "llm/v1/embeddings" as const;
const direct = { provider: "openai", openaiApiTypes: ["openai"] } as const;
const azure = { provider: "openai", openaiApiTypes: ["azure", "azuread"] } as const;
const documentedChat = { task: chat, evidence: "documented", source: databricksTable } as const;
const anthropicChat = {
  provider: "anthropic",
  task: chat,
  evidence: "vendor",
  source: anthropicModels,
} as const;
const cohereChat = { provider: "cohere", task: chat, evidence: "vendor", source: cohereModels } as const;
const azureChat = { ...azure, task: chat, evidence: "vendor", source: azureSchedule } as const;
const openaiChat = { ...direct, task: chat, evidence: "vendor", source: openaiDeprecations } as const;
const vertexChat = {
  provider: "google-cloud-vertex-ai",
  task: chat,
  evidence: "vendor",
  source: vertexVersions,
} as const;
const vertexEmbeddings = { ...vertexChat, task: embeddings } as const;

/**
 * Newer models than the page's. The page calls its table a guide for newly released models, and the newer table says
 * that new versions from the same provider are typically supported even if they are not on it.
 */
export const newerModels = [
  { ...direct, ...documentedChat, model: "o1" },
  { ...direct, ...documentedChat, model: "o1-mini" },
  { ...direct, ...documentedChat, model: "o1-mini-2024-09-12" },
  { ...direct, ...documentedChat, model: "gpt-4-turbo" },
  { ...direct, ...documentedChat, model: "gpt-4-turbo-2024-04" },
  { ...azure, ...documentedChat, model: "o1" },
  { ...azure, ...documentedChat, model: "o1-mini" },
  { ...azure, ...documentedChat, model: "gpt-4-turbo" },
  { provider: "anthropic", ...documentedChat, model: "claude-3-5-sonnet-latest" },
  { provider: "anthropic", ...documentedChat, model: "claude-3-5-haiku-latest" },
  { provider: "anthropic", ...documentedChat, model: "claude-3-5-sonnet-20241022" },
  { provider: "anthropic", ...documentedChat, model: "claude-3-5-opus-latest" },
  { ...azure, task: chat, evidence: "seen", source: publishedModule, model: "gpt-5-mini" },
  { ...azure, task: chat, evidence: "seen", source: publishedModule, model: "gpt-5.4" },
  {
    provider: "anthropic",
    task: chat,
    evidence: "seen",
    source: publishedModule,
    model: "claude-sonnet-4-5",
  },
  { ...openaiChat, model: "gpt-5.6-sol" },
  { ...openaiChat, model: "gpt-5.6-terra" },
  { ...openaiChat, model: "gpt-5.6-luna" },
  { ...azureChat, model: "gpt-5" },
  { ...azureChat, model: "gpt-5-nano" },
  { ...azureChat, model: "gpt-5.1" },
  { ...azureChat, model: "gpt-5.4-mini" },
  { ...anthropicChat, model: "claude-opus-5" },
  { ...anthropicChat, model: "claude-sonnet-5" },
  { ...anthropicChat, model: "claude-fable-5" },
  { ...anthropicChat, model: "claude-opus-4-8" },
  { ...anthropicChat, model: "claude-opus-4-7" },
  { ...anthropicChat, model: "claude-opus-4-6" },
  { ...anthropicChat, model: "claude-sonnet-4-6" },
  { ...anthropicChat, model: "claude-opus-4-5-20251101" },
  { ...anthropicChat, model: "claude-sonnet-4-5-20250929" },
  { ...anthropicChat, model: "claude-haiku-4-5-20251001" },
  { ...cohereChat, model: "command-a-03-2025" },
  { ...cohereChat, model: "command-r-08-2024" },
  { ...cohereChat, model: "command-r-plus-08-2024" },
  { ...cohereChat, model: "command-r7b-12-2024" },
  { ...cohereChat, task: embeddings, model: "embed-v4.0" },
  { ...vertexChat, model: "gemini-3.5-flash" },
  { ...vertexChat, model: "gemini-3.1-flash-lite" },
  { ...vertexEmbeddings, model: "gemini-embedding-001" },
  { ...vertexEmbeddings, model: "text-embedding-005" },
  { ...vertexEmbeddings, model: "text-embedding-004" },
  { ...vertexEmbeddings, model: "text-multilingual-embedding-002" },
  {
    provider: "amazon-bedrock",
    bedrockProvider: "amazon",
    task: embeddings,
    evidence: "vendor",
    source: bedrockLifecycle,
    model: "titan-embed-text-v2:0",
  },
] as const satisfies readonly NewerModel[];
