import { openaiSpelling } from "./azure-spelling";
import { modelFamilies } from "./model-families";
import { modelRows, type ModelRow } from "./model-rows";
import { newerModels, type NewerModel } from "./newer-models";
import { nearestNames } from "../text/nearest-names";
import { tasks, type Task } from "./task";

/** A place where a model's name is known: a row of the table and a task. */
export interface ModelPlace {
  row: ModelRow;
  task: Task;
  /** How sure: the page's table, a newer name on Databricks' pages or elsewhere, or only the way the name is built. */
  by: "listed" | "documented" | "seen" | "vendor" | "family" | "vendor-family";
  /** The family's name, where `by` is a family. */
  family?: string;
  source?: string;
}

/** All rows, as their common type. */
export const rows: readonly ModelRow[] = modelRows;

const placesByName = new Map<string, ModelPlace[]>();

function add(name: string, place: ModelPlace): void {
  const places = placesByName.get(name) ?? [];
  if (!places.some((known) => known.row === place.row && known.task === place.task)) places.push(place);
  placesByName.set(name, places);
}

for (const row of rows) {
  for (const task of tasks) {
    for (const name of row.models[task]) {
      add(name, { row, task, by: "listed" });
      // Databricks' own Azure example has the OpenAI spelling.
      if (row.row === "Azure OpenAI") add(openaiSpelling(name), { row, task, by: "listed" });
    }
  }
}

for (const newer of newerModels as readonly NewerModel[]) {
  const row = rows.find(
    (one) =>
      one.provider === newer.provider &&
      one.bedrockProvider === newer.bedrockProvider &&
      (newer.openaiApiTypes === undefined ||
        one.openaiApiTypes?.includes(newer.openaiApiTypes[0] ?? "openai")),
  );
  if (row) add(newer.model, { row, task: newer.task, by: newer.evidence, source: newer.source });
}

/** Every place where exactly this name is known. */
export function exactPlaces(name: string): readonly ModelPlace[] {
  return placesByName.get(name) ?? [];
}

/** Every place whose family the name belongs to by the way it is built. */
export function familyPlaces(name: string): ModelPlace[] {
  return modelFamilies
    .filter(({ pattern, except }) => pattern.test(name) && !except?.test(name))
    .map(({ row, task, family, vendorOnly, source }) => ({
      row: rows.find((one) => one.row === row) as ModelRow,
      task,
      by: vendorOnly ? "vendor-family" : "family",
      family,
      source,
    }));
}

/** Every name known for a row and a task. */
export function namesOf(row: ModelRow, task: Task): string[] {
  return [...placesByName]
    .filter(([, places]) => places.some((p) => p.row === row && p.task === task))
    .map(([name]) => name);
}

/** Whether anything at all is known to be served for a task by a row: a listed name, or a family. */
export function serves(row: ModelRow, task: Task): boolean {
  if (row.marks.includes("any-name")) return true;
  if (row.models[task].length > 0) return true;
  return modelFamilies.some((family) => family.row === row.row && family.task === task);
}

/** The words in the known names of a row: `turbo`, `sonnet`, `embed` and the like. */
function wordsOf(row: ModelRow): Set<string> {
  return new Set(
    tasks.flatMap((task) => namesOf(row, task)).flatMap((name) => name.match(/[a-z]{3,}/g) ?? []),
  );
}

/**
 * What is misspelt in a name, and what was meant, where all the rest is a name known for the row: a word that is one slip away
 * (`claude-sonet-4-6` for `claude-sonnet-4-6`), or other separators (`gpt-4-o` for `gpt-4o`). Families are wide, so that
 * next year's models pass; without this they would let every misspelling pass too. A word that only resembles one
 * (`gpt-4o-test`, beside `text`) is a new name.
 */
export function misspeltPart(row: ModelRow, name: string): { found: string; meant: string } | undefined {
  const words = wordsOf(row);
  for (const found of name.match(/[a-z]{3,}/g) ?? []) {
    if (words.has(found)) continue;
    const meant = nearestNames(found, words, 1, 1)[0];
    if (meant !== undefined && isKnownFor(row, name.replace(found, meant))) return { found, meant };
  }
  const meant = [...placesByName.keys()].find(
    (known) =>
      known !== name && withoutSeparators(known) === withoutSeparators(name) && isKnownFor(row, known),
  );
  return meant === undefined || isKnownFor(row, name) ? undefined : { found: name, meant };
}

function isKnownFor(row: ModelRow, name: string): boolean {
  return exactPlaces(name).some((place) => place.row === row);
}

function withoutSeparators(name: string): string {
  return name.replace(/[-_.]/g, "");
}
