import { filter, parse } from "scim2-parse-filter";
import { ScimError } from "./scim-error";

/** A user, group or service principal as SCIM shows it. */
export type ScimResource = Record<string, unknown> & { id: string };

/** Documented as the most that one page holds. */
const MAX_COUNT = 10_000;

const LONGEST_FILTER = 2000;

/**
 * One page of resources, as the query asks for it.
 *
 * @param query `startIndex` (from 1), `count`, `filter`, `attributes`, `excludedAttributes`, `sortBy`, `sortOrder`.
 * @throws ScimError 400 for a number or a filter that is none.
 */
export function listResources(
  resources: ScimResource[],
  query: Record<string, string>,
): Record<string, unknown> {
  const found = sorted(matching(resources, query.filter), query);
  // RFC 7644: "a value less than 1 shall be interpreted as 1".
  const startIndex = Math.max(1, numberOf(query, "startIndex") ?? 1);
  const count = Math.min(MAX_COUNT, Math.max(0, numberOf(query, "count") ?? MAX_COUNT));
  const page = found.slice(startIndex - 1, startIndex - 1 + count);
  return {
    schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
    totalResults: found.length,
    startIndex,
    itemsPerPage: page.length,
    // Clients that walk the pages end at one without resources.
    Resources: page.map((resource) => shown(resource, query)),
  };
}

/** What `attributes` and `excludedAttributes` leave of a resource; the id always stays. */
export function shown(resource: ScimResource, query: Record<string, string>): ScimResource {
  const wanted = namesOf(query.attributes);
  const hidden = namesOf(query.excludedAttributes);
  const kept = Object.entries(resource).filter(([name]) => {
    const key = name.toLowerCase();
    return key === "id" || ((wanted.size === 0 || wanted.has(key)) && !hidden.has(key));
  });
  return Object.fromEntries(kept) as ScimResource;
}

function matching(resources: ScimResource[], expression: string | undefined): ScimResource[] {
  if (expression === undefined || expression.trim() === "") return resources;
  if (expression.length > LONGEST_FILTER) throw invalidFilter(expression);
  let matches: (resource: ScimResource) => boolean;
  try {
    matches = filter(parse(quoted(expression)));
  } catch {
    throw invalidFilter(expression);
  }
  return resources.filter((resource) => matches(resource));
}

/** Databricks' own examples leave out the quotes that RFC 7644 asks for: `userName eq someone@example.com`. */
function quoted(expression: string): string {
  return expression
    .replaceAll(
      /(\s(?:eq|ne|co|sw|ew)\s+)'([^']*)'/gi,
      (_match, operator: string, value: string) => operator + JSON.stringify(value),
    )
    .replaceAll(
      /(\s(?:eq|ne|co|sw|ew)\s+)(?!true\b|false\b|null\b|")([^\s()"[\]]+)/gi,
      (_match, operator: string, value: string) => operator + JSON.stringify(value),
    );
}

function sorted(resources: ScimResource[], { sortBy, sortOrder }: Record<string, string>): ScimResource[] {
  if (sortBy === undefined) return resources;
  const way = sortOrder?.toLowerCase() === "descending" ? -1 : 1;
  const key = (resource: ScimResource): string => String(resource[sortBy] ?? "");
  return resources.toSorted((a, b) => way * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

function numberOf(query: Record<string, string>, name: string): number | undefined {
  const given = query[name];
  if (given === undefined || given === "") return undefined;
  if (!/^-?\d{1,15}$/.test(given))
    throw new ScimError(400, `${name} is ${JSON.stringify(given)}; allowed: an integer`, "invalidValue");
  return Number(given);
}

const namesOf = (list: string | undefined): Set<string> =>
  new Set(
    (list ?? "")
      .split(",")
      .map((name) => name.trim().toLowerCase())
      .filter(Boolean),
  );

const invalidFilter = (expression: string): ScimError =>
  new ScimError(
    400,
    `Given filter operator is not supported: ${expression.slice(0, LONGEST_FILTER)}`,
    "invalidFilter",
  );
