import type { JournalEntry } from "../control/journal";
import type { StoredEndpoint } from "../serving/stored-endpoint";
import type { StoredModelService } from "../unity-catalog/stored-service";
import type { Workspace } from "../workspace/workspace";
import { endpointView } from "./endpoint-view";
import { historyOf } from "./history";
import type { ServedView } from "./served-view";
import { serviceView } from "./service-view";

/** What of a workspace the page shows at a time. */
export interface Overview {
  views: ServedView[];
  /** Names of all that can be asked, for the choice of whom to ask. */
  names: string[];
  /** How many match, of which the views are the ones from `from` (counted from 0) on. */
  matching: number;
  from: number;
  queries: JournalEntry[];
}

const VIEWS_PER_PAGE = 20;
const QUERIES = 15;

/**
 * The endpoints and model services that the workspace itself has made, as they are now, one page of them.
 *
 * @param find a part of the names to show; empty: all.
 * @param page counted from 0; beyond the last one: the last one.
 */
export function overviewOf(workspace: Workspace, find = "", page = 0): Overview {
  const own = [
    ...Object.values(workspace.world.endpoints).filter(({ platform }) => platform !== true),
    ...modelServices(workspace).filter(({ fullName }) => !fullName.startsWith("system.")),
  ];
  const matching = own.filter((one) => nameOf(one).toLowerCase().includes(find.toLowerCase()));
  const last = Math.max(0, Math.ceil(matching.length / VIEWS_PER_PAGE) - 1);
  const from = Math.min(page, last) * VIEWS_PER_PAGE;
  const shown = matching.slice(from, from + VIEWS_PER_PAGE);
  const entries = workspace.journal.latest();
  const histories = historyOf(new Set(shown.map(nameOf)), entries);
  return {
    views: shown.map((one) => {
      const history = histories.get(nameOf(one))!;
      return "fullName" in one ? serviceView(one, history, workspace) : endpointView(one, history, workspace);
    }),
    names: [
      ...Object.keys(workspace.world.endpoints),
      ...modelServices(workspace).map(({ fullName }) => fullName),
    ],
    matching: matching.length,
    from,
    queries: lastQueries(entries),
  };
}

const nameOf = (one: StoredEndpoint | StoredModelService): string =>
  "fullName" in one ? one.fullName : one.name;

const modelServices = ({ world }: Workspace): StoredModelService[] =>
  Object.values(world.unityCatalog.services).filter((one) => one.kind === "MODEL_SERVICE");

/** The last queries, the latest first. */
function lastQueries(entries: readonly JournalEntry[]): JournalEntry[] {
  const found: JournalEntry[] = [];
  for (let index = entries.length - 1; index >= 0 && found.length < QUERIES; index--) {
    const entry = entries[index]!;
    if (entry.route !== undefined) found.push(entry);
  }
  return found;
}
