import { describe, expect, it } from "vitest";
import {
  judgeModel,
  modelRows,
  tasks,
  type ModelQuestion,
  type ModelRow,
  type ModelVerdict,
} from "../../provider/catalog";

type Case = [
  provider: string,
  task: "chat" | "completions" | "embeddings",
  model: string,
  because: ModelVerdict["because"],
  sub?: string,
];

const question = ([provider, task, model, , sub]: Case): ModelQuestion => ({
  provider,
  task: `llm/v1/${task}`,
  model,
  ...(provider === "amazon-bedrock" ? { bedrockProvider: sub } : { openaiApiType: sub }),
});

/** Cases that only a person would think of: slips, neighbours' names, spellings of another cloud. */
const nearMisses: Record<ModelVerdict["verdict"], Case[]> = {
  listed: [
    ["openai", "chat", "o1", "documented"],
    ["openai", "chat", "gpt-4-turbo-2024-04", "documented"],
    ["openai", "chat", "o1-mini", "documented", "azuread"],
    ["anthropic", "chat", "claude-3-5-haiku-latest", "documented"],
    ["amazon-bedrock", "chat", "anthropic.claude-v2:1", "listed", "anthropic"],
    ["amazon-bedrock", "chat", "us.anthropic.claude-3-sonnet-20240229-v1:0", "listed", "ANTHROPIC"],
    ["amazon-bedrock", "embeddings", "amazon.titan-embed-text-v1", "listed", "Amazon"],
    ["amazon-bedrock", "completions", "ai21.j2-ultra-v1", "listed", "AI21Labs"],
    [
      "amazon-bedrock",
      "chat",
      "arn:aws:bedrock:us-east-1::foundation-model/cohere.command-r-v1:0",
      "listed",
      "cohere",
    ],
    ["amazon-bedrock", "chat", "claude-v2", "listed"],
  ],
  "unlisted-but-allowed": [
    ["openai", "chat", "gpt-5.6-sol", "family"],
    ["openai", "chat", "gpt-4o-2024-08-06", "family"],
    ["openai", "chat", "o3-mini", "family"],
    ["openai", "chat", "gpt-4-32k", "family"],
    ["openai", "chat", "gpt-5-mini", "family", "azuread"],
    ["openai", "chat", "gpt-4-turbo-preview", "family", "azure"],
    ["openai", "completions", "babbage-002", "family", "azure"],
    ["openai", "embeddings", "text-embedding-4-large", "family"],
    ["openai", "chat", "ft:gpt-4o-mini-2024-07-18:acme:support:9xYz", "fine-tuned"],
    ["openai", "chat", "ft:gpt-3.5-turbo-0125:acme::9xYz:ckpt-step-90", "fine-tuned"],
    ["openai", "completions", "ft:davinci-002:acme::9xYz", "fine-tuned"],
    ["openai", "chat", "gpt-4o-2024-08-06.ft-0e208cf33a6a", "fine-tuned", "azure"],
    ["anthropic", "chat", "claude-opus-5", "family"],
    ["anthropic", "chat", "claude-sonnet-4-5-20250929", "family"],
    ["anthropic", "chat", "claude-3-7-sonnet-20250219", "family"],
    ["anthropic", "completions", "claude-1.2", "family"],
    ["cohere", "chat", "command-a-03-2025", "family"],
    ["cohere", "embeddings", "embed-v4.0", "family"],
    ["cohere", "chat", "b1c2d3e4-0000-4000-8000-000000000001-ft", "fine-tuned"],
    ["amazon-bedrock", "chat", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "family", "anthropic"],
    ["amazon-bedrock", "chat", "global.anthropic.claude-opus-4-6-v1", "family", "anthropic"],
    ["amazon-bedrock", "chat", "eu.anthropic.claude-3-haiku-20240307-v1:0", "family", "anthropic"],
    ["amazon-bedrock", "chat", "claude-sonnet-4-6", "family", "anthropic"],
    ["amazon-bedrock", "embeddings", "titan-embed-text-v2:0", "family", "amazon"],
    [
      "amazon-bedrock",
      "chat",
      "arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/a1b2c3d4e5f6",
      "inference-profile",
      "anthropic",
    ],
    [
      "amazon-bedrock",
      "chat",
      "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0",
      "family",
      "anthropic",
    ],
    ["google-cloud-vertex-ai", "chat", "gemini-3.5-flash", "family"],
    ["google-cloud-vertex-ai", "chat", "gemini-7-quasar", "family"],
    ["openai", "chat", "gpt-7-aurora", "family"],
    ["anthropic", "chat", "claude-ballad-7", "family"],
    ["google-cloud-vertex-ai", "chat", "gemini-1.5-pro-002", "family"],
    ["google-cloud-vertex-ai", "embeddings", "textembedding-gecko@003", "family"],
    ["google-cloud-vertex-ai", "embeddings", "gemini-embedding-001", "family"],
    ["google-cloud-vertex-ai", "completions", "text-bison@002", "family"],
    ["ai21labs", "completions", "acme-contracts-j2", "custom"],
    ["palm", "chat", "chat-bison-001", "family"],
    ["custom", "chat", "gpt-4", "custom"],
    ["custom", "embeddings", "anything at all", "custom"],
    ["databricks-model-serving", "chat", "databricks-claude-sonnet-4-6", "any-endpoint"],
  ],
  unlisted: [
    ["openai", "chat", "gtp-4o", "unknown-name"],
    ["openai", "chat", "GPT-4o", "unknown-name"],
    ["openai", "chat", "gpt-4o ", "unknown-name"],
    ["openai", "chat", "", "unknown-name"],
    ["openai", "chat", "gpt4o", "unknown-name"],
    ["openai", "chat", "gpt-image-1", "unknown-name"],
    ["openai", "chat", "gpt-4o-mini-transcribe", "unknown-name"],
    ["openai", "embeddings", "text-embeding-3-small", "unknown-name"],
    ["openai", "chat", "ft:gpt-4o", "unknown-name"],
    ["openai", "chat", "ft:llama-3:acme::1", "unknown-name"],
    ["openai", "chat", "__proto__", "unknown-name"],
    ["anthropic", "chat", "claud-3-opus-20240229", "unknown-name"],
    ["anthropic", "chat", "claude-opus-4@20250514", "unknown-name"],
    ["cohere", "chat", "comand-r", "unknown-name"],
    ["cohere", "embeddings", "embed-englsh-v3.0", "unknown-name"],
    ["google-cloud-vertex-ai", "chat", "gemni-1.5-pro", "unknown-name"],
    ["google-cloud-vertex-ai", "chat", "gemini-1.5-flsh", "unknown-name"],
    ["openai", "chat", "gpt-4o-mni", "unknown-name"],
    ["openai", "chat", "gpt-4-trubo", "unknown-name"],
    ["openai", "chat", "gpt-4-o", "unknown-name"],
    ["openai", "chat", "gpt-3-5-turbo", "unknown-name"],
    ["anthropic", "chat", "claude-sonet-4-5", "unknown-name"],
    ["anthropic", "chat", "claude-opsu-5", "unknown-name"],
    ["amazon-bedrock", "chat", "claude-3-5-sonet-20240620-v1:0", "unknown-name", "anthropic"],
    ["amazon-bedrock", "chat", "nova-por-v1:0", "unknown-name", "amazon"],
    ["amazon-bedrock", "chat", "jama-1-5-large-v1:0", "unknown-name", "ai21labs"],
    ["amazon-bedrock", "chat", "llama3-70b-instruct-v1:0", "unknown-name", "anthropic"],
    ["amazon-bedrock", "chat", "claude-v2", "unknown-sub-provider", "antropic"],
    ["databricks-model-serving", "chat", "catalog.schema.model", "unknown-name"],
    ["databricks-model-serving", "chat", "a".repeat(64), "unknown-name"],
    ["opneai", "chat", "gpt-4o", "unknown-provider"],
    ["OpenAI", "chat", "gpt-4o", "unknown-provider"],
    ["bedrock", "chat", "claude-v2", "unknown-provider"],
    ["openai", "chat", "gpt-4o", "unknown-api-type", "azure-ad"],
  ],
  contradicted: [
    ["openai", "chat", "claude-3-opus-20240229", "other-provider"],
    ["openai", "chat", "claude-opus-9", "other-provider"],
    ["openai", "chat", "gemini-1.5-pro", "other-provider"],
    ["openai", "chat", "command-r", "other-provider"],
    ["openai", "chat", "anthropic.claude-v2", "other-provider"],
    ["openai", "completions", "gpt-4o", "other-task"],
    ["openai", "completions", "gpt-5.6-sol", "other-task"],
    ["openai", "chat", "gpt-3.5-turbo-instruct", "other-task"],
    ["openai", "chat", "text-embedding-ada-002", "other-task"],
    ["openai", "embeddings", "gpt-4o-mini", "other-task"],
    ["openai", "embeddings", "embed-english-v3.0", "other-provider"],
    ["openai", "chat", "gpt-35-turbo", "other-spelling"],
    ["openai", "chat", "gpt-35-turbo-16k", "other-spelling", "openai"],
    ["openai", "completions", "ft:gpt-4o-mini-2024-07-18:acme::9xYz", "other-task"],
    ["openai", "embeddings", "ft:gpt-4o-mini-2024-07-18:acme::9xYz", "other-task"],
    ["anthropic", "embeddings", "some-embedder", "no-model-for-task"],
    ["anthropic", "embeddings", "text-embedding-ada-002", "other-provider"],
    ["anthropic", "chat", "gpt-4", "other-provider"],
    ["anthropic", "chat", "claude-2", "other-task"],
    ["anthropic", "completions", "claude-3-haiku-20240307", "other-task"],
    ["anthropic", "completions", "claude-opus-5", "other-task"],
    ["anthropic", "chat", "claude-v2", "other-provider"],
    ["anthropic", "chat", "claude-3-sonnet-20240229-v1:0", "other-provider"],
    ["anthropic", "chat", "us.anthropic.claude-3-sonnet-20240229-v1:0", "other-provider"],
    ["cohere", "embeddings", "embed-english-v3", "other-provider"],
    ["cohere", "completions", "command-r", "other-task"],
    ["cohere", "chat", "command-r-v1:0", "other-provider"],
    ["amazon-bedrock", "chat", "claude-3-5-sonnet-20240620", "other-provider", "anthropic"],
    ["amazon-bedrock", "chat", "claude-v2", "other-sub-provider", "cohere"],
    ["amazon-bedrock", "embeddings", "embed-english-v3", "other-sub-provider", "amazon"],
    ["amazon-bedrock", "chat", "anthropic.claude-v2", "other-sub-provider", "cohere"],
    ["amazon-bedrock", "chat", "meta.llama3-70b-instruct-v1:0", "other-sub-provider", "amazon"],
    ["amazon-bedrock", "embeddings", "some-embedder", "no-model-for-task", "anthropic"],
    ["amazon-bedrock", "completions", "some-writer", "no-model-for-task", "amazon"],
    ["amazon-bedrock", "chat", "titan-embed-text-v1", "other-task", "amazon"],
    ["amazon-bedrock", "chat", "gpt-4o", "other-provider", "anthropic"],
    ["ai21labs", "chat", "jamba-large", "no-model-for-task"],
    ["ai21labs", "chat", "j2-mid", "other-task"],
    ["ai21labs", "completions", "gpt-4", "other-provider"],
    ["google-cloud-vertex-ai", "chat", "claude-opus-4-6", "other-provider"],
    ["google-cloud-vertex-ai", "embeddings", "text-embedding-3-small", "other-provider"],
    ["google-cloud-vertex-ai", "completions", "gemini-pro", "other-task"],
    ["palm", "chat", "chat-bison", "other-provider"],
  ],
};

