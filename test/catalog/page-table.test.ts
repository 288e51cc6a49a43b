import { describe, expect, it } from "vitest";
import { judgeModel, modelRows, tasks } from "../../provider/catalog";
import { pageCells, rowCoordinates } from "./page-table.fixture";

const cellOf = (row: string, task: string) =>
  pageCells.find((cell) => cell.row === row && cell.task === task);

describe("the catalogue and the documentation's table", () => {
  it("has every row of the table, and besides them only the two providers that the page does not name", () => {
    const rows = modelRows.map(({ row }) => row).filter((row) => !["PaLM", "Custom provider"].includes(row));
    expect(rows.sort()).toEqual(Object.keys(rowCoordinates).sort());
  });

  for (const row of modelRows) {
    for (const task of tasks) {
      it(`lists for ${row.row} and ${task} the page's names, no more and no fewer`, () => {
        expect([...row.models[task]].sort()).toEqual([...(cellOf(row.row, task)?.names ?? [])].sort());
      });
    }
  }

  it("carries the marks ** and † where the page has them", () => {
    const marked = (mark: string) =>
      [...new Set(pageCells.filter((cell) => cell.mark === mark).map(({ row }) => row))].sort();
    const having = (mark: string) =>
      modelRows
        .filter(({ marks }) => (marks as readonly string[]).includes(mark))
        .map(({ row }) => row as string)
        .sort();
    expect(having("fine-tuned")).toEqual(marked("**"));
    expect(having("custom-completions")).toEqual(marked("†"));
  });

  for (const { row, task, names } of pageCells) {
    for (const model of names) {
      it(`judges ${model} of ${row} for ${task} as listed`, () => {
        const where = rowCoordinates[row];
        expect(where).toBeDefined();
        expect(judgeModel({ provider: "", ...where, task, model })).toMatchObject({
          verdict: "listed",
          because: "listed",
        });
      });
    }
  }

  it("takes a Databricks endpoint's name for each task, as the page says", () => {
    for (const { task } of pageCells.filter(({ row }) => row === "Mosaic AI Model Serving")) {
      const verdict = judgeModel({ provider: "databricks-model-serving", task, model: "my-endpoint" });
      expect(verdict).toMatchObject({ verdict: "unlisted-but-allowed", because: "any-endpoint" });
    }
  });

  it("takes the OpenAI spelling for Azure, which the page's own Azure example has", () => {
    const example = { provider: "openai", task: "llm/v1/chat", model: "gpt-3.5-turbo" };
    expect(judgeModel({ ...example, openaiApiType: "azure" }).verdict).toBe("listed");
    expect(judgeModel({ ...example, openaiApiType: "azuread" }).verdict).toBe("listed");
  });
});
