import { parseBedrockModelId } from "./bedrock-model-id";
import { fineTunedBase } from "./fine-tuned-name";
import {
  judgeBedrockVendor,
  judgeEndpointName,
  judgeFamily,
  judgeKnown,
  judgeOtherApi,
  judgeSibling,
  judgeSlip,
} from "./model-cases";
import { exactPlaces, familyPlaces, misspeltPart, rows, serves, type ModelPlace } from "./model-place";
import type { ModelRow } from "./model-rows";
import type { Judgement, ModelSuggestion, ModelVerdict } from "./model-verdict";
import {
  bedrockProviders,
  isProviderName,
  openaiApiTypes,
  providerNames,
  type ProviderName,
} from "./provider-name";
import { retirementOf } from "./retirement";
import { isTask, tasks, type Task } from "./task";
import {
  allowed,
  contradicted,
  isIn,
  nothingForTask,
  quote,
  suggestNear,
  unknownWord,
  whoIs,
} from "./verdict-wording";

/** A model as a served entity names it. */
export interface ModelQuestion {
  provider: string;
  task: string;
  /** `externalModel.name`. */
  model: string;
  /** `openaiConfig.openaiApiType`; the API's default `openai` when missing, every type when `"any"` (not known yet). */
  openaiApiType?: string | undefined;
  /** `amazonBedrockConfig.bedrockProvider`, in any case; every sub-provider when missing. */
  bedrockProvider?: string | undefined;
  /** Whether requests go to a server of the user's own (`openaiApiBase`), which may serve any name. */
  ownServer?: boolean | undefined;
  /** The day to judge retirement by; without it the verdict has no `retirement`. */
  today?: string | Date | undefined;
}

/**
 * Judges whether a provider serves a model for a task. Knows what the documentation lists, how the vendors build their
 * names, and whose a name is otherwise; does no I/O and reads no clock.
 *
 * The documentation's table is "not exhaustive", so a name that is merely missing from it is not contradicted.
 */
export function judgeModel(question: ModelQuestion): ModelVerdict {
  const { provider, model, openaiApiType, ownServer, today } = question;
  const judgement = judge(question);
  const retirement =
    today === undefined || ownServer ? undefined : retirementOf({ provider, model, openaiApiType, today });
  const written = (judgement.suggestions ?? []).map((one) => inProfile(one, model));
  const suggestions = new Map(written.map((one) => [JSON.stringify(one), one]));
  return { ...judgement, suggestions: [...suggestions.values()], ...(retirement ? { retirement } : {}) };
}

/** A suggestion with the inference profile that the user's id names: without it, Amazon Bedrock refuses on-demand calls. */
function inProfile(suggestion: ModelSuggestion, model: string): ModelSuggestion {
  const { base, area, vendor } = parseBedrockModelId(model);
  if (suggestion.provider !== "amazon-bedrock" || area === undefined || suggestion.model === model)
    return suggestion;
  const own = parseBedrockModelId(suggestion.model).base;
  return own === base || suggestion.bedrockProvider === vendor
    ? { ...suggestion, model: `${area}.${vendor ?? ""}.${own}` }
    : suggestion;
}

function judge({
  provider,
  task,
  model,
  openaiApiType,
  bedrockProvider,
  ownServer,
}: ModelQuestion): Judgement {
  if (!isProviderName(provider)) return unknownWord("provider", provider, providerNames);
  if (!isTask(task)) return unknownWord("task", task, tasks);
  if (
    provider === "amazon-bedrock" &&
    bedrockProvider !== undefined &&
    !isIn(bedrockProviders, bedrockProvider.toLowerCase())
  )
    return unknownWord("sub-provider", bedrockProvider, bedrockProviders);
  const anyType = openaiApiType === "any";
  if (
    provider === "openai" &&
    openaiApiType !== undefined &&
    !anyType &&
    !isIn(openaiApiTypes, openaiApiType)
  )
    return unknownWord("API type", openaiApiType, openaiApiTypes);
  if (provider === "openai" && ownServer && (openaiApiType ?? "openai") === "openai")
    return allowed("own-server", "the server at openaiApiBase answers to names of its own");

  const own = rows.filter(
    (row) =>
      row.provider === provider &&
      (row.bedrockProvider === undefined ||
        !bedrockProvider ||
        row.bedrockProvider === bedrockProvider.toLowerCase()) &&
      (row.openaiApiTypes === undefined || anyType || isIn(row.openaiApiTypes, openaiApiType ?? "openai")),
  );
  return judgeName(own, provider, task, model, bedrockProvider?.toLowerCase());
}

