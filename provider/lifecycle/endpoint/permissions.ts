import type { Caller } from "../../client/identity/identity-client";
import type { AccessControl, AccessControlList } from "../../client/permissions/permissions-client";

const isOf = (caller: Caller) => (entry: AccessControl) =>
  entry.userName === caller.userName || entry.servicePrincipalName === caller.userName;

/**
 * Permissions as drift is judged by: the caller's own right to manage is left out where the program does not list it, since
 * it is always kept.
 *
 * @param last what the program lists
 */
export function judgedPermissions(
  shown: AccessControlList,
  caller: Caller,
  last: AccessControlList = [],
): AccessControlList {
  const own = last.find(isOf(caller));
  return shown.flatMap((entry) => {
    if (!isOf(caller)(entry)) return [entry];
    if (own === undefined) return [];
    // Whatever the program lists for it: a lower level is never sent.
    return entry.permissionLevel === "CAN_MANAGE" ? [own] : [entry];
  });
}

/** What is sent: `caller` keeps its right to manage whatever the list says. */
export function sentPermissions(list: AccessControlList = [], caller: Caller): AccessControlList {
  const field = caller.isServicePrincipal ? "servicePrincipalName" : "userName";
  const others = list.filter((entry) => entry[field] !== caller.userName);
  return [...others, { [field]: caller.userName, permissionLevel: "CAN_MANAGE" }];
}
