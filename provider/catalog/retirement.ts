import { azureSpelling } from "./azure-spelling";
import { parseBedrockModelId } from "./bedrock-model-id";
import { fineTunedBase } from "./fine-tuned-name";
import data from "./retired-models.json";

/** A model as the retirement table is asked for it. */
export interface RetirementQuery {
  provider: string;
  model: string;
  /** `azure` and `azuread` ask Azure's own dates; anything else asks OpenAI's. */
  openaiApiType?: string | undefined;
  /** The day to judge by, as `YYYY-MM-DD` or a Date (its UTC day). */
  today: string | Date;
}

/** What is known about the end of a model's life. */
export interface Retirement {
  /**
   * `retired`: the date has come. `retiring`: a date is set. `deprecated`: the vendor advises against it without a
   * date. `active`: the vendor lists it as current, without a date.
   */
  state: "retired" | "retiring" | "deprecated" | "active";
  /** The day that the vendor names, `YYYY-MM-DD`; the later one where sources disagree. */
  retiredOn?: string;
  /** The earlier day that another source names. */
  earlierDate?: string;
  /** Whole days until then, zero or less once it has come. */
  daysLeft?: number;
  /** Ids of models to use instead, best first, of the same provider; they may be retired themselves by now. */
  replacements: readonly string[];
  /** What to know about the row: versions, older copies of a page, dates that may have moved. */
  note?: string;
  /** The page that says so. */
  source: string;
  /** The day on which the page, or a copy of it, was read. */
  readOn: string;
}

interface Row {
  provider: string;
  model: string;
  /** Azure's word for a snapshot; elsewhere the snapshot is part of the name. */
  version?: string;
  status: string;
  retiredOn?: string;
  earlierDate?: string;
  earlierSource?: string;
  /** Where models tuned from this one live longer. */
  fineTunedRetiredOn?: string;
  replacements?: string[];
  source: string;
  note?: string;
}

const sources: Readonly<Record<string, { url: string; readOn: string }>> = data.sources;

const rowsByName = new Map<string, Row[]>();
/** Rows by the name that a snapshot's alias has: `gpt-5` for `gpt-5-2025-08-07`. */
const rowsByAlias = new Map<string, Row[]>();
for (const row of data.rows as Row[]) {
  const key = `${row.provider}/${row.model}`;
  add(rowsByName, key, row);
  if (row.version !== undefined) add(rowsByName, `${key}-${row.version}`, row);
  add(rowsByAlias, aliasOf(key), row);
}

function add(map: Map<string, Row[]>, key: string, row: Row): void {
  map.set(key, [...(map.get(key) ?? []), row]);
}

/** A name without its snapshot's date, `-latest` or `-0`; each of them may mean the same model. */
function aliasOf(name: string): string {
  return name.replace(/-(?:\d{4}-\d{2}-\d{2}|\d{8}(?:-v\d+(?::\d+)?)?|latest|0)$/, "");
}

/**
 * What the vendors' pages say about the end of a model's life, or `undefined` where they say nothing that was read. A
 * name that stands for several versions is judged by the version that lives longest. A snapshot and its alias share
 * their date, and a fine-tuned model has that of its base, unless the vendor says otherwise.
 */
export function retirementOf({
  provider,
  model,
  openaiApiType,
  today,
}: RetirementQuery): Retirement | undefined {
  const day = typeof today === "string" ? today.slice(0, 10) : today.toISOString().slice(0, 10);
  const tunedFrom = provider === "openai" ? fineTunedBase("openai", model)?.base : undefined;
  const rows = rowsFor(provider, tunedFrom ?? model, openaiApiType).map((row) =>
    tunedFrom === undefined || row.fineTunedRetiredOn === undefined
      ? row
      : { ...row, retiredOn: row.fineTunedRetiredOn },
  );
  if (rows.length === 0) return undefined;
  const row = rows.reduce((a, b) => (endOf(b) > endOf(a) ? b : a));
  const source = sources[row.source];
  const daysLeft = row.retiredOn === undefined ? undefined : daysBetween(day, row.retiredOn);
  return {
    state: stateOf(row.status, daysLeft),
    ...(row.retiredOn === undefined ? {} : { retiredOn: row.retiredOn }),
    ...(row.earlierDate === undefined ? {} : { earlierDate: row.earlierDate }),
    ...(daysLeft === undefined ? {} : { daysLeft }),
    replacements: row.replacements ?? [],
    ...(row.note === undefined ? {} : { note: row.note }),
    source: source?.url ?? row.source,
    readOn: source?.readOn ?? "",
  };
}

/** Every id that the vendor's pages name as a replacement for anything of the provider's. */
export function replacementsOf({ provider, model, openaiApiType }: Omit<RetirementQuery, "today">): string[] {
  const host = nameOf(provider, model, openaiApiType).split("/")[0];
  const own = (data.rows as Row[]).filter((row) => row.provider === host);
  return [...new Set(own.flatMap(({ replacements }) => replacements ?? []))];
}

function rowsFor(provider: string, model: string, openaiApiType: string | undefined): readonly Row[] {
  const name = nameOf(provider, model, openaiApiType);
  return rowsByName.get(name) ?? rowsByName.get(aliasOf(name)) ?? rowsByAlias.get(aliasOf(name)) ?? [];
}

function nameOf(provider: string, model: string, openaiApiType: string | undefined): string {
  if (provider === "openai" && (openaiApiType === "azure" || openaiApiType === "azuread")) {
    return `azure-openai/${azureSpelling(model)}`;
  }
  // A context length at the end (":48k") is no model of its own.
  if (provider === "amazon-bedrock")
    return `${provider}/${parseBedrockModelId(model).base.replace(/:\d+k$/, "")}`;
  return `${provider}/${model}`;
}

/** No date sorts after every date: what has none is not known to end. */
function endOf(row: Row): string {
  return row.retiredOn ?? "9999-12-31";
}

function stateOf(status: string, daysLeft: number | undefined): Retirement["state"] {
  if (daysLeft !== undefined) return daysLeft <= 0 ? "retired" : "retiring";
  return status === "deprecated" ? "deprecated" : "active";
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