describe("judgeModel on hand-written near misses", () => {
  for (const [verdict, cases] of Object.entries(nearMisses)) {
    it.each(cases.map((one) => [one[0], one[4] ?? "", one[1], one[2], one] as const))(
      `calls %s %s %s %s ${verdict}`,
      (_provider, _sub, _task, _model, one) => {
        expect(judgeModel(question(one))).toMatchObject({ verdict, because: one[3] });
      },
    );
  }
});

describe("judgeModel on every listed name, asked for elsewhere", () => {
  const rows: readonly ModelRow[] = modelRows;
  const open = new Set(["databricks-model-serving", "custom"]);
  const isListed = (
    row: ModelRow,
    task: ModelRow["models"] extends Record<infer T, unknown> ? T : never,
    model: string,
  ) => row.models[task].includes(model);

  it("contradicts a name at every provider that neither lists nor shares it", () => {
    const wrong: string[] = [];
    for (const home of rows) {
      for (const task of tasks) {
        for (const model of home.models[task]) {
          for (const row of rows) {
            if (open.has(row.provider) || row.provider === home.provider) continue;
            if (
              rows.some((one) => one.provider === row.provider && tasks.some((t) => isListed(one, t, model)))
            )
              continue;
            const { verdict } = judgeModel({
              provider: row.provider,
              task,
              model,
              bedrockProvider: row.bedrockProvider,
            });
            if (verdict !== "contradicted") wrong.push(`${row.row} ${task} ${model}: ${verdict}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it("contradicts a name for every task that its own provider does not serve it for", () => {
    const wrong: string[] = [];
    for (const row of rows) {
      for (const home of tasks) {
        for (const model of row.models[home]) {
          for (const task of tasks) {
            if (rows.some((one) => one.provider === row.provider && isListed(one, task, model))) continue;
            const openaiApiType = row.openaiApiTypes?.[0];
            const answer = judgeModel({
              ...row,
              task,
              model,
              openaiApiType,
              bedrockProvider: row.bedrockProvider,
            });
            // Bedrock took Claude 2 and Instant for both tasks; the page lists each under one.
            if (row.row === "Amazon Bedrock: Anthropic" && /^claude-(instant-)?v/.test(model)) continue;
            if (answer.verdict !== "contradicted")
              wrong.push(`${row.row} ${task} ${model}: ${answer.verdict}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe("what judgeModel suggests", () => {
  it("names the provider and task that serve a misplaced name, and the own provider's nearest name", () => {
    const { suggestions } = judgeModel({
      provider: "amazon-bedrock",
      bedrockProvider: "anthropic",
      task: "llm/v1/chat",
      model: "claude-3-5-sonnet-20240620",
    });
    expect(suggestions).toContainEqual({
      provider: "anthropic",
      task: "llm/v1/chat",
      model: "claude-3-5-sonnet-20240620",
    });
    expect(suggestions).toContainEqual({
      provider: "amazon-bedrock",
      bedrockProvider: "anthropic",
      task: "llm/v1/chat",
      model: "claude-3-5-sonnet-20240620-v1:0",
    });
  });

  it("offers the listed name for a slip, letter case included", () => {
    const models = (model: string) =>
      judgeModel({ provider: "openai", task: "llm/v1/chat", model }).suggestions.map((one) => one.model);
    expect(models("gtp-4o")[0]).toBe("gpt-4o");
    expect(models("GPT-4o")[0]).toBe("gpt-4o");
    expect(models("zzzzzzzz")).toEqual([]);
  });

  it("never repeats a suggestion", () => {
    const { suggestions } = judgeModel({ provider: "openai", task: "llm/v1/chat", model: "gpt-35-turbo" });
    expect(new Set(suggestions.map((one) => JSON.stringify(one))).size).toBe(suggestions.length);
  });

  it("judges by every API type while the type is not known yet", () => {
    const ask = (model: string) =>
      judgeModel({ provider: "openai", task: "llm/v1/chat", model, openaiApiType: "any" });
    expect(ask("gpt-35-turbo").verdict).toBe("listed");
    expect(ask("gpt-3.5-turbo").verdict).toBe("listed");
    expect(ask("claude-2").verdict).toBe("contradicted");
  });
});
