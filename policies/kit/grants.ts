import { fieldsOf, listOf } from "../../provider/schema/plain-object";
import type { Path } from "../../provider/schema/problem";
import { hasUnknown, isUnknown } from "../../provider/schema/unknown";
import type { StackMember } from "./define-rule";

/** A permission that somebody has on an endpoint, and where it stands. */
export interface Grant {
  urn: string;
  path: Path;
  /** Name of the user, group or service principal; missing while not known. */
  principal?: string;
  level?: string;
}

/** What is said about who may do what with an endpoint. */
export interface Grants {
  /** Whether permissions are stated at all: an empty list states that nobody else has any. */
  stated: boolean;
  /** Whether all of them are known. */
  complete: boolean;
  grants: Grant[];
}

/** `databricks:index/permissions:Permissions`, which states them for a `ModelServing`. */
const PERMISSIONS = "databricks:index/permissions:Permissions";

/** The permissions stated for an endpoint: its own list, or those of `Permissions` resources that refer to it. */
export function grantsOf(endpoint: StackMember, members: readonly StackMember[]): Grants {
  const own = endpoint.fields["accessControlList"];
  if (endpoint.view?.kind === "ServingEndpoint" && own !== undefined)
    return grantsAt(endpoint.urn, own, ["accessControlList"]);
  const id = endpoint.fields["servingEndpointId"] ?? endpoint.fields["endpointId"];
  const found = members
    .filter(
      ({ type, fields, propertyDependencies }) =>
        type === PERMISSIONS &&
        ((typeof id === "string" && fields["servingEndpointId"] === id) ||
          propertyDependencies["servingEndpointId"]?.includes(endpoint.urn)),
    )
    .map(({ urn, fields }) => grantsAt(urn, fields["accessControls"], ["accessControls"]));
  return {
    stated: found.length > 0,
    complete: found.every(({ complete }) => complete),
    grants: found.flatMap(({ grants }) => grants),
  };
}

function grantsAt(urn: string, list: unknown, path: Path): Grants {
  const grants = listOf(list).flatMap((item, index) => {
    if (isUnknown(item)) return [];
    const { userName, groupName, servicePrincipalName, permissionLevel } = fieldsOf(item);
    const principal = userName ?? groupName ?? servicePrincipalName;
    return [
      {
        urn,
        path: [...path, index],
        ...(typeof principal === "string" ? { principal } : {}),
        ...(typeof permissionLevel === "string" ? { level: permissionLevel } : {}),
      },
    ];
  });
  return { stated: true, complete: !hasUnknown(list), grants };
}
