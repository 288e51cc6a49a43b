import type { PlayedModel } from "./answer";
import type { Task } from "./query";

/** Which names a provider serves for a task: the families of the external models page and their newer members. */
interface Families {
  chat?: RegExp;
  completions?: RegExp;
  embeddings?: RegExp;
}

const OPENAI: Families = {
  chat: /^(?:gpt-(?!.*instruct)|gpt-35-turbo(?!-instruct)|chatgpt-|o\d|ft:)/,
  completions: /^(?:gpt-3\.?5-turbo-instruct|babbage-002|davinci-002|text-davinci-003|ft:)/,
  embeddings: /^text-embedding-/,
};

const FAMILIES: Record<string, Families> = {
  openai: OPENAI,
  anthropic: {
    chat: /^claude-(?!1)/,
    completions: /^claude-(?:1|2|instant)/,
  },
  cohere: {
    chat: /^(?:command|c4ai-)/,
    completions: /^command(?!-r|-a)/,
    embeddings: /^embed-/,
  },
  ai21labs: { completions: /^(?:j2|jamba)-/, chat: /^jamba-/ },
  palm: {
    chat: /^chat-bison/,
    completions: /^text-bison/,
    embeddings: /^(?:embedding-gecko|textembedding-gecko)/,
  },
  "google-cloud-vertex-ai": {
    chat: /^(?:chat-bison|gemini-(?!embedding))/,
    completions: /^text-bison/,
    embeddings: /^(?:textembedding-gecko|text-embedding-00|text-multilingual-embedding|gemini-embedding)/,
  },
  "gemini-enterprise": {
    chat: /^gemini-(?!embedding)/,
    embeddings: /^(?:gemini-embedding|text-embedding-00|text-multilingual-embedding)/,
  },
};

/** Bedrock's models by vendor; names may carry the vendor (`anthropic.`) and a region group (`us.`) in front. */
const BEDROCK: Record<string, Families> = {
  anthropic: { chat: /^claude-(?!instant|v1)/, completions: /^claude-(?:instant|v)/ },
  cohere: {
    chat: /^command-r/,
    completions: /^command-(?!r)/,
    embeddings: /^embed-/,
  },
  ai21labs: { chat: /^jamba-/, completions: /^j2-/ },
  amazon: {
    chat: /^(?:nova|titan-text)-/,
    completions: /^titan-text-/,
    embeddings: /^titan-embed-/,
  },
};

/** Providers whose fine-tuned or custom models may have any name, by the page's `**` and `†`. */
const ANY_NAME: Record<string, readonly string[]> = {
  cohere: ["chat", "completions"],
  ai21labs: ["completions"],
};

/**
 * Whether the provider would answer for this model and task. The workspace itself does not ask: an unsupported pair is
 * accepted when the endpoint is made and fails when a request is routed to it (external models page).
 */
export function isServedUpstream(model: PlayedModel, task: Task): boolean {
  const { provider, name, vendor = "" } = model;
  if (["custom", "databricks-model-serving", "databricks"].includes(provider)) return true;
  if (provider === "amazon-bedrock") {
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

const matches = (families: Families | undefined, task: Task, name: string): boolean =>
  families?.[task as keyof Families]?.test(name) ?? false;

/** A name of some family is no fine-tuned model: of another provider, or of this one for another task. */
function isOfSomeFamily(name: string): boolean {
  return [...Object.values(FAMILIES), ...Object.values(BEDROCK)]
    .flatMap((families) => Object.values(families) as RegExp[])
    .some((family) => family.test(name));
}
