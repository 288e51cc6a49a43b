import { namesOf, rows, serves, type ModelPlace } from "./model-place";
import type { ModelRow } from "./model-rows";
import type { Judgement, ModelSuggestion, ModelVerdict } from "./model-verdict";
import { nearestNames } from "../text/nearest-names";
import type { Task } from "./task";

export function nothingForTask(own: readonly ModelRow[], task: Task): Judgement {
  const others = [...new Set(rows.filter((row) => serves(row, task)).map((row) => row.provider))];
  return {
    verdict: "contradicted",
    because: "no-model-for-task",
    reason: `${whoIs(own)} serves no model for ${task}; ${others.join(", ")} do`,
  };
}

export function contradicted(
  because: ModelVerdict["because"],
  places: readonly ModelPlace[],
  name: string,
  lead: string,
  onlyTasks = false,
): Judgement {
  const whom = places.map(({ row, task }) => (onlyTasks ? task : `${row.row} for ${task}`));
  return {
    verdict: "contradicted",
    because,
    reason: `${lead} ${[...new Set(whom)].join(" and ")}`,
    suggestions: places.map((place) => suggestionOf(place, name)),
  };
}

export function suggestionOf({ row, task }: ModelPlace, model: string): ModelSuggestion {
  const openaiApiType = row.openaiApiTypes?.[0];
  return {
    provider: row.provider,
    ...(openaiApiType === undefined ? {} : { openaiApiType }),
    ...(row.bedrockProvider === undefined ? {} : { bedrockProvider: row.bedrockProvider }),
    task,
    model,
  };
}

export function suggestNear(own: readonly ModelRow[], task: Task, name: string): ModelSuggestion[] {
  return own.flatMap((row) => {
    const names = namesOf(row, task);
    // The whole of a name without its date or "-latest" is nearer than any slip.
    const longer = name.length < 4 ? [] : names.filter((known) => known.startsWith(`${name}-`));
    const near = new Set([...longer, ...nearestNames(name, names)]);
    return [...near].map((model) => suggestionOf({ row, task, by: "listed" }, model));
  });
}

export function unknownWord(
  what: "provider" | "task" | "sub-provider" | "API type",
  found: string,
  words: readonly string[],
): Judgement {
  const near = nearestNames(found, words, 1)[0];
  const hint = near === undefined ? "" : `; did you mean ${quote(near)}?`;
  return {
    verdict: "unlisted",
    because: `unknown-${what.replace("API ", "api-") as "provider"}`,
    reason: `${quote(found)} is no ${what} that the catalogue knows (${words.join(", ")})${hint}`,
  };
}

export function allowed(because: ModelVerdict["because"], reason: string): Judgement {
  return { verdict: "unlisted-but-allowed", because, reason };
}

/** The own rows by name; Amazon Bedrock without a sub-provider has several. */
export function whoIs(own: readonly ModelRow[]): string {
  return own.length > 1 && own[0]?.provider === "amazon-bedrock"
    ? "Amazon Bedrock"
    : own.map((row) => row.row).join(" or ");
}

export function quote(text: string): string {
  return JSON.stringify(text);
}

export function isIn<T extends string>(words: readonly T[], word: string): word is T {
  return (words as readonly string[]).includes(word);
}