function judgeName(
  own: readonly ModelRow[],
  provider: ProviderName,
  task: Task,
  model: string,
  subProvider: string | undefined,
): Judgement {
  if (provider === "custom")
    return allowed("custom", "a custom provider serves whatever names its URL answers to");
  if (provider === "databricks-model-serving") return judgeEndpointName(model);

  let name = model;
  if (provider === "amazon-bedrock") {
    const id = parseBedrockModelId(model);
    const stranger = judgeBedrockVendor(id.vendor, id.bedrockProvider, subProvider, task, model);
    if (stranger) return stranger;
    if (id.opaque !== undefined && own.some((row) => serves(row, task)))
      return allowed(
        "inference-profile",
        `an Amazon Bedrock ${id.opaque} stands for a model that its ARN does not name`,
      );
    name = id.base;
  }

  const exact = exactPlaces(name);
  const family = familyPlaces(name);
  const mine = (place: ModelPlace): boolean => own.includes(place.row);
  const forTask = (place: ModelPlace): boolean => place.task === task;

  const known = exact.find((place) => mine(place) && forTask(place));
  if (known) return judgeKnown(known);

  const otherTask = exact.filter((place) => mine(place) && !forTask(place));
  if (otherTask.length > 0)
    return contradicted("other-task", otherTask, name, `${whoIs(own)} serves it for`, true);

  const ownFamily = family.find((place) => mine(place) && forTask(place));
  if (ownFamily) {
    const slip = misspeltPart(ownFamily.row, name);
    if (slip && !isAzure(own)) return judgeSlip(slip, name, suggestNear(own, task, name));
    return judgeOtherApi(own, name) ?? judgeFamily(ownFamily);
  }

  const otherFamilyTask = family.filter((place) => mine(place) && !forTask(place));
  if (otherFamilyTask.length > 0) {
    return contradicted(
      "other-task",
      otherFamilyTask,
      name,
      `${otherFamilyTask[0]?.family ?? "Its family"} are served by ${whoIs(own)} for`,
      true,
    );
  }

  const tuned = judgeFineTuned(own, provider, task, name);
  if (tuned) return tuned;

  const sameProvider = [...exact, ...family].filter((place) => place.row.provider === provider);
  if (sameProvider.length > 0) return judgeSibling(sameProvider, own, task, name);

  const near = suggestNear(own, task, name);
  const elsewhere =
    exact.length > 0
      ? withSiblings(exact, family)
      : family.length > 0
        ? family
        : bedrockPlaces(provider, name);
  if (elsewhere.length > 0) {
    const places = elsewhere.some(forTask) ? elsewhere.filter(forTask) : elsewhere;
    const verdict = contradicted(
      "other-provider",
      places,
      name,
      `${whoIs(own)} does not serve it; it is served by`,
    );
    return { ...verdict, suggestions: [...(verdict.suggestions ?? []), ...near] };
  }

  if (!own.some((row) => serves(row, task))) return nothingForTask(own, task);
  if (isAzure(own))
    return allowed("deployment", "on Azure the deployment decides which model answers, whatever the name");
  if (own.some((row) => row.marks.includes("custom-completions")) && task === "llm/v1/completions") {
    return {
      ...allowed("custom", `${whoIs(own)} serves custom completion models under their own names`),
      suggestions: near,
    };
  }
  return {
    verdict: "unlisted",
    because: "unknown-name",
    reason: `the catalogue does not know ${quote(name)}, and it is built like no model that ${whoIs(own)} serves for ${task}`,
    suggestions: near,
  };
}

/** Whether only Azure's row is asked. */
function isAzure(own: readonly ModelRow[]): boolean {
  return own.length > 0 && own.every((row) => row.row === "Azure OpenAI");
}

/** Where a name is listed, and where else the same provider serves its family: OpenAI beside Azure OpenAI. */
function withSiblings(exact: readonly ModelPlace[], family: readonly ModelPlace[]): readonly ModelPlace[] {
  const rowsOf = exact.map(({ row }) => row);
  const siblings = family.filter(
    ({ row }) => !rowsOf.includes(row) && rowsOf.some(({ provider }) => provider === row.provider),
  );
  return [...exact, ...siblings];
}

/** Where an id of Amazon Bedrock's, written for another provider, is served. */
function bedrockPlaces(provider: ProviderName, name: string): readonly ModelPlace[] {
  const id = parseBedrockModelId(name);
  if (provider === "amazon-bedrock" || id.bedrockProvider === undefined) return [];
  return [...exactPlaces(id.base), ...familyPlaces(id.base)].filter(
    (place) => place.row.bedrockProvider === id.bedrockProvider,
  );
}

function judgeFineTuned(
  own: readonly ModelRow[],
  provider: ProviderName,
  task: Task,
  name: string,
): Judgement | undefined {
  if (!own.some((row) => row.marks.includes("fine-tuned"))) return undefined;
  const tuned = fineTunedBase(provider, name);
  if (tuned === undefined) return undefined;
  if (task === "llm/v1/embeddings") {
    return {
      verdict: "contradicted",
      because: "other-task",
      reason: `${whoIs(own)} serves fine-tuned completion and chat models, not fine-tuned embedding models`,
    };
  }
  if (tuned.base === undefined)
    return allowed("fine-tuned", `${whoIs(own)} serves fine-tuned models under their own names`);
  const base = judgeName(own, provider, task, tuned.base, undefined);
  if (base.verdict === "contradicted" || base.verdict === "unlisted") {
    return { ...base, reason: `it is a fine-tuned ${quote(tuned.base)}: ${base.reason}`, suggestions: [] };
  }
  return allowed("fine-tuned", `it is a fine-tuned ${quote(tuned.base)}, served under its own name`);
}
