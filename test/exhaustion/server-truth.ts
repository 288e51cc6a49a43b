import { readFileSync } from "node:fs";
import type { StoredEndpoint } from "../../emulator/serving/stored-endpoint";
import type { CatalogWorld } from "../../emulator/unity-catalog/catalog-world";
import type { Bench } from "../lifecycle/with-lifecycle";

/** What a workspace holds, by endpoint and service, hidden fields and all; without what differs from run to run. */
export type Truth = Readonly<Record<string, string>>;

/** Ids of endpoints and services by name. */
export type Ids = Readonly<Record<string, string>>;

const FLEETING = new Set([
  "id",
  "createdAt",
  "updatedAt",
  "creation_timestamp",
  "lastVersion",
  "version",
  "startedAt",
  "finishesAt",
  "telemetry_profile_id",
]);

/** Reads the workspace itself, not what it answers: a client under test must not be believed about what it has seen. */
export async function truthOf(bench: Bench, stateFile: string): Promise<{ truth: Truth; ids: Ids }> {
  // Rollouts end by the clock, when somebody looks.
  await bench.clock.sleep(60_000);
  await bench.byHand("GET", "/api/2.0/serving-endpoints");
  bench.emulator.advance(0);
  const { world } = JSON.parse(readFileSync(stateFile, "utf8")) as {
    world: { endpoints: Record<string, StoredEndpoint>; unityCatalog: CatalogWorld };
  };
  const endpoints = Object.values(world.endpoints);
  const services = Object.values(world.unityCatalog.services).filter(
    ({ fullName }) => !fullName.startsWith("system."),
  );
  const truth = [
    ...endpoints.map((endpoint) => [endpoint.name, contentOf(endpoint)]),
    ...services.map((service) => [service.fullName, contentOfService(service, world.unityCatalog)]),
  ];
  const ids = [
    ...endpoints.map(({ name, id }) => [name, id]),
    ...services.map(({ fullName, id }) => [fullName, id]),
  ];
  return { truth: Object.fromEntries(truth) as Truth, ids: Object.fromEntries(ids) as Ids };
}

/** A service and what is granted on it; what it leads to is named, since ids differ from run to run. */
function contentOfService(
  { bindings, ...service }: CatalogWorld["services"][string],
  { services, grants }: CatalogWorld,
): string {
  const nameOf = (id: string) => Object.values(services).find((one) => one.id === id)?.fullName ?? id;
  const granted = grants[`${service.kind} ${service.fullName}`] ?? {};
  const leadsTo = Object.entries(bindings).map(([field, id]) => `${field}: ${nameOf(id)}`);
  return written({
    ...service,
    leadsTo: leadsTo.sort(),
    granted: Object.entries(granted).map(String).sort(),
  });
}

function contentOf(endpoint: StoredEndpoint): string {
  const { config } = endpoint;
  const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
  // With fallback on, their order says who comes next.
  const ordered = endpoint.aiGateway?.fallback_config?.enabled === true;
  const sorted = {
    ...endpoint,
    tags: endpoint.tags.toSorted((a, b) => ((a.key ?? "") < (b.key ?? "") ? -1 : 1)),
    acl: endpoint.acl.map((entry) => JSON.stringify(entry)).sort(),
    ...(config && {
      config: {
        ...config,
        entities: ordered ? config.entities : config.entities.toSorted(byName),
        routes: config.routes.toSorted(byName),
      },
    }),
  };
  return written(sorted);
}

function written(content: object): string {
  return JSON.stringify(
    content,
    (field, value: unknown) => (FLEETING.has(field) ? undefined : inOrder(value)),
    1,
  );
}

/** Fields by name: the order in which they came to be is no difference. */
function inOrder(value: unknown): unknown {
  // An empty list says what a missing one says.
  if (Array.isArray(value)) return value.length === 0 ? undefined : value;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The first difference between what is and what should be, in a few words. */
export function differenceOf(is: Truth, shouldBe: Truth): string | undefined {
  for (const name of new Set([...Object.keys(is), ...Object.keys(shouldBe)])) {
    const [found, wanted] = [is[name], shouldBe[name]];
    if (found === wanted) continue;
    if (found === undefined) return `${name} is missing`;
    if (wanted === undefined) return `${name} is there`;
    const lines = found.split("\n");
    const wantedLines = wanted.split("\n");
    const at = lines.findIndex((line, index) => line !== wantedLines[index]);
    return `${name} has ${lines[at]?.trim() ?? "less"} for ${wantedLines[at]?.trim() ?? "nothing"}`;
  }
  return undefined;
}
