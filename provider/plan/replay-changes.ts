import { entityOf, sameEntity, type RemoteConfig, type RemoteEntity } from "./remote-config";
import { shareOut } from "../resources/share-out";

/**
 * Brings back what another writer changed and a write of ours undid, because it had been planned before theirs.
 *
 * @param base the config that ours was planned on
 * @param theirs the config that stood when ours arrived
 * @param onto the config as it is now
 * @param ours names of entities that are ours to decide
 */
export function replayChanges(
  base: RemoteConfig,
  theirs: RemoteConfig,
  onto: RemoteConfig,
  ours: readonly string[],
): RemoteConfig {
  const foreign = (entity: RemoteEntity): boolean => !ours.includes(entity.name);
  const changed = theirs.entities.filter(foreign).filter((entity) => {
    const before = entityOf(base, entity.name);
    return before === undefined || !sameEntity(before, entity);
  });
  const removed = base.entities
    .filter(foreign)
    .filter(({ name }) => entityOf(theirs, name) === undefined)
    .map(({ name }) => name);
  const touched = [...changed.map(({ name }) => name), ...removed];
  const entities = [...onto.entities.filter(({ name }) => !touched.includes(name)), ...changed];
  const theirShares = new Map(theirs.shares.map((share) => [share.servedModelName, share.trafficPercentage]));
  const moved = JSON.stringify(byName(base)) !== JSON.stringify(byName(theirs));
  const current = new Map(onto.shares.map((share) => [share.servedModelName, share.trafficPercentage]));
  const shares = entities.map(({ name }) => ({
    servedModelName: name,
    trafficPercentage: (moved ? theirShares.get(name) : current.get(name)) ?? 0,
  }));
  return { ...onto, entities, shares: shareOut(shares) };
}

const byName = ({ shares }: RemoteConfig): [string, number][] =>
  shares
    .filter(({ trafficPercentage }) => trafficPercentage > 0)
    .map(({ servedModelName, trafficPercentage }): [string, number] => [servedModelName, trafficPercentage])
    .sort(([a], [b]) => (a < b ? -1 : 1));
