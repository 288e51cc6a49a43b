import { fullNameOf } from "../../provider/resources/unity-catalog/names";
import { fieldsOf, listOf } from "../../provider/schema/plain-object";
import type { Path } from "../../provider/schema/problem";
import { hasUnknown, isUnknown } from "../../provider/schema/unknown";
import type { StackMember } from "./rule-definition";
import { resourceKinds } from "./resource-kinds";
import { serviceNameOf } from "./service-name";

/** What somebody may do with an endpoint or a service, from least to most. */
export const permissionLevels = ["CAN_VIEW", "CAN_QUERY", "CAN_MANAGE"] as const;

export type PermissionLevel = (typeof permissionLevels)[number];

/** The levels that privileges on a service come to. */
const levelsOf: Readonly<Record<string, readonly PermissionLevel[]>> = {
  READ_METADATA: ["CAN_VIEW"],
  EXECUTE: ["CAN_QUERY"],
  MANAGE: ["CAN_MANAGE"],
  ALL_PRIVILEGES: permissionLevels,
};

/** The privilege on a service that a level is. */
export const privilegeOf: Readonly<Record<PermissionLevel, string>> = {
  CAN_VIEW: "READ_METADATA",
  CAN_QUERY: "EXECUTE",
  CAN_MANAGE: "MANAGE",
};

/** A permission that somebody has on an endpoint or a service, and where it stands. */
export interface Grant {
  urn: string;
  path: Path;
  /** Name of the user, group or service principal; missing while not known. */
  principal?: string;
  level?: string;
  /** The level, or the privilege, as it is written. */
  written?: string;
}

/** What is said about who may do what. */
export interface Grants {
  /** Whether permissions are stated at all: an empty list states that nobody else has any. */
  stated: boolean;
  /** Whether all of them are known. */
  complete: boolean;
  grants: Grant[];
}

/** `databricks:index/permissions:Permissions`, which states them for a `ModelServing`. */
const PERMISSIONS = "databricks:index/permissions:Permissions";
/** `databricks.Grants`, which states all of an object's, and `databricks.Grant`, which states one principal's. */
const GRANTS = "databricks:index/grants:Grants";
const GRANT = "databricks:index/grant:Grant";

/** The permissions stated for an endpoint: its own list, or those of `Permissions` resources that refer to it. */
export function permissionsOf(endpoint: StackMember, members: readonly StackMember[]): Grants {
  const own = endpoint.fields["accessControlList"];
  if (endpoint.view?.kind === "ServingEndpoint" && own !== undefined)
    return together([permissionsAt(endpoint.urn, own, ["accessControlList"])]);
  const id = endpoint.fields["servingEndpointId"] ?? endpoint.fields["endpointId"];
  const found = members
    .filter(
      ({ type, fields, propertyDependencies }) =>
        type === PERMISSIONS &&
        ((typeof id === "string" && fields["servingEndpointId"] === id) ||
          propertyDependencies["servingEndpointId"]?.includes(endpoint.urn)),
    )
    .map(({ urn, fields }) => permissionsAt(urn, fields["accessControls"], ["accessControls"]));
  return together(found);
}

/** The grants stated for a service: its own, or those of `Grants` that refer to it or to its schema. */
export function grantsOf(service: StackMember, members: readonly StackMember[]): Grants {
  const own = service.fields["grants"];
  const bridged = service.view === undefined || resourceKinds[service.view.kind].bridged;
  const ownGrants = !bridged && own !== undefined ? [grantsAt(service.urn, own, ["grants"])] : [];
  const field = service.view?.role === "provider-service" ? "modelProviderService" : "modelService";
  const { parent } = service.fields;
  const schema = typeof parent === "string" ? fullNameOf(parent).toLowerCase() : undefined;
  const name = serviceNameOf(service.fields);
  const found = members
    .filter(({ type, fields, propertyDependencies }) => {
      if (type !== GRANTS && type !== GRANT) return false;
      const is = (value: unknown, wanted: string | undefined): boolean =>
        typeof value === "string" && wanted !== undefined && fullNameOf(value).toLowerCase() === wanted;
      return (
        is(fields[field], name) ||
        propertyDependencies[field]?.includes(service.urn) === true ||
        is(fields["schema"], schema)
      );
    })
    .map(({ type, urn, fields }) =>
      type === GRANTS ? grantsAt(urn, fields["grants"], ["grants"]) : grantsAt(urn, [fields], []),
    );
  return together([...ownGrants, ...found]);
}

const together = (found: readonly Omit<Grants, "stated">[]): Grants => ({
  stated: found.length > 0,
  complete: found.every(({ complete }) => complete),
  grants: found.flatMap(({ grants }) => grants),
});

function permissionsAt(urn: string, list: unknown, path: Path): Omit<Grants, "stated"> {
  const grants = listOf(list).flatMap((item, index): Grant[] => {
    if (isUnknown(item)) return [];
    const { userName, groupName, servicePrincipalName, permissionLevel: level } = fieldsOf(item);
    return [
      {
        urn,
        path: [...path, index],
        ...principalIn(userName ?? groupName ?? servicePrincipalName),
        ...(typeof level === "string" ? { level, written: level } : {}),
      },
    ];
  });
  return { complete: !hasUnknown(list), grants };
}

function grantsAt(urn: string, list: unknown, path: Path): Omit<Grants, "stated"> {
  const grants = listOf(list).flatMap((item, index): Grant[] => {
    if (isUnknown(item)) return [];
    const { principal, privileges } = fieldsOf(item);
    return listOf(privileges).flatMap((privilege) =>
      (levelsOf[String(privilege)] ?? []).map((level) => ({
        urn,
        path: path.length === 0 ? [] : [...path, index],
        ...principalIn(principal),
        level,
        written: String(privilege),
      })),
    );
  });
  return { complete: !hasUnknown(list), grants };
}

const principalIn = (value: unknown): { principal?: string } =>
  typeof value === "string" ? { principal: value } : {};
