import type { modelRows } from "./model-rows";
import type { Task } from "./task";

/** Names of a vendor's that are built alike and serve one task. */
export interface ModelFamily {
  /** The row of `modelRows` that serves the family. */
  row: (typeof modelRows)[number]["row"];
  task: Task;
  /** What the family is called in messages. */
  family: string;
  pattern: RegExp;
  /** Names that match the pattern without belonging to the family. */
  except?: RegExp;
  /**
   * Only the vendor's documentation says that the family serves the task; Databricks' table, which is not exhaustive, has no
   * model of this row for it. Such a name is taken, since a rule that refuses a right program is switched off; whether it
   * answers, `verify` tells.
   */
  vendorOnly?: true;
  source: string;
}

const page = "https://docs.databricks.com/aws/en/generative-ai/external-models/#supported-models";
const bedrockIds = "https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html";
const vertexVersions = "https://docs.cloud.google.com/gemini-enterprise-agent-platform/models/model-versions";
const palmExample = "https://github.com/mlflow/mlflow/tree/v2.9.0/examples/gateway/palm";

const completions = "llm/v1/completions";
const chat = "llm/v1/chat";
const embeddings = "llm/v1/embeddings";

/** OpenAI's chat names; not the speech, image, completion and fine-tuned models that are named after them. */
const gptChat = /^(?:gpt-(?:\d|chat-|audio)|chatgpt-|o\d)[A-Za-z0-9.-]*$/;
const notGptChat = /(?:^|-)(?:instruct|realtime|transcribe|tts|image|embedding)(?:-|$)|\.ft-|^gpt-3\.?5$/;
const openaiSpelling = /^gpt-35/;

/**
 * How the vendors build the names of the models of a task. Databricks' newer table says that new versions of a
 * provider's models are typically supported even if they are not listed; a family is what "new version" means here.
 */
