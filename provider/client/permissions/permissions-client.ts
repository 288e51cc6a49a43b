import { servingEndpoint, type ServingEndpointInputs } from "../../resources/serving-endpoint";
import { decode } from "../../schema/decode";
import { encode } from "../../schema/encode";
import type { Json } from "../../schema/json";
import { fieldsOf, listOf } from "../../schema/plain-object";
import type { HttpClient } from "../api/http-client";
import type { CallOptions } from "../call-options";

const { accessControlList } = servingEndpoint.inputs.shape;

/** Who may do what with an endpoint. */
export type AccessControlList = NonNullable<ServingEndpointInputs["accessControlList"]>;

/** One of its lines: a principal and what it may do. */
export type AccessControl = AccessControlList[number];

/**
 * Permissions on serving endpoints, which hang on an endpoint's id: its name does not work here.
 *
 * @throws ApiError from every method
 * @see https://docs.databricks.com/api/workspace/permissions
 */
export class PermissionsClient {
  constructor(private readonly http: HttpClient) {}

  /** The permissions given on the endpoint itself; inherited ones are left out. */
  async get(id: string, options: CallOptions = {}): Promise<AccessControlList> {
    return (await this.http.request("GET", at(id), { ...options, decode: direct })).value;
  }

  /** Replaces all that is given on the endpoint itself; answers what it then is. */
  async put(id: string, list: AccessControlList, options: CallOptions = {}): Promise<AccessControlList> {
    const body = { access_control_list: encode(accessControlList, list) };
    return (await this.http.request("PUT", at(id), { ...options, body, decode: direct })).value;
  }
}

const at = (id: string): string => `/api/2.0/permissions/serving-endpoints/${encodeURIComponent(id)}`;

function direct(json: Json): AccessControlList | undefined {
  const { access_control_list: entries } = fieldsOf(json);
  if (!Array.isArray(entries)) return undefined;
  const own = entries.map(fieldsOf).flatMap((entry) => {
    const given = listOf(entry["all_permissions"])
      .map(fieldsOf)
      .find(({ inherited }) => inherited !== true);
    return given === undefined ? [] : [{ ...entry, permission_level: given["permission_level"] }];
  });
  return decode(accessControlList, own as Json) as AccessControlList;
}
