import { openaiSpelling } from "./azure-spelling";
import type { ModelPlace } from "./model-place";
import type { ModelRow } from "./model-rows";
import type { Judgement, ModelSuggestion } from "./model-verdict";
import { bedrockProviders, type BedrockProvider } from "./provider-name";
import type { Task } from "./task";
import { allowed, contradicted, quote, suggestionOf } from "./verdict-wording";

export function judgeKnown(place: ModelPlace): Judgement {
  if (place.by === "listed") {
    return {
      verdict: "listed",
      because: "listed",
      reason: `the documentation lists it for ${place.row.row} and ${place.task}`,
    };
  }
  if (place.by === "documented") {
    return {
      verdict: "listed",
      because: "documented",
      reason: `Databricks' newer table lists it for ${place.row.row} and ${place.task}`,
    };
  }
  const where =
    place.by === "seen"
      ? "a published configuration uses it"
      : "the vendor lists it among its current models";
  return allowed("family", `${where} (${place.source ?? place.row.row})`);
}

export function judgeFamily(place: ModelPlace): Judgement {
  const named = place.family ?? "its family";
  if (place.by === "family")
    return allowed("family", `it is built like ${named}, which ${place.row.row} serves for ${place.task}`);
  // "New versions are typically supported even if they are not listed": nothing says that these are not.
  return allowed(
    "family",
    `the vendor lists ${named} (${place.source ?? ""}), and Databricks' table, which is not exhaustive, names no model of ${place.row.row} for ${place.task}`,
  );
}

/** https://developers.openai.com/api/docs/models: "Responses API only". */
const RESPONSES_ONLY = /^(?:o\d|gpt-\d+(?:\.\d+)?)-pro(?:-|$)|(?:^|-)codex(?:-|$)|-deep-research(?:-|$)/;

/** OpenAI's models that answer to its Responses API alone, which no task calls. */
export function judgeOtherApi(own: readonly ModelRow[], name: string): Judgement | undefined {
  if (!own.every((row) => row.row === "OpenAI") || !RESPONSES_ONLY.test(name)) return undefined;
  return {
    verdict: "contradicted",
    because: "other-api",
    reason: "OpenAI serves it by its Responses API alone, which the tasks of external models do not call",
  };
}

/** A name that a family would take, but for what looks misspelt in it. */
export function judgeSlip(
  slip: { found: string; meant: string },
  name: string,
  near: ModelSuggestion[],
): Judgement {
  const what = slip.found === name ? "it" : `${quote(slip.found)} in it`;
  return {
    verdict: "unlisted",
    because: "unknown-name",
    reason: `the catalogue does not know ${quote(name)}, and ${what} looks like a misspelt ${quote(slip.meant)}`,
    suggestions: near,
  };
}

/** Names known for the same provider, but for another row of it: another API type or another sub-provider. */
export function judgeSibling(
  places: readonly ModelPlace[],
  own: readonly ModelRow[],
  task: Task,
  name: string,
): Judgement {
  const forTask = places.filter((place) => place.task === task);
  const best = forTask.length > 0 ? forTask : places;
  if (own[0]?.provider === "amazon-bedrock") {
    return contradicted("other-sub-provider", best, name, `on Amazon Bedrock it is a model of`);
  }
  if (openaiSpelling(name) !== name) {
    return {
      verdict: "contradicted",
      because: "other-spelling",
      reason: `${quote(name)} is Azure's spelling; OpenAI itself spells it ${quote(openaiSpelling(name))}`,
      suggestions: [
        { provider: "openai", openaiApiType: "openai", task, model: openaiSpelling(name) },
        ...best.map((place) => suggestionOf(place, name)),
      ],
    };
  }
  if (forTask.length === 0)
    return contradicted("other-task", best, name, `OpenAI's models of this name are served for`, true);
  // OpenAI and Azure OpenAI serve the same models; the table just lists fewer for either.
  return allowed(
    "family",
    `the documentation lists it for ${forTask[0]?.row.row ?? "OpenAI"}, which serves the same models`,
  );
}

export function judgeBedrockVendor(
  vendor: string | undefined,
  known: BedrockProvider | undefined,
  wanted: string | undefined,
  task: Task,
  id: string,
): Judgement | undefined {
  if (vendor === undefined) return undefined;
  if (known === undefined) {
    return {
      verdict: "contradicted",
      because: "other-sub-provider",
      reason: `Databricks serves models of ${bedrockProviders.join(", ")} on Amazon Bedrock, none of ${quote(vendor)}`,
    };
  }
  if (wanted === undefined || wanted === known) return undefined;
  return {
    verdict: "contradicted",
    because: "other-sub-provider",
    reason: `the id names ${quote(known)} as the vendor, and bedrockProvider is ${quote(wanted)}`,
    suggestions: [{ provider: "amazon-bedrock", bedrockProvider: known, task, model: id }],
  };
}

/** https://docs.databricks.com/api/workspace/servingendpoints/create: what a serving endpoint may be called. */
export function judgeEndpointName(name: string): Judgement {
  if (/^[A-Za-z0-9_-]{1,63}$/.test(name)) {
    return allowed(
      "any-endpoint",
      "the name is that of a serving endpoint in the workspace it is served from",
    );
  }
  return {
    verdict: "unlisted",
    because: "unknown-name",
    reason: `${quote(name)} cannot be a serving endpoint's name: up to 63 letters, digits, dashes and underscores`,
  };
}
