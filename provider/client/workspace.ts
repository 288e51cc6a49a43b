import type { Json } from "../schema/json";
import type { HttpClient, Answer, RequestOptions } from "./api/http-client";

/** Who calls, as the workspace knows it. */
export interface Caller {
  /** E-mail address of a user, application id of a service principal. */
  readonly userName: string;
  readonly isServicePrincipal: boolean;
}

type Options = Pick<RequestOptions, "deadline" | "secrets">;

const ENDPOINTS = "/api/2.0/serving-endpoints";

const at = (name: string, section = ""): string => `${ENDPOINTS}/${encodeURIComponent(name)}${section}`;

/**
 * The calls of a Databricks workspace that this provider makes, one method each.
 *
 * @see https://docs.databricks.com/api/workspace/servingendpoints
 */
export class Workspace {
  private caller: Promise<Caller> | undefined;

  constructor(private readonly client: HttpClient) {}

  /** `https://…`, without a slash at the end. */
  get host(): string {
    return this.client.connection.host;
  }

  createEndpoint(body: Json, options: Options): Promise<Answer> {
    return this.client.request("POST", ENDPOINTS, { ...options, body });
  }

  getEndpoint(name: string, options: Options = {}): Promise<Answer> {
    return this.client.request("GET", at(name), options);
  }

  listEndpoints(options: Options = {}): Promise<Answer> {
    return this.client.request("GET", ENDPOINTS, options);
  }

  deleteEndpoint(name: string, options: Options): Promise<Answer> {
    return this.client.request("DELETE", at(name), options);
  }

  putConfig(name: string, body: Json, options: Options): Promise<Answer> {
    return this.client.request("PUT", at(name, "/config"), { ...options, body });
  }

  /** For a config that others write too: never sent twice unseen, since what it replaces shows only in its one answer. */
  putSharedConfig(name: string, body: Json, options: Options): Promise<Answer> {
    return this.client.request("PUT", at(name, "/config"), { ...options, body, idempotent: false });
  }

  putAiGateway(name: string, body: Json, options: Options): Promise<Answer> {
    return this.client.request("PUT", at(name, "/ai-gateway"), { ...options, body });
  }

  putRateLimits(name: string, body: Json, options: Options): Promise<Answer> {
    return this.client.request("PUT", at(name, "/rate-limits"), { ...options, body });
  }

  /** Adds and deletes by key, so that doing it twice does no harm. */
  patchTags(name: string, body: Json, options: Options): Promise<Answer> {
    return this.client.request("PATCH", at(name, "/tags"), { ...options, body, idempotent: true });
  }

  patchNotifications(name: string, body: Json, options: Options): Promise<Answer> {
    return this.client.request("PATCH", at(name, "/notifications"), { ...options, body, idempotent: true });
  }

  patchTelemetry(name: string, body: Json, options: Options): Promise<Answer> {
    return this.client.request("PATCH", at(name, "/telemetry-config"), {
      ...options,
      body,
      idempotent: true,
    });
  }

  /** @param id the endpoint's id; its name does not work here */
  getPermissions(id: string, options: Options = {}): Promise<Answer> {
    return this.client.request(
      "GET",
      `/api/2.0/permissions/serving-endpoints/${encodeURIComponent(id)}`,
      options,
    );
  }

  /** @param id the endpoint's id; its name does not work here */
  putPermissions(id: string, body: Json, options: Options): Promise<Answer> {
    const path = `/api/2.0/permissions/serving-endpoints/${encodeURIComponent(id)}`;
    return this.client.request("PUT", path, { ...options, body });
  }

  listSecretScopes(options: Options = {}): Promise<Answer> {
    return this.client.request("GET", "/api/2.0/secrets/scopes/list", options);
  }

  listSecrets(scope: string, options: Options = {}): Promise<Answer> {
    return this.client.request("GET", "/api/2.0/secrets/list", { ...options, query: { scope } });
  }

  /** Sends a request to one served model; a query changes nothing, so that it may be repeated. */
  query(name: string, servedModel: string, body: Json, options: Options): Promise<Answer> {
    const path = `/serving-endpoints/${encodeURIComponent(name)}/served-models/${encodeURIComponent(servedModel)}/invocations`;
    return this.client.request("POST", path, { ...options, body, idempotent: true });
  }

  /** Who calls; asked once for each connection. */
  me(options: Options = {}): Promise<Caller> {
    this.caller ??= this.askForCaller(options).catch((error: unknown) => {
      this.caller = undefined;
      throw error;
    });
    return this.caller;
  }

  private async askForCaller(options: Options): Promise<Caller> {
    const { json } = await this.client.request("GET", "/api/2.0/preview/scim/v2/Me", options);
    const { userName } = json as { userName?: string };
    // A service principal's user name is its application id, which is a UUID; a user's is an e-mail address.
    const name = userName ?? "";
    return { userName: name, isServicePrincipal: /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(name) };
  }
}
