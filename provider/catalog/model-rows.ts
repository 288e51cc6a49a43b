import type { BedrockProvider, OpenaiApiType, ProviderName } from "./provider-name";
import type { Task } from "./task";

/** One row of the table: who serves what. */
export interface ModelRow {
  /** The row's name in the documentation. */
  row: string;
  provider: ProviderName;
  /** Only these values of `openaiApiType` belong to the row. */
  openaiApiTypes?: readonly OpenaiApiType[];
  /** Only this value of `bedrockProvider` belongs to the row. */
  bedrockProvider?: BedrockProvider;
  /**
   * The page's marks: `fine-tuned` (`**`: fine-tuned completion and chat models are served under their own name),
   * `custom-completions` (`†`: custom completion models are), `any-name` (the name is the user's own).
   */
  marks: readonly ("fine-tuned" | "custom-completions" | "any-name")[];
  /** Names that the documentation lists, by task. */
  models: Readonly<Record<Task, readonly string[]>>;
}

/**
 * The documentation's table of supported models, row by row; Amazon Bedrock has one row per sub-provider. The page
 * calls it "not exhaustive": what is missing here is judged by `judgeModel`, not simply rejected.
 *
 * @see https://docs.databricks.com/aws/en/generative-ai/external-models/#supported-models
 */
export const modelRows = [
  {
    row: "OpenAI",
    provider: "openai",
    openaiApiTypes: ["openai"],
    marks: ["fine-tuned"],
    models: {
      "llm/v1/completions": ["gpt-3.5-turbo-instruct", "babbage-002", "davinci-002"],
      "llm/v1/chat": [
        "gpt-3.5-turbo",
        "gpt-4",
        "gpt-4o",
        "gpt-4o-2024-05-13",
        "gpt-4o-mini",
        "gpt-3.5-turbo-0125",
        "gpt-3.5-turbo-1106",
        "gpt-4-0125-preview",
        "gpt-4-turbo-preview",
        "gpt-4-1106-preview",
        "gpt-4-vision-preview",
        "gpt-4-1106-vision-preview",
      ],
      "llm/v1/embeddings": ["text-embedding-ada-002", "text-embedding-3-large", "text-embedding-3-small"],
    },
  },
  {
    row: "Azure OpenAI",
    provider: "openai",
    openaiApiTypes: ["azure", "azuread"],
    marks: ["fine-tuned"],
    models: {
      "llm/v1/completions": ["text-davinci-003", "gpt-35-turbo-instruct"],
      "llm/v1/chat": ["gpt-35-turbo", "gpt-35-turbo-16k", "gpt-4", "gpt-4-32k", "gpt-4o", "gpt-4o-mini"],
      "llm/v1/embeddings": ["text-embedding-ada-002", "text-embedding-3-large", "text-embedding-3-small"],
    },
  },
  {
    row: "Anthropic",
    provider: "anthropic",
    marks: [],
    models: {
      "llm/v1/completions": [
        "claude-1",
        "claude-1.3-100k",
        "claude-2",
        "claude-2.1",
        "claude-2.0",
        "claude-instant-1.2",
      ],
      "llm/v1/chat": [
        "claude-3-5-sonnet-20240620",
        "claude-3-haiku-20240307",
        "claude-3-opus-20240229",
        "claude-3-sonnet-20240229",
        "claude-2.1",
        "claude-2.0",
        "claude-instant-1.2",
      ],
      "llm/v1/embeddings": [],
    },
  },
  {
    row: "Cohere",
    provider: "cohere",
    marks: ["fine-tuned"],
    models: {
      "llm/v1/completions": ["command", "command-light"],
      "llm/v1/chat": [
        "command-r-plus",
        "command-r",
        "command",
        "command-light-nightly",
        "command-light",
        "command-nightly",
      ],
      "llm/v1/embeddings": [
        "embed-english-v2.0",
        "embed-multilingual-v2.0",
        "embed-english-light-v2.0",
        "embed-english-v3.0",
        "embed-english-light-v3.0",
        "embed-multilingual-v3.0",
        "embed-multilingual-light-v3.0",
      ],
    },
  },
  {
    row: "Mosaic AI Model Serving",
    provider: "databricks-model-serving",
    marks: ["any-name"],
    models: { "llm/v1/completions": [], "llm/v1/chat": [], "llm/v1/embeddings": [] },
  },
  {
    row: "Amazon Bedrock: Anthropic",
    provider: "amazon-bedrock",
    bedrockProvider: "anthropic",
    marks: [],
    models: {
      "llm/v1/completions": ["claude-instant-v1", "claude-v2"],
      "llm/v1/chat": [
        "claude-v2",
        "claude-v2:1",
        "claude-3-sonnet-20240229-v1:0",
        "claude-3-5-sonnet-20240620-v1:0",
      ],
      "llm/v1/embeddings": [],
    },
  },
  {
    row: "Amazon Bedrock: Cohere",
    provider: "amazon-bedrock",
    bedrockProvider: "cohere",
    marks: [],
    models: {
      "llm/v1/completions": ["command-text-v14", "command-light-text-v14"],
      "llm/v1/chat": ["command-r-plus-v1:0", "command-r-v1:0"],
      "llm/v1/embeddings": ["embed-english-v3", "embed-multilingual-v3"],
    },
  },
  {
    row: "Amazon Bedrock: AI21 Labs",
    provider: "amazon-bedrock",
    bedrockProvider: "ai21labs",
    marks: [],
    models: {
      "llm/v1/completions": [
        "j2-grande-instruct",
        "j2-jumbo-instruct",
        "j2-mid",
        "j2-mid-v1",
        "j2-ultra",
        "j2-ultra-v1",
      ],
      "llm/v1/chat": [],
      "llm/v1/embeddings": [],
    },
  },
  {
    row: "Amazon Bedrock: Amazon",
    provider: "amazon-bedrock",
    bedrockProvider: "amazon",
    marks: [],
    models: {
      "llm/v1/completions": [],
      "llm/v1/chat": [],
      "llm/v1/embeddings": ["titan-embed-text-v1", "titan-embed-g1-text-02"],
    },
  },
  {
    row: "AI21 Labs",
    provider: "ai21labs",
    marks: ["custom-completions"],
    models: {
      "llm/v1/completions": ["j2-mid", "j2-light", "j2-ultra"],
      "llm/v1/chat": [],
      "llm/v1/embeddings": [],
    },
  },
  {
    row: "Google Cloud Vertex AI",
    provider: "google-cloud-vertex-ai",
    marks: [],
    models: {
      "llm/v1/completions": ["text-bison"],
      "llm/v1/chat": ["chat-bison", "gemini-pro", "gemini-1.0-pro", "gemini-1.5-pro", "gemini-1.5-flash"],
      "llm/v1/embeddings": ["textembedding-gecko"],
    },
  },
  {
    row: "PaLM",
    provider: "palm",
    marks: [],
    models: { "llm/v1/completions": [], "llm/v1/chat": [], "llm/v1/embeddings": [] },
  },
  {
    row: "Custom provider",
    provider: "custom",
    marks: ["any-name"],
    models: { "llm/v1/completions": [], "llm/v1/chat": [], "llm/v1/embeddings": [] },
  },
] as const satisfies readonly ModelRow[];
