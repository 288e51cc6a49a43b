import type { ExternalModel } from "../serving/messages";

/** Which names a provider serves for a task: the families of the external models page and their newer members. */
interface Families {
  "llm/v1/chat"?: RegExp;
  "llm/v1/completions"?: RegExp;
  "llm/v1/embeddings"?: RegExp;
}

const OPENAI: Families = {
  "llm/v1/chat": /^(?:gpt-(?!.*instruct)|gpt-35-turbo(?!-instruct)|chatgpt-|o\d|ft:)/,
  "llm/v1/completions": /^(?:gpt-3\.?5-turbo-instruct|babbage-002|davinci-002|text-davinci-003|ft:)/,
  "llm/v1/embeddings": /^text-embedding-/,
};

const FAMILIES: Record<string, Families> = {
  openai: OPENAI,
  anthropic: {
    "llm/v1/chat": /^claude-(?!1)/,
    "llm/v1/completions": /^claude-(?:1|2|instant)/,
  },
  cohere: {
    "llm/v1/chat": /^(?:command|c4ai-)/,
    "llm/v1/completions": /^command(?!-r|-a)/,
    "llm/v1/embeddings": /^embed-/,
  },
  ai21labs: { "llm/v1/completions": /^(?:j2|jamba)-/, "llm/v1/chat": /^jamba-/ },
  palm: {
    "llm/v1/chat": /^chat-bison/,
    "llm/v1/completions": /^text-bison/,
    "llm/v1/embeddings": /^(?:embedding-gecko|textembedding-gecko)/,
  },
  "google-cloud-vertex-ai": {
    "llm/v1/chat": /^(?:chat-bison|gemini-(?!embedding))/,
    "llm/v1/completions": /^text-bison/,
    "llm/v1/embeddings":
      /^(?:textembedding-gecko|text-embedding-00|text-multilingual-embedding|gemini-embedding)/,
  },
};

/** Bedrock's models by vendor; names may carry the vendor (`anthropic.`) and a region group (`us.`) in front. */
const BEDROCK: Record<string, Families> = {
  anthropic: { "llm/v1/chat": /^claude-(?!instant|v1)/, "llm/v1/completions": /^claude-(?:instant|v)/ },
  cohere: {
    "llm/v1/chat": /^command-r/,
    "llm/v1/completions": /^command-(?!r)/,
    "llm/v1/embeddings": /^embed-/,
  },
  ai21labs: { "llm/v1/chat": /^jamba-/, "llm/v1/completions": /^j2-/ },
  amazon: {
    "llm/v1/chat": /^(?:nova|titan-text)-/,
    "llm/v1/completions": /^titan-text-/,
    "llm/v1/embeddings": /^titan-embed-/,
  },
};

/** Providers whose fine-tuned or custom models may have any name, by the page's `**` and `†`. */
const ANY_NAME: Record<string, readonly string[]> = {
  cohere: ["llm/v1/chat", "llm/v1/completions"],
  ai21labs: ["llm/v1/completions"],
};

/**
 * Whether the provider would answer for this model and task. The workspace itself does not ask: an unsupported pair is
 * accepted when the endpoint is made and fails when a request is routed to it (external models page).
 */
export function isServedUpstream(model: ExternalModel): boolean {
  const { provider = "", task = "", name = "" } = model;
  if (provider === "custom" || provider === "databricks-model-serving") return true;
  if (provider === "amazon-bedrock") {
    const vendor = model.amazon_bedrock_config?.bedrock_provider?.toLowerCase() ?? "";
    // An inference profile says nothing about its model.
    if (name.startsWith("arn:")) return true;
    const bare = name
      .replace(/^(?:us|eu|apac|global)\./, "")
      .replace(new RegExp(`^${vendor === "ai21labs" ? "ai21" : vendor}\\.`), "");
    return matches(BEDROCK[vendor], task, bare);
  }
  if (matches(FAMILIES[provider], task, name)) return true;
  return (ANY_NAME[provider]?.includes(task) ?? false) && !isOfSomeFamily(name);
}

const matches = (families: Families | undefined, task: string, name: string): boolean =>
  families?.[task as keyof Families]?.test(name) ?? false;

/** A name of some family is no fine-tuned model: of another provider, or of this one for another task. */
function isOfSomeFamily(name: string): boolean {
  return [...Object.values(FAMILIES), ...Object.values(BEDROCK)]
    .flatMap((families) => Object.values(families) as RegExp[])
    .some((family) => family.test(name));
}

/** The page's list of who can stream; a request to stream from another provider is refused. */
export function canStream(model: ExternalModel): boolean {
  const { provider = "" } = model;
  if (provider === "amazon-bedrock") {
    return model.amazon_bedrock_config?.bedrock_provider?.toLowerCase() === "anthropic";
  }
  return ["openai", "anthropic", "cohere", "custom", "databricks-model-serving"].includes(provider);
}
