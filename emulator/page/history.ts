import type { JournalEntry } from "../control/journal";
import type { HistoryEvent } from "./served-view";

const ENDPOINTS = "/api/2.0/serving-endpoints";
const UC = "/api/2.1/unity-catalog";
const SERVICES = `${UC}/model-services`;
const GRANTS = `${UC}/permissions/model_service/`;

const CALLS: [RegExp, string][] = [
  [/\/config$/, "configuration sent"],
  [/\/ai-gateway$/, "AI gateway set"],
  [/\/tags$/, "tags changed"],
  [/\/telemetry-config$/, "telemetry set"],
  [/\/rate-limits$/, "rate limits set"],
];

const SHOWN = 5;

/**
 * What the journal says of changes to these, the latest first.
 *
 * @param names names of endpoints and full names of model services; no two of them are the same, as only one has dots.
 */
export function historyOf(
  names: ReadonlySet<string>,
  entries: readonly JournalEntry[],
): Map<string, HistoryEvent[]> {
  const histories = new Map([...names].map((name) => [name, [] as HistoryEvent[]]));
  for (const entry of entries) {
    if (entry.method === "GET") continue;
    const [name, what] = changeIn(entry) ?? [];
    const history = name === undefined ? undefined : histories.get(name);
    if (history === undefined) continue;
    const { status } = entry;
    const fate = status === null ? " (no answer)" : status < 300 ? "" : ` (${status})`;
    history.unshift({ at: entry.at, what: what + fate });
    if (history.length > SHOWN) history.pop();
  }
  return histories;
}

/** Whom a request changes, and what. */
function changeIn({ method, path, query, body }: JournalEntry): [name: string, what: string] | undefined {
  if (path.startsWith(ENDPOINTS)) {
    if (method === "POST" && !path.startsWith(`${ENDPOINTS}/`) && isNamed(body))
      return [body.name, "created"];
    const what = CALLS.find(([pattern]) => pattern.test(path))?.[1];
    const parts = path.slice(ENDPOINTS.length + 1).split("/");
    return what === undefined ? undefined : [parts[0] === "pt" ? parts[1]! : parts[0]!, what];
  }
  if (path === SERVICES) {
    const asked = new URLSearchParams(query);
    const parent = (asked.get("parent") ?? "").slice("schemas/".length);
    return [`${parent}.${asked.get("model_service_id")}`.toLowerCase(), "created"];
  }
  if (path.startsWith(`${SERVICES}/`)) {
    const mask = new URLSearchParams(query).get("update_mask");
    return [path.slice(SERVICES.length + 1), method === "DELETE" ? "deleted" : `${mask ?? "it"} changed`];
  }
  return path.startsWith(GRANTS) ? [path.slice(GRANTS.length), "grants changed"] : undefined;
}

const isNamed = (body: unknown): body is { name: string } =>
  typeof (body as { name?: unknown } | null)?.name === "string";
