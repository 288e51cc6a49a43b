import type { StoredConfig, StoredEndpoint, StoredEntity } from "../serving/stored-endpoint";
import type { Workspace } from "../workspace/workspace";

/**
 * The entities to try for one request, in order: one by the traffic split, then, with fallback on, the others.
 *
 * Fallback goes round the list of served entities from the one chosen, and reaches entities with 0 %, which get no
 * traffic otherwise (SDK docs of FallbackConfig).
 */
export function chooseEntities(
  endpoint: StoredEndpoint,
  config: StoredConfig,
  workspace: Workspace,
): StoredEntity[] {
  const { switches, random } = workspace;
  const listed =
    switches.fallbackOrder === "by-name"
      ? config.entities.toSorted((a, b) => (a.name < b.name ? -1 : 1))
      : config.entities;
  const chosen = draw(config, random());
  const first = listed.findIndex(({ name }) => name === chosen);
  const round = [...listed.slice(first), ...listed.slice(0, first)];
  return endpoint.aiGateway?.fallback_config?.enabled ? round : round.slice(0, 1);
}

function draw({ routes }: StoredConfig, point: number): string {
  let upTo = 0;
  for (const { name, percentage } of routes) {
    upTo += percentage / 100;
    if (point < upTo) return name;
  }
  // Rounding can leave a hair's breadth below 1; it belongs to the last entity that has traffic at all.
  return routes.findLast(({ percentage }) => percentage > 0)!.name;
}
