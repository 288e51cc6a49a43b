import { parseBedrockModelId } from "./bedrock-model-id";
import { azureSpelling } from "./azure-spelling";
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
  /** The day that the vendor names, `YYYY-MM-DD`. */
  retiredOn?: string;
  /** Whole days until then, zero or less once it has come. */
  daysLeft?: number;
  /** What the vendor says to use instead, in its words. */
  replacement?: string;
  /** What to know about the row: versions, older copies of a page, dates that may have moved. */
  note?: string;
  /** The page that says so. */
  source: string;
}

interface Row {
  provider: string;
  model: string;
  version?: string;
  status: string;
  retiredOn?: string;
  replacement?: string;
  source: string;
  note?: string;
}

const sources: Readonly<Record<string, string>> = data.sources;

const rowsByModel = new Map<string, Row[]>();
for (const row of data.rows as Row[]) {
  const key = `${row.provider}/${row.model}`;
  rowsByModel.set(key, [...(rowsByModel.get(key) ?? []), row]);
}

/**
 * What the vendors' pages say about the end of a model's life, or `undefined` where they say nothing that was read.
 * A name that stands for several versions is judged by the version that lives longest.
 */
export function retirementOf({
  provider,
  model,
  openaiApiType,
  today,
}: RetirementQuery): Retirement | undefined {
  const day = typeof today === "string" ? today.slice(0, 10) : today.toISOString().slice(0, 10);
  const rows = rowsByModel.get(keyOf(provider, model, openaiApiType));
  const row = rows?.reduce((a, b) => (endOf(b) > endOf(a) ? b : a));
  if (row === undefined) return undefined;
  const daysLeft = row.retiredOn === undefined ? undefined : daysBetween(day, row.retiredOn);
  return {
    state: stateOf(row.status, daysLeft),
    ...(row.retiredOn === undefined ? {} : { retiredOn: row.retiredOn }),
    ...(daysLeft === undefined ? {} : { daysLeft }),
    ...(row.replacement === undefined ? {} : { replacement: row.replacement }),
    ...(row.note === undefined ? {} : { note: row.note }),
    source: sources[row.source] ?? row.source,
  };
}

function keyOf(provider: string, model: string, openaiApiType: string | undefined): string {
  if (provider === "openai" && (openaiApiType === "azure" || openaiApiType === "azuread")) {
    return `azure-openai/${azureSpelling(model)}`;
  }
  if (provider === "amazon-bedrock") return `${provider}/${parseBedrockModelId(model).base}`;
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
