import type * as pulumi from "@pulumi/pulumi";
import {
  servingEndpoint,
  type ServingEndpointAnswers,
  type ServingEndpointArguments,
  type ServingEndpointInputs,
} from "../provider/resources/serving-endpoint";
import type { FieldInputs } from "./deep-input";
import { noteEndpoint, noteLookedUp } from "./endpoint-attachments";
import { registration } from "./registration";
import { apartFromSecrets } from "./take-out-secrets";
import { isOfType, propertyNames, ServingResource } from "./serving-resource";
import { typeToken } from "./type-token";

/** Arguments of a `ServingEndpoint`: the fields of the REST API in camel case, and this provider's own settings. */
export type ServingEndpointArgs = FieldInputs<ServingEndpointArguments>;

/**
 * A Databricks model-serving endpoint.
 *
 * One that exists already is taken over by `adopt: true`, and only looked at by `ServingEndpoint.get`. Pulumi's `import`
 * option and `pulumi import` do not work: Pulumi knows no way to import into a dynamic provider.
 *
 * @see https://docs.databricks.com/api/workspace/servingendpoints
 */
export class ServingEndpoint extends ServingResource {
  /** Type token; typed policies match on it. */
  static readonly __pulumiType = typeToken("ServingEndpoint");

  /** Name of the endpoint. */
  declare readonly name: pulumi.Output<string>;
  /** What the endpoint serves, without plaintext credentials. */
  declare readonly config: pulumi.Output<ServingEndpointInputs["config"]>;
  /** Limits, guardrails, logging and fallback. */
  declare readonly aiGateway: pulumi.Output<ServingEndpointInputs["aiGateway"]>;
  /** Labels. */
  declare readonly tags: pulumi.Output<ServingEndpointInputs["tags"]>;
  /** Free text shown in the workspace. */
  declare readonly description: pulumi.Output<ServingEndpointInputs["description"]>;
  /** Whether requests take the optimised route. */
  declare readonly routeOptimized: pulumi.Output<ServingEndpointInputs["routeOptimized"]>;
  /** Id of the budget policy that costs are charged to. */
  declare readonly budgetPolicyId: pulumi.Output<ServingEndpointInputs["budgetPolicyId"]>;
  /** Who is told of updates by e-mail. */
  declare readonly emailNotifications: pulumi.Output<ServingEndpointInputs["emailNotifications"]>;
  /** What the endpoint reports of itself. */
  declare readonly telemetryConfig: pulumi.Output<ServingEndpointInputs["telemetryConfig"]>;
  /** Limits of the older form. */
  declare readonly rateLimits: pulumi.Output<ServingEndpointInputs["rateLimits"]>;
  /** Who may do what with the endpoint, where the program says so. */
  declare readonly accessControlList: pulumi.Output<ServingEndpointInputs["accessControlList"]>;
  /** Whether the endpoint was taken over. */
  declare readonly adopt: pulumi.Output<ServingEndpointInputs["adopt"]>;
  /** Value that says when credentials are sent again. */
  declare readonly credentialsVersion: pulumi.Output<ServingEndpointInputs["credentialsVersion"]>;
  /** Whether models are called after a change. */
  declare readonly verify: pulumi.Output<ServingEndpointInputs["verify"]>;
  /** Whether others may attach models. */
  declare readonly allowAttachedModels: pulumi.Output<ServingEndpointInputs["allowAttachedModels"]>;
  /** Whether the endpoint is tagged with its owner. */
  declare readonly ownershipTag: pulumi.Output<ServingEndpointInputs["ownershipTag"]>;
  /** Id that permissions refer to; a new one each time an endpoint is created. */
  declare readonly endpointId: pulumi.Output<string>;
  /** Page of the endpoint in the workspace. */
  declare readonly endpointUrl: pulumi.Output<string>;
  /** URL that requests are sent to. */
  declare readonly invocationUrl: pulumi.Output<string>;
  /** Base URL for OpenAI clients; the model's name is then the endpoint's. */
  declare readonly openaiBaseUrl: pulumi.Output<string>;
  /** Whether the endpoint serves, and whether a new config is being rolled out. */
  declare readonly state: pulumi.Output<ServingEndpointAnswers["state"]>;
  /** Number of the config that serves; each config update adds one. */
  declare readonly configVersion: pulumi.Output<number>;
  /** Who created the endpoint. */
  declare readonly creator: pulumi.Output<string>;
  /** When the endpoint was created, in milliseconds since 1970. */
  declare readonly creationTimestamp: pulumi.Output<number>;
  /** The caller's permission on the endpoint, such as `CAN_MANAGE`. */
  declare readonly permissionLevel: pulumi.Output<string>;
  /** Kind of the endpoint where the server says it, such as `EXTERNAL_MODEL`. */
  declare readonly endpointType: pulumi.Output<string>;

  /**
   * Reads an endpoint that exists, without managing it; works in previews.
   *
   * @param name of the resource in this program
   * @param id the endpoint's name in the workspace
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    options?: pulumi.CustomResourceOptions,
  ): ServingEndpoint {
    return new ServingEndpoint(name, {}, { ...options, id });
  }

  /** Whether a value is a `ServingEndpoint`, of whichever copy of this package. */
  static override isInstance(value: unknown): value is ServingEndpoint {
    return isOfType(ServingEndpoint.__pulumiType, value);
  }

  /**
   * @param name of the resource in this program
   * @param args what the endpoint serves and how
   * @param options Pulumi's resource options; `provider` takes a `Provider` of this package
   */
  constructor(name: string, args: ServingEndpointArgs = {}, options: pulumi.CustomResourceOptions = {}) {
    const inputs = options.id === undefined ? apartFromSecrets(servingEndpoint.inputs, args) : { ...args };
    const registered = registration(servingEndpoint.type, name, inputs, options, ["name"]);
    super(ServingEndpoint.__pulumiType, name, registered, PROPERTIES);
    if (options.id === undefined) noteEndpoint(this, name, args);
    else noteLookedUp(this);
  }
}

const PROPERTIES = propertyNames(servingEndpoint);
