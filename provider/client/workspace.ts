import type { HttpClient } from "./api/http-client";
import type { ModelProviderServiceInputs } from "../resources/model-provider-service";
import type { ModelServiceInputs } from "../resources/model-service";
import { MODEL_SERVICE, PROVIDER_SERVICE } from "../resources/unity-catalog/service-kind";
import { IdentityClient } from "./identity/identity-client";
import { PermissionsClient } from "./permissions/permissions-client";
import { SecretsClient } from "./secrets/secrets-client";
import { ServingEndpointsClient } from "./serving-endpoints/serving-endpoints-client";
import { CatalogClient } from "./unity-catalog/catalog-client";
import { GatewayClient } from "./unity-catalog/gateway-client";
import { ServicesClient } from "./unity-catalog/services-client";

/** A Databricks workspace: a typed client for each family of its API, over one connection. */
export class Workspace {
  readonly servingEndpoints: ServingEndpointsClient;
  readonly permissions: PermissionsClient;
  readonly secrets: SecretsClient;
  readonly identity: IdentityClient;
  readonly modelProviderServices: ServicesClient<ModelProviderServiceInputs>;
  readonly modelServices: ServicesClient<ModelServiceInputs>;
  readonly catalog: CatalogClient;
  readonly gateway: GatewayClient;

  constructor(readonly http: HttpClient) {
    this.servingEndpoints = new ServingEndpointsClient(http);
    this.permissions = new PermissionsClient(http);
    this.secrets = new SecretsClient(http);
    this.identity = new IdentityClient(http);
    this.modelProviderServices = new ServicesClient(http, PROVIDER_SERVICE);
    this.modelServices = new ServicesClient(http, MODEL_SERVICE);
    this.catalog = new CatalogClient(http);
    this.gateway = new GatewayClient(http);
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
