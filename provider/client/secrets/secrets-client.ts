import type { Json } from "../../schema/json";
import { fieldsOf } from "../../schema/plain-object";
import { ApiError } from "../api/api-error";
import type { HttpClient } from "../api/http-client";
import type { CallOptions } from "../call-options";

/**
 * Names of secret scopes and of the secrets in them; values are never asked for.
 *
 * @throws ApiError from every method
 * @see https://docs.databricks.com/api/workspace/secrets
 */
export class SecretsClient {
  constructor(private readonly http: HttpClient) {}

  /** Names of the scopes that are visible to the caller. */
  async scopes(options: CallOptions = {}): Promise<string[]> {
    const decode = namesIn("scopes", "name");
    return (await this.http.request("GET", "/api/2.0/secrets/scopes/list", { ...options, decode })).value;
  }

  /** Keys of a scope's secrets; undefined where there is no such scope. */
  async keys(scope: string, options: CallOptions = {}): Promise<string[] | undefined> {
    const decode = namesIn("secrets", "key");
    const request = { ...options, query: { scope }, decode };
    const answer = this.http.request("GET", "/api/2.0/secrets/list", request).catch((error: unknown) => {
      if (error instanceof ApiError && error.category === "not-found") return undefined;
      throw error;
    });
    return (await answer)?.value;
  }
}

/** An empty list is left out of the answer. */
const namesIn =
  (list: string, field: string) =>
  (json: Json): string[] | undefined => {
    if (json === null || typeof json !== "object") return undefined;
    const items = fieldsOf(json)[list] ?? [];
    return Array.isArray(items) ? items.map((item) => String(fieldsOf(item)[field])) : undefined;
  };
