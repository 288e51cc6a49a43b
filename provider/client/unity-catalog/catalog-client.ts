import type { Json } from "../../schema/json";
import { fieldsOf, isPlainObject, listOf } from "../../schema/plain-object";
import { ApiError } from "../api/api-error";
import type { HttpClient } from "../api/http-client";
import type { CallOptions } from "../call-options";

const CATALOG = "/api/2.1/unity-catalog";

/** What a principal may do. */
export interface Grant {
  readonly principal: string;
  readonly privileges: readonly string[];
}

/** A change of what a principal may do. */
export interface GrantChange {
  readonly principal: string;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** What is known of an object that others refer to. */
export interface SeenSecurable {
  readonly owner: string | undefined;
  /** For a secret: until when it is meant to be used. */
  readonly expireTime: string | undefined;
}

/**
 * Objects of Unity Catalog beside services, and grants on all of them; values of secrets are never asked for.
 *
 * @throws ApiError from every method
 * @see https://docs.databricks.com/api/workspace/grants
 */
export class CatalogClient {
  constructor(private readonly http: HttpClient) {}

  /** What is granted on an object itself; what its schema or catalog grants is left out. */
  async grants(securable: string, fullName: string, options: CallOptions = {}): Promise<Grant[]> {
    return (
      await this.http.request("GET", grantsOn(securable, fullName), { ...options, decode: decodeGrants })
    ).value;
  }

  /** Adds to and takes from what is granted on an object; answers what it then is. An answer that lists nothing proves nothing. */
  async patchGrants(
    securable: string,
    fullName: string,
    changes: readonly GrantChange[],
    options: CallOptions = {},
  ): Promise<Grant[]> {
    const body = { changes };
    const path = grantsOn(securable, fullName);
    const decode = (json: Json) =>
      fieldsOf(json)["privilege_assignments"] === undefined ? undefined : decodeGrants(json);
    return (await this.http.request("PATCH", path, { ...options, body, decode })).value;
  }

  /** What reaches an object, from itself and from what it lies in; undefined where the caller may not see it. */
  async effectiveGrants(
    securable: string,
    fullName: string,
    principal: string | undefined,
    options: CallOptions = {},
  ): Promise<Grant[] | undefined> {
    const path = `${CATALOG}/effective-permissions/${securable}/${encodeURIComponent(fullName)}`;
    const query = principal === undefined ? {} : { query: { principal } };
    const answer = this.http.request("GET", path, { ...options, ...query, decode: decodeGrants });
    return (await answer.catch(unlessForbidden))?.value;
  }

  /**
   * An object that others refer to; undefined where there is none.
   *
   * @param collection `schemas`, `secrets`, `models`, `credentials` or `catalogs`
   */
  async find(
    collection: string,
    fullName: string,
    options: CallOptions = {},
  ): Promise<SeenSecurable | undefined> {
    const path = `${CATALOG}/${collection}/${encodeURIComponent(fullName)}`;
    const answer = this.http.request("GET", path, { ...options, decode: decodeSecurable });
    return (await answer.catch(unlessMissing))?.value;
  }

  /** Names of all schemas that the caller sees, but those that Databricks keeps itself. */
  async allSchemas(options: CallOptions = {}): Promise<string[]> {
    const decode = (json: Json) =>
      isPlainObject(json)
        ? listOf(fieldsOf(json)["catalogs"]).map((item) => String(fieldsOf(item)["name"]))
        : undefined;
    const { value: catalogs } = await this.http.request("GET", `${CATALOG}/catalogs`, { ...options, decode });
    const own = catalogs.filter((name) => name !== "system").sort();
    return (await Promise.all(own.map((name) => this.schemas(name, options)))).flat();
  }

  /** Names of the schemas of a catalog that the caller sees. */
  private async schemas(catalog: string, options: CallOptions): Promise<string[]> {
    const decode = (json: Json) =>
      isPlainObject(json)
        ? listOf(fieldsOf(json)["schemas"]).map((item) => String(fieldsOf(item)["full_name"]))
        : undefined;
    const query = { catalog_name: catalog };
    return (await this.http.request("GET", `${CATALOG}/schemas`, { ...options, query, decode })).value;
  }
}

const grantsOn = (securable: string, fullName: string): string =>
  `${CATALOG}/permissions/${securable}/${encodeURIComponent(fullName)}`;

/** An empty list is left out of the answer. Effective privileges are objects that say where they come from. */
function decodeGrants(json: Json): Grant[] | undefined {
  if (!isPlainObject(json)) return undefined;
  const { privilege_assignments: assignments = [] } = json;
  if (!Array.isArray(assignments)) return undefined;
  return assignments.map(fieldsOf).map(({ principal, privileges }) => ({
    principal: String(principal),
    privileges: listOf(privileges).map((one) => String(isPlainObject(one) ? one["privilege"] : one)),
  }));
}

function decodeSecurable(json: Json): SeenSecurable | undefined {
  if (!isPlainObject(json) || typeof json["name"] !== "string") return undefined;
  const { owner, expire_time: expireTime } = json;
  return {
    owner: typeof owner === "string" ? owner : undefined,
    expireTime: typeof expireTime === "string" ? expireTime : undefined,
  };
}

function unlessMissing(error: unknown): undefined {
  if (error instanceof ApiError && error.category === "not-found") return undefined;
  throw error;
}

function unlessForbidden(error: unknown): undefined {
  if (error instanceof ApiError && error.category === "forbidden") return undefined;
  throw error;
}
