import type { Identity } from "../workspace/identities";
import type { StoredGroup, World } from "../workspace/world";
import { groupsOf, membersOf } from "./groups";
import type { ScimResource } from "./list-resources";

const values = (list: string[] = []): { value: string }[] => list.map((value) => ({ value }));

/** A user or service principal as SCIM shows it. */
export function showIdentity(one: Identity, world: World): ScimResource {
  const principal = one.kind === "ServicePrincipal";
  const [givenName = "", ...rest] = one.displayName.split(" ");
  const groups = groupsOf(world).filter(({ displayName }) => one.groups.includes(displayName));
  const entitlements = one.entitlements ?? (one.admin ? ["allow-cluster-create"] : []);
  return {
    schemas: [`urn:ietf:params:scim:schemas:core:2.0:${principal ? "ServicePrincipal" : "User"}`],
    id: one.id,
    // A service principal's user name is its application id.
    userName: one.userName,
    ...(principal && { applicationId: one.userName }),
    displayName: one.displayName,
    active: one.active,
    ...(!principal && {
      name: { givenName, ...(rest.length > 0 && { familyName: rest.join(" ") }) },
      emails: [{ type: "work", value: one.userName, primary: true }],
    }),
    ...(one.externalId !== undefined && { externalId: one.externalId }),
    groups: groups.map(({ id, displayName }) => ({
      display: displayName,
      type: "direct",
      value: id,
      $ref: `Groups/${id}`,
    })),
    ...(entitlements.length > 0 && { entitlements: values(entitlements) }),
  };
}

/** A group as SCIM shows it. */
export function showGroup(group: StoredGroup, world: World): ScimResource {
  return {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
    id: group.id,
    displayName: group.displayName,
    ...(group.externalId !== undefined && { externalId: group.externalId }),
    members: membersOf(world, group).map(({ id, kind, displayName }) => ({
      display: displayName,
      value: id,
      $ref: `${kind === "User" ? "Users" : "ServicePrincipals"}/${id}`,
    })),
    groups: [],
    ...(group.entitlements?.length && { entitlements: values(group.entitlements) }),
    meta: { resourceType: "WorkspaceGroup" },
  };
}
