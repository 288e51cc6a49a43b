import type { HttpClient } from "./api/http-client";
import { IdentityClient } from "./identity/identity-client";
import { PermissionsClient } from "./permissions/permissions-client";
import { SecretsClient } from "./secrets/secrets-client";
import { ServingEndpointsClient } from "./serving-endpoints/serving-endpoints-client";

/** A Databricks workspace: a typed client for each family of its API, over one connection. */
export class Workspace {
  readonly servingEndpoints: ServingEndpointsClient;
  readonly permissions: PermissionsClient;
  readonly secrets: SecretsClient;
  readonly identity: IdentityClient;

  constructor(readonly http: HttpClient) {
    this.servingEndpoints = new ServingEndpointsClient(http);
    this.permissions = new PermissionsClient(http);
    this.secrets = new SecretsClient(http);
    this.identity = new IdentityClient(http);
  }

  /** `https://…`, without a slash at the end. */
  get host(): string {
    return this.http.connection.host;
  }

  /** The workspace's own id, a decimal number, which is the same under each of its addresses; undefined until an answer tells. */
  get id(): string | undefined {
    return this.http.workspaceId;
  }
}
