import { describe, expect, it } from "vitest";
import { judgeModel, modelRows, retirementOf } from "../../provider/catalog";
import data from "../../provider/catalog/retired-models.json";

const ask = (provider: string, model: string, today: string, openaiApiType?: string) =>
  retirementOf({ provider, model, today, openaiApiType });

describe("retirementOf", () => {
  it("tells a model retired on its day and after it, and retiring the day before", () => {
    expect(ask("openai", "gpt-4", "2026-10-22")).toMatchObject({
      state: "retiring",
      daysLeft: 1,
      retiredOn: "2026-10-23",
    });
    expect(ask("openai", "gpt-4", "2026-10-23")).toMatchObject({ state: "retired", daysLeft: 0 });
    expect(ask("openai", "gpt-4", "2026-11-22")).toMatchObject({
      state: "retired",
      replacements: ["gpt-5.6-sol"],
    });
  });

  it("counts by the UTC day of a Date", () => {
    const today = new Date("2026-10-22T23:59:59Z");
    expect(retirementOf({ provider: "openai", model: "gpt-4", today })?.state).toBe("retiring");
  });

  it("keeps Azure's dates apart from OpenAI's, under either spelling", () => {
    expect(ask("openai", "gpt-3.5-turbo", "2026-11-22")?.state).toBe("retired");
    expect(ask("openai", "gpt-35-turbo", "2026-11-22", "azure")?.state).toBe("deprecated");
    expect(ask("openai", "gpt-3.5-turbo", "2026-11-22", "azuread")?.state).toBe("deprecated");
    expect(ask("openai", "text-embedding-ada-002", "2026-11-22", "azure")).toMatchObject({
      state: "retiring",
    });
  });

  it("judges a name of several versions by the one that lives longest", () => {
    expect(ask("openai", "gpt-4-32k", "2025-06-06", "azure")?.state).toBe("retired");
    expect(ask("openai", "gpt-4", "2026-11-22", "azure")).toMatchObject({ state: "deprecated" });
  });

  it("finds an Amazon Bedrock model under its full id and its inference profiles", () => {
    for (const id of ["claude-v2", "anthropic.claude-v2", "us.anthropic.claude-v2"]) {
      expect(ask("amazon-bedrock", id, "2026-11-22")?.state).toBe("retired");
    }
  });

  it("answers nothing for a model that no page names", () => {
    expect(ask("openai", "gpt-99", "2026-11-22")).toBeUndefined();
    expect(ask("custom", "gpt-4", "2026-11-22")).toBeUndefined();
  });

  it("gives for every row a source that is an address, and a date that is a day", () => {
    const sources: Record<string, { url: string; readOn: string }> = data.sources;
    for (const row of data.rows as { source: string; retiredOn?: string; status: string; model: string }[]) {
      expect(sources[row.source]?.url, row.model).toMatch(/^https:\/\//);
      expect(sources[row.source]?.readOn, row.model).toMatch(/^20\d\d-\d\d-\d\d$/);
      if (row.retiredOn !== undefined)
        expect(new Date(row.retiredOn).toISOString().slice(0, 10)).toBe(row.retiredOn);
      if (row.status === "retired") expect(row.retiredOn, row.model).toBeDefined();
    }
  });

  it("rides on judgeModel's verdict only where a day is given", () => {
    const gpt4 = { provider: "openai", task: "llm/v1/chat", model: "gpt-4" };
    expect(judgeModel(gpt4).retirement).toBeUndefined();
    expect(judgeModel({ ...gpt4, today: "2026-11-22" }).retirement?.state).toBe("retired");
  });

  it("knows the end of most of the table's models", () => {
    const names = modelRows.flatMap((row) =>
      Object.values(row.models)
        .flat()
        .map((model) =>
          ask(row.provider, model, "2026-11-22", "openaiApiTypes" in row ? row.openaiApiTypes[0] : undefined),
        ),
    );
    expect(names.filter((one) => one !== undefined).length / names.length).toBeGreaterThan(0.9);
  });
});
