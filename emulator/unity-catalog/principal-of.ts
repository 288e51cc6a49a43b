import { completeIdentity, type Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";

/** Somebody as rights are asked for: an identity of the workspace, or a group by itself. */
export function principalOf(name: string, { world }: Workspace): Identity {
  const known = world.identities.find(({ userName }) => userName === name);
  if (known !== undefined) return known;
  return completeIdentity({ userName: name, groups: [name], active: true });
}
