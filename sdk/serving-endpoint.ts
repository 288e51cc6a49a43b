import * as pulumi from "@pulumi/pulumi";
import {
  servingEndpoint,
  type ServingEndpointAnswers,
  type ServingEndpointArguments,
  type ServingEndpointInputs,
} from "../provider/resources/serving-endpoint";
import type { FieldInputs } from "./deep-input";
import { noteEndpoint } from "./endpoint-attachments";
import { addLateOutputs } from "./late-outputs";
import { quietStacks } from "./quiet-stacks";
import { registration } from "./registration";
import { apartFromSecrets } from "./take-out-secrets";
import { typeToken } from "./type-token";

/** Arguments of a `ServingEndpoint`: the fields of the REST API in camel case, and this provider's own settings. */
export type ServingEndpointArgs = FieldInputs<ServingEndpointArguments>;

type Answer<Field extends keyof ServingEndpointAnswers> = pulumi.Output<
  Exclude<ServingEndpointAnswers[Field], undefined>
>;
type Input<Field extends keyof ServingEndpointInputs> = pulumi.Output<ServingEndpointInputs[Field]>;

/**
 * A Databricks model-serving endpoint.
 *
 * One that exists already is taken over by `adopt: true`, and only looked at by `ServingEndpoint.get`. Pulumi's `import`
 * option and `pulumi import` do not work: Pulumi knows no way to import into a dynamic provider.
 *
 * @see https://docs.databricks.com/api/workspace/servingendpoints
 */
export class ServingEndpoint extends pulumi.CustomResource {
  /** Type token; typed policies match on it. */
  static readonly __pulumiType = typeToken("ServingEndpoint");

  /** Name of the endpoint. */
  declare readonly name: pulumi.Output<string>;
  /** What the endpoint serves, without plaintext credentials. */
  declare readonly config: Input<"config">;
  /** Limits, guardrails, logging and fallback. */
  declare readonly aiGateway: Input<"aiGateway">;
  /** Labels. */
  declare readonly tags: Input<"tags">;
  /** Free text shown in the workspace. */
  declare readonly description: Input<"description">;
  /** Id that permissions refer to. */
  declare readonly endpointId: Answer<"endpointId">;
  /** Page of the endpoint in the workspace. */
  declare readonly endpointUrl: Answer<"endpointUrl">;
  /** URL that requests are sent to. */
  declare readonly invocationUrl: Answer<"invocationUrl">;
  /** Base URL for OpenAI clients; the model's name is then the endpoint's. */
  declare readonly openaiBaseUrl: Answer<"openaiBaseUrl">;
  /** Whether the endpoint serves, and whether a new config is being rolled out. */
  declare readonly state: Answer<"state">;
  /** Number of the config that serves. */
  declare readonly configVersion: Answer<"configVersion">;
  /** Who created the endpoint. */
  declare readonly creator: Answer<"creator">;
  /** When the endpoint was created, in milliseconds since 1970. */
  declare readonly creationTimestamp: Answer<"creationTimestamp">;
  /** The caller's permission on the endpoint. */
  declare readonly permissionLevel: Answer<"permissionLevel">;
  /** Kind of the endpoint where the server says it, such as `EXTERNAL_MODEL`. */
  declare readonly endpointType: Answer<"endpointType">;

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
    return (
      pulumi.CustomResource.isInstance(value) &&
      (value as { __pulumiType?: string }).__pulumiType === ServingEndpoint.__pulumiType
    );
  }

  /**
   * @param name of the resource in this program
   * @param args what the endpoint serves and how
   * @param options Pulumi's resource options; `provider` takes a `Provider` of this package
   */
  constructor(name: string, args: ServingEndpointArgs = {}, options: pulumi.CustomResourceOptions = {}) {
    const inputs = options.id === undefined ? apartFromSecrets(servingEndpoint.inputs, args) : { ...args };
    const registered = registration(servingEndpoint.type, name, inputs, options, ["name"]);
    const restore = quietStacks();
    try {
      super(ServingEndpoint.__pulumiType, name, registered.properties, registered.options);
    } finally {
      restore();
    }
    addLateOutputs(this, PROPERTIES);
    noteEndpoint(this, name, args);
  }
}

const PROPERTIES = Object.keys({ ...servingEndpoint.inputs.shape, ...servingEndpoint.outputs.shape });
