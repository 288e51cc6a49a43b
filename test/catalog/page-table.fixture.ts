/**
 * The table "Supported models" of the external-models page, transcribed cell by cell, independently of the catalogue.
 *
 * https://docs.databricks.com/aws/en/generative-ai/external-models/#supported-models
 */
export const pageTable = `
OpenAI** | completions | gpt-3.5-turbo-instruct, babbage-002, davinci-002
OpenAI** | chat | gpt-3.5-turbo, gpt-4, gpt-4o, gpt-4o-2024-05-13, gpt-4o-mini, gpt-3.5-turbo-0125, gpt-3.5-turbo-1106, gpt-4-0125-preview, gpt-4-turbo-preview, gpt-4-1106-preview, gpt-4-vision-preview, gpt-4-1106-vision-preview
OpenAI** | embeddings | text-embedding-ada-002, text-embedding-3-large, text-embedding-3-small
Azure OpenAI** | completions | text-davinci-003, gpt-35-turbo-instruct
Azure OpenAI** | chat | gpt-35-turbo, gpt-35-turbo-16k, gpt-4, gpt-4-32k, gpt-4o, gpt-4o-mini
Azure OpenAI** | embeddings | text-embedding-ada-002, text-embedding-3-large, text-embedding-3-small
Anthropic | completions | claude-1, claude-1.3-100k, claude-2, claude-2.1, claude-2.0, claude-instant-1.2
Anthropic | chat | claude-3-5-sonnet-20240620, claude-3-haiku-20240307, claude-3-opus-20240229, claude-3-sonnet-20240229, claude-2.1, claude-2.0, claude-instant-1.2
Cohere** | completions | command, command-light
Cohere** | chat | command-r-plus, command-r, command, command-light-nightly, command-light, command-nightly
Cohere** | embeddings | embed-english-v2.0, embed-multilingual-v2.0, embed-english-light-v2.0, embed-english-v3.0, embed-english-light-v3.0, embed-multilingual-v3.0, embed-multilingual-light-v3.0
Mosaic AI Model Serving | completions | (Databricks serving endpoint)
Mosaic AI Model Serving | chat | (Databricks serving endpoint)
Mosaic AI Model Serving | embeddings | (Databricks serving endpoint)
Amazon Bedrock: Anthropic | completions | claude-instant-v1, claude-v2
Amazon Bedrock: Cohere | completions | command-text-v14, command-light-text-v14
Amazon Bedrock: AI21 Labs | completions | j2-grande-instruct, j2-jumbo-instruct, j2-mid, j2-mid-v1, j2-ultra, j2-ultra-v1
Amazon Bedrock: Anthropic | chat | claude-v2, claude-v2:1, claude-3-sonnet-20240229-v1:0, claude-3-5-sonnet-20240620-v1:0
Amazon Bedrock: Cohere | chat | command-r-plus-v1:0, command-r-v1:0
Amazon Bedrock: Amazon | embeddings | titan-embed-text-v1, titan-embed-g1-text-02
Amazon Bedrock: Cohere | embeddings | embed-english-v3, embed-multilingual-v3
AI21 Labs† | completions | j2-mid, j2-light, j2-ultra
Google Cloud Vertex AI | completions | text-bison
Google Cloud Vertex AI | chat | chat-bison, gemini-pro, gemini-1.0-pro, gemini-1.5-pro, gemini-1.5-flash
Google Cloud Vertex AI | embeddings | textembedding-gecko
`;

/** The words that the page's configuration section and the REST reference use for each row. */
export const rowCoordinates: Record<
  string,
  { provider: string; openaiApiType?: string; bedrockProvider?: string }
> = {
  OpenAI: { provider: "openai", openaiApiType: "openai" },
  "Azure OpenAI": { provider: "openai", openaiApiType: "azure" },
  Anthropic: { provider: "anthropic" },
  Cohere: { provider: "cohere" },
  "Mosaic AI Model Serving": { provider: "databricks-model-serving" },
  "Amazon Bedrock: Anthropic": { provider: "amazon-bedrock", bedrockProvider: "Anthropic" },
  "Amazon Bedrock: Cohere": { provider: "amazon-bedrock", bedrockProvider: "Cohere" },
  "Amazon Bedrock: AI21 Labs": { provider: "amazon-bedrock", bedrockProvider: "AI21Labs" },
  "Amazon Bedrock: Amazon": { provider: "amazon-bedrock", bedrockProvider: "Amazon" },
  "AI21 Labs": { provider: "ai21labs" },
  "Google Cloud Vertex AI": { provider: "google-cloud-vertex-ai" },
};

/** One cell of the table, read. */
export interface PageCell {
  row: string;
  mark: "" | "**" | "†";
  task: string;
  names: string[];
}

/** The fixture's cells. */
export const pageCells: PageCell[] = pageTable
  .trim()
  .split("\n")
  .map((line) => {
    const [label = "", task = "", names = ""] = line.split(" | ");
    const [, row = "", mark = ""] = /^(.*?)(\*\*|†|)$/.exec(label) ?? [];
    return {
      row,
      mark: mark as PageCell["mark"],
      task: `llm/v1/${task}`,
      names: names.startsWith("(") ? [] : names.split(", "),
    };
  });
