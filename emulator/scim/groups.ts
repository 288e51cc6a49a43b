import { numericId, type Identity } from "../workspace/identities";
import type { StoredGroup, World } from "../workspace/world";

/** Every group: those that were made, and those that an identity was added to by name. */
export function groupsOf(world: World): StoredGroup[] {
  const made = new Set(world.groups.map(({ displayName }) => displayName));
  const named = new Set(world.identities.flatMap(({ groups }) => groups).filter((name) => !made.has(name)));
  return [...world.groups, ...[...named].map(groupOf)].toSorted((a, b) =>
    a.displayName < b.displayName ? -1 : 1,
  );
}

/** A group of this name, as yet without anything else to it. */
export const groupOf = (displayName: string): StoredGroup => ({
  id: numericId(`group ${displayName}`),
  displayName,
});

export const membersOf = (world: World, { displayName }: StoredGroup): Identity[] =>
  world.identities.filter(({ groups }) => groups.includes(displayName));

/** Makes these identities, by id, the group's members and nobody else; ids that nobody has are ignored, as by real servers. */
export function setMembers(world: World, { displayName }: StoredGroup, ids: string[]): void {
  for (const identity of world.identities) {
    const others = identity.groups.filter((name) => name !== displayName);
    identity.groups = ids.includes(identity.id) ? [...others, displayName] : others;
    if (displayName === "admins") identity.admin = ids.includes(identity.id);
  }
}

/** Keeps a group, under its old id, with what is new of it; members follow a new name. */
export function saveGroup(world: World, group: StoredGroup): void {
  const before = groupsOf(world).find(({ id }) => id === group.id);
  for (const identity of world.identities) {
    identity.groups = identity.groups.map((name) =>
      name === before?.displayName ? group.displayName : name,
    );
  }
  world.groups = [...world.groups.filter(({ id }) => id !== group.id), group];
}

export function removeGroup(world: World, group: StoredGroup): void {
  setMembers(world, group, []);
  world.groups = world.groups.filter(({ id }) => id !== group.id);
}
