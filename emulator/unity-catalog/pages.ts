import type { Workspace } from "../workspace/workspace";
import { refuse } from "./refusals";

/** What a list request says of its pages. */
export interface PageRequest {
  size: string | undefined;
  token: string | undefined;
  /** Items in a page where the request does not say, and where it says 0. */
  defaultSize: number;
  /** The most that a page holds, whatever the request says. */
  maxSize: number;
}

/**
 * One page of a list that is sorted by key, and the token of the next one. A token names the last item of its page, so
 * that what is added or removed in between neither repeats nor skips another.
 *
 * @throws ApiError 400 for a negative size or a token that is none.
 */
export function pageOf<Item>(
  items: Item[],
  key: (item: Item) => string,
  { size, token, defaultSize, maxSize }: PageRequest,
  workspace: Workspace,
): { page: Item[]; next: string | undefined } {
  const wanted = size === undefined || size === "" ? 0 : Number(size);
  if (!Number.isInteger(wanted) || wanted < 0) {
    throw refuse(workspace, "pageSizeInvalid", { field: "page_size", least: 0, found: size! });
  }
  const limit = Math.min(wanted === 0 ? defaultSize : wanted, maxSize);
  const after = token ? readToken(token, workspace) : undefined;
  const sorted = items.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  const rest = after === undefined ? sorted : sorted.filter((item) => key(item) > after);
  const page = rest.slice(0, limit);
  return { page, next: rest.length > limit ? writeToken(key(page.at(-1)!)) : undefined };
}

const writeToken = (last: string): string =>
  Buffer.from(JSON.stringify({ after: last })).toString("base64url");

function readToken(token: string, workspace: Workspace): string {
  try {
    const { after } = JSON.parse(Buffer.from(token, "base64url").toString("utf8")) as { after?: unknown };
    if (typeof after === "string") return after;
  } catch {
    // Said below, as for a token without its field.
  }
  throw refuse(workspace, "pageTokenInvalid");
}