export const modelFamilies: readonly ModelFamily[] = [
  {
    row: "OpenAI",
    task: chat,
    family: "GPT and o-series chat models",
    pattern: gptChat,
    except: new RegExp(`${notGptChat.source}|${openaiSpelling.source}`),
    source: page,
  },
  {
    row: "OpenAI",
    task: completions,
    family: "GPT-3.5 instruct models",
    pattern: /^gpt-3\.5-turbo-instruct(?:-\d{4})?$/,
    source: page,
  },
  {
    row: "OpenAI",
    task: embeddings,
    family: "text-embedding models",
    pattern: /^text-embedding-(?:ada-\d{3}|\d-[a-z]+)$/,
    source: page,
  },
  {
    row: "Azure OpenAI",
    task: chat,
    family: "GPT and o-series chat models",
    pattern: gptChat,
    except: notGptChat,
    source: page,
  },
  {
    row: "Azure OpenAI",
    task: completions,
    family: "GPT-3.5 instruct and base models",
    pattern: /^(?:gpt-3\.?5-turbo-instruct(?:-\d{4})?|(?:babbage|davinci)-002|text-davinci-\d{3})$/,
    source: page,
  },
  {
    row: "Azure OpenAI",
    task: embeddings,
    family: "text-embedding models",
    pattern: /^text-embedding-(?:ada-\d{3}|\d-[a-z]+)$/,
    source: page,
  },
  {
    row: "Anthropic",
    task: chat,
    family: "Claude 3 and later",
    // Anthropic's ids have neither Bedrock's -v1:0 nor Vertex AI's @date.
    pattern: /^claude-(?:[3-9]|[a-z]+-\d)[a-z0-9-]*$/,
    // Claude 3 has no name without a date or -latest, and neither have the first models of Claude 4, whose names begin
    // with the model's: claude-sonnet-4-…
    except:
      /^claude-instant-|-v\d+$|^claude-3(?:-\d)?-[a-z]+$|^claude-(?:opus|sonnet)-4$|^claude-4(?:-\d)?-[a-z]/,
    source: page,
  },
  {
    row: "Anthropic",
    task: completions,
    family: "Claude 1, Claude 2 and Claude Instant",
    pattern: /^claude-(?:instant-)?[12](?:\.\d)?(?:-100k)?$/,
    source: page,
  },
  {
    row: "Cohere",
    task: chat,
    family: "Command and Aya models",
    pattern: /^(?:command(?:-[a-z0-9-]+)?|c4ai-[a-z0-9-]+)$/,
    except: /-text-v\d+$|-v\d+$/,
    source: page,
  },
  {
    row: "Cohere",
    task: embeddings,
    family: "Embed models",
    pattern: /^embed-(?:[a-z-]+-)?v\d\.\d$/,
    source: page,
  },
  {
    row: "Amazon Bedrock: Anthropic",
    task: chat,
    family: "Claude on Amazon Bedrock",
    pattern:
      /^claude-(?:v\d(?::\d)?|instant-v\d|\d[a-z0-9-]*-v\d+(?::\d+)?|[a-z]+-\d+(?:-\d{1,2})?(?:-\d{8})?(?:-v\d+(?::\d+)?)?)(?::\d+k)?$/,
    // Without -v, a dated name is Anthropic's own spelling, and so is one of 4.5 and before without a date.
    except: /-\d{8}$|^claude-[a-z]+-4(?:-[0-5])?$/,
    source: bedrockIds,
  },
  {
    row: "Amazon Bedrock: Anthropic",
    task: completions,
    family: "Claude 1, Claude 2 and Claude Instant on Amazon Bedrock",
    pattern: /^claude-(?:instant-)?v[12](?::\d)?(?::\d+k)?$/,
    source: page,
  },
  {
    row: "Amazon Bedrock: Cohere",
    task: chat,
    family: "Command R on Amazon Bedrock",
    pattern: /^command-(?:r|a)[a-z0-9-]*-v\d+(?::\d+)?$/,
    source: bedrockIds,
  },
  {
    row: "Amazon Bedrock: Cohere",
    task: completions,
    family: "Command on Amazon Bedrock",
    pattern: /^command-(?:light-)?text-v\d+(?::\d+)?(?::\d+k)?$/,
    source: page,
  },
  {
    row: "Amazon Bedrock: Cohere",
    task: embeddings,
    family: "Embed on Amazon Bedrock",
    pattern: /^embed-(?:(?:english|multilingual)-v\d+|v\d+)(?::\d+)?(?::\d+)?$/,
    source: bedrockIds,
  },
  {
    row: "Amazon Bedrock: AI21 Labs",
    task: completions,
    family: "Jurassic-2 on Amazon Bedrock",
    pattern: /^j2-(?:mid|ultra|(?:grande|jumbo)-instruct)(?:-v\d+)?$/,
    source: page,
  },
  {
    row: "Amazon Bedrock: AI21 Labs",
    task: chat,
    family: "Jamba on Amazon Bedrock",
    pattern: /^jamba-[a-z0-9-]+-v\d+:\d+$/,
    vendorOnly: true,
    source: bedrockIds,
  },
  {
    row: "Amazon Bedrock: Amazon",
    task: embeddings,
    family: "Titan Embeddings on Amazon Bedrock",
    pattern: /^titan-embed-[a-z0-9-]+(?::\d+)?(?::\d+k)?$/,
    source: page,
  },
  {
    row: "Amazon Bedrock: Amazon",
    task: chat,
    family: "Nova and Titan Text on Amazon Bedrock",
    pattern: /^(?:nova-(?:2-)?(?:micro|lite|pro|premier)|titan-text-[a-z]+)-v\d+(?::\d+)?(?::\d+k)?$/,
    vendorOnly: true,
    source: bedrockIds,
  },
  {
    row: "Google Cloud Vertex AI",
    task: chat,
    family: "Gemini and PaLM 2 chat models",
    pattern: /^(?:gemini-[a-z0-9.-]+|chat-bison(?:-32k)?(?:@\d{3})?)$/,
    // The version stands before the size.
    except: /embedding|image|tts|live|^gemini-(?:pro|flash|ultra)-\d/,
    source: vertexVersions,
  },
  {
    row: "Google Cloud Vertex AI",
    task: completions,
    family: "PaLM 2 text models",
    pattern: /^text-(?:bison|unicorn)(?:-32k)?(?:@\d{3})?$/,
    source: vertexVersions,
  },
  {
    row: "Google Cloud Vertex AI",
    task: embeddings,
    family: "Gecko, text and Gemini embedding models",
    pattern:
      /^(?:textembedding-gecko(?:-multilingual)?(?:@\d{3})?|text-(?:multilingual-)?embedding-\d{3}|gemini-embedding-[a-z0-9-]+)$/,
    source: vertexVersions,
  },
  {
    row: "PaLM",
    task: completions,
    family: "PaLM API text models",
    pattern: /^text-bison-\d{3}$/,
    source: palmExample,
  },
  {
    row: "PaLM",
    task: chat,
    family: "PaLM API chat models",
    pattern: /^chat-bison-\d{3}$/,
    source: palmExample,
  },
  {
    row: "PaLM",
    task: embeddings,
    family: "PaLM API embedding models",
    pattern: /^embedding-gecko-\d{3}$/,
    source: palmExample,
  },
];
