import { describe, expect, it } from "vitest";
import { bedrockProviders, judgeModel, replacementFor, tasks, type Task } from "../../provider/catalog";
import data from "../../provider/catalog/retired-models.json";

const today = "2026-11-25";
const accepted = ["listed", "unlisted-but-allowed"];

interface Row {
  provider: string;
  model: string;
  status: string;
  retiredOn?: string;
  replacements?: string[];
}

/** Every model of the table that has an end, with each task that it is served for. */
const ending = (data.rows as Row[])
  .filter(({ status, retiredOn }) => status !== "active" || retiredOn !== undefined)
  .flatMap(({ provider, model }) => {
    const azure = provider === "azure-openai";
    const question = {
      provider: azure ? "openai" : provider,
      ...(azure ? { openaiApiType: "azure" } : {}),
    };
    const subs = provider === "amazon-bedrock" ? bedrockProviders : [undefined];
    return tasks.flatMap((task: Task) =>
      subs
        .map((bedrockProvider) => ({ ...question, task, model, bedrockProvider }))
        // On Azure the deployment decides, so that any name is taken for any task; only known ones count here.
        .filter((one) => {
          const { verdict, because } = judgeModel(one);
          return accepted.includes(verdict) && because !== "deployment";
        }),
    );
  });

describe("what is advised in place of a retired model", () => {
  it("is asked of the whole table", () => {
    expect(ending.length).toBeGreaterThan(100);
  });

  it.each(
    ending.map(
      (one) =>
        [
          `${one.provider} ${one.openaiApiType ?? one.bedrockProvider ?? ""} ${one.model} ${one.task}`,
          one,
        ] as const,
    ),
  )("for %s, is an id that passes for that provider and task, and is not retired", (_, question) => {
    const replacement = replacementFor({ ...question, today });
    if (replacement === undefined) {
      // Vendors have left completions behind, and some a whole sub-provider; nothing can be advised there.
      const without = [
        "openai llm/v1/completions",
        "cohere llm/v1/completions",
        "ai21labs llm/v1/completions",
      ];
      // Azure gives its three one and the same day.
      without.push(
        "openai llm/v1/embeddings",
        "anthropic llm/v1/completions",
        "google-cloud-vertex-ai llm/v1/completions",
      );
      without.push("amazon-bedrock llm/v1/completions", "amazon-bedrock llm/v1/chat cohere");
      // AWS names nothing of AI21 Labs' in place of Jamba.
      without.push("amazon-bedrock llm/v1/chat ai21labs");
      const { provider, task, bedrockProvider } = question;
      expect(
        [`${provider} ${task}`, `${provider} ${task} ${bedrockProvider ?? ""}`].some((one) =>
          without.includes(one),
        ),
      ).toBe(true);
      return;
    }
    const verdict = judgeModel({ ...question, model: replacement.model, today });
    expect(accepted, verdict.reason).toContain(verdict.verdict);
    expect(verdict.retirement?.state).not.toBe("retired");
    expect(replacement.model).not.toBe(question.model);
  });

  it("keeps an inference profile, and follows a replacement that was replaced", () => {
    const bedrock = { provider: "amazon-bedrock", bedrockProvider: "anthropic", task: "llm/v1/chat", today };
    expect(replacementFor({ ...bedrock, model: "eu.anthropic.claude-3-haiku-20240307-v1:0" })?.model).toBe(
      "eu.anthropic.claude-haiku-4-5-20251001-v1:0",
    );
    const vertex = { provider: "google-cloud-vertex-ai", task: "llm/v1/chat", today };
    expect(replacementFor({ ...vertex, model: "gemini-1.5-flash" })).toEqual({
      model: "gemini-3.1-flash-lite",
      named: true,
    });
  });

  it("says where the vendor has not named it", () => {
    const azure = { provider: "openai", openaiApiType: "azure", task: "llm/v1/chat", today };
    expect(replacementFor({ ...azure, model: "gpt-5-mini" })).toEqual({
      model: "gpt-5.4-mini",
      named: false,
    });
  });
});

describe("the end of a model's life follows", () => {
  const ends = (provider: string, model: string, openaiApiType?: string) =>
    judgeModel({ provider, model, openaiApiType, task: "llm/v1/chat", today }).retirement;

  it.each([
    ["openai", "gpt-5", "2026-12-11", "the alias of a snapshot"],
    ["openai", "gpt-5-2025-08-07", "2026-12-11", "the snapshot itself"],
    ["openai", "o4-mini-2025-04-16", "2026-10-23", "a snapshot of an alias"],
    ["openai", "gpt-4o-2024-05-13", "2026-10-23", "a snapshot with a date of its own"],
    ["openai", "gpt-4o-2024-11-20", "2027-01-14", "another snapshot of the same alias"],
    ["openai", "ft:gpt-4o-mini-2024-07-18:acme::id", "2027-01-14", "a model tuned from a snapshot"],
    ["anthropic", "claude-3-5-sonnet-latest", "2025-10-28", "-latest"],
    ["anthropic", "claude-opus-4-0", "2026-06-15", "-0"],
    ["amazon-bedrock", "eu.anthropic.claude-3-haiku-20240307-v1:0", "2026-09-10", "an inference profile"],
    ["amazon-bedrock", "anthropic.claude-3-haiku-20240307-v1:0:48k", "2026-09-10", "a context length"],
  ])("%s %s: %s, as %s", (provider, model, retiredOn) => {
    expect(ends(provider, model)?.retiredOn).toBe(retiredOn);
  });

  it("Azure's own dates for models tuned there, and the later of two that disagree", () => {
    expect(ends("openai", "gpt-4o-mini-2024-07-18.ft-0e208cf33a6a", "azure")?.retiredOn).toBe("2027-10-01");
    expect(ends("openai", "gpt-4o", "azure")).toMatchObject({
      retiredOn: "2027-04-14",
      earlierDate: "2026-10-01",
    });
    expect(ends("openai", "o4-mini", "azure")?.retiredOn).toBe("2026-10-16");
  });
});
