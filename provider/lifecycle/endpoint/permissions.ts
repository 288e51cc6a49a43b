import type { Json } from "../../schema/json";
import { decode } from "../../schema/decode";
import { fieldsOf, listOf, type Fields } from "../../schema/plain-object";
import { servingEndpoint } from "../../resources/serving-endpoint";
import type { Caller } from "../../client/workspace";

/**
 * The permissions given on the endpoint itself, from the API's answer: inherited ones are left out, and so is the
 * caller's own right to manage where the program does not list it, since it is always kept.
 */
export function readPermissions(json: Json, caller: Caller, last: unknown): Fields[] {
  const entries = listOf(fieldsOf(json)["access_control_list"]).map(fieldsOf);
  const direct = entries.flatMap((entry) => {
    const own = listOf(entry["all_permissions"])
      .map(fieldsOf)
      .find(({ inherited }) => inherited !== true);
    return own === undefined ? [] : [{ ...entry, permission_level: own["permission_level"] }];
  });
  const read = listOf(decode(servingEndpoint.inputs.shape.accessControlList, direct as Json)).map(fieldsOf);
  const listed = listOf(last).map(fieldsOf);
  const isCaller = (entry: Fields) =>
    entry["userName"] === caller.userName || entry["servicePrincipalName"] === caller.userName;
  const own = listed.find(isCaller);
  return read.flatMap((entry) => {
    if (!isCaller(entry)) return [entry];
    if (own === undefined) return [];
    // Whatever the program lists for it: a lower level is never sent.
    return entry["permissionLevel"] === "CAN_MANAGE" ? [own] : [entry];
  });
}
