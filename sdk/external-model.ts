import type * as pulumi from "@pulumi/pulumi";
import { externalModel, type AttachmentInputs } from "../provider/resources/external-model";
import type { ExternalModelFields } from "../provider/resources/external-model-fields";
import type { ExternalModelSettings, FieldInputs } from "./deep-input";
import { noteAttachedModel } from "./endpoint-attachments";
import { endpointOf, type EndpointReference } from "./endpoint-reference";
import { registration } from "./registration";
import { apartFromSecrets } from "./take-out-secrets";
import { isOfType, propertyNames, ServingResource } from "./serving-resource";
import { typeToken } from "./type-token";

/** Arguments of an `ExternalModel`: where it is served, and the fields of `externalModel` beside them. */
export type ExternalModelArgs = ExternalModelSettings &
  FieldInputs<Omit<AttachmentInputs, "endpoint">> & {
    /**
     * The endpoint that serves the model: a `ServingEndpoint` with `allowAttachedModels`, or the name of one of another stack.
     *
     * @see https://docs.databricks.com/api/workspace/servingendpoints/updateconfig
     */
    endpoint: EndpointReference;
  };

/** Settings of the provider that has the field; undefined for all others. */
type ConfigOf<Field extends string> = Extract<ExternalModelFields, Record<Field, unknown>>[Field] | undefined;

/**
 * One model served by an endpoint that another resource, team or stack owns. It joins with 0 % of the traffic; who gets how
 * much is up to the endpoint's `TrafficSplit`. Takes secret references only: every update of the endpoint's config sends
 * all of its models again, and a plaintext credential could not be sent by anyone but its owner.
 */
export class ExternalModel extends ServingResource {
  /** Type token; typed policies match on it. */
  static readonly __pulumiType = typeToken("ExternalModel");

  /** Name of the endpoint that serves the model. */
  declare readonly endpoint: pulumi.Output<string>;
  /** Name of the served model, for routes. */
  declare readonly servedModelName: pulumi.Output<string>;
  /** Name of the provider, such as `openai`. */
  declare readonly provider: pulumi.Output<string>;
  /** Name of the model as its provider knows it. */
  declare readonly name: pulumi.Output<string>;
  /** Kind of interaction, such as `llm/v1/chat`. */
  declare readonly task: pulumi.Output<string>;
  /** Settings for OpenAI or Azure OpenAI, where the model is of that provider. */
  declare readonly openaiConfig: pulumi.Output<ConfigOf<"openaiConfig">>;
  /** Settings for Anthropic, where the model is of that provider. */
  declare readonly anthropicConfig: pulumi.Output<ConfigOf<"anthropicConfig">>;
  /** Settings for Cohere, where the model is of that provider. */
  declare readonly cohereConfig: pulumi.Output<ConfigOf<"cohereConfig">>;
  /** Settings for Amazon Bedrock, where the model is of that provider. */
  declare readonly amazonBedrockConfig: pulumi.Output<ConfigOf<"amazonBedrockConfig">>;
  /** Settings for Google Cloud Vertex AI, where the model is of that provider. */
  declare readonly googleCloudVertexAiConfig: pulumi.Output<ConfigOf<"googleCloudVertexAiConfig">>;
  /** Settings for a Databricks model-serving endpoint, where the model is of that provider. */
  declare readonly databricksModelServingConfig: pulumi.Output<ConfigOf<"databricksModelServingConfig">>;
  /** Settings for AI21 Labs, where the model is of that provider. */
  declare readonly ai21labsConfig: pulumi.Output<ConfigOf<"ai21labsConfig">>;
  /** Settings for Google's PaLM API, where the model is of that provider. */
  declare readonly palmConfig: pulumi.Output<ConfigOf<"palmConfig">>;
  /** Settings for an OpenAI-compatible server, where the model is of that provider. */
  declare readonly customProviderConfig: pulumi.Output<ConfigOf<"customProviderConfig">>;
  /** URL that requests to this one model are sent to. */
  declare readonly invocationUrl: pulumi.Output<string>;
  /** Base URL for OpenAI clients; the model's name is then the endpoint's, and its traffic split applies. */
  declare readonly openaiBaseUrl: pulumi.Output<string>;
  /** Id of the endpoint; a new one each time an endpoint of this name is created. */
  declare readonly endpointId: pulumi.Output<string>;
  /** Number of the endpoint's config that serves. */
  declare readonly configVersion: pulumi.Output<number>;
  /** Whether the endpoint's config is being rolled out. */
  declare readonly state: pulumi.Output<{ configUpdate?: string | undefined }>;
  /** Whether the model was taken over. */
  declare readonly adopt: pulumi.Output<AttachmentInputs["adopt"]>;
  /** Value that says when credentials are sent again. */
  declare readonly credentialsVersion: pulumi.Output<AttachmentInputs["credentialsVersion"]>;
  /** Whether the model is called after a change. */
  declare readonly verify: pulumi.Output<AttachmentInputs["verify"]>;

  /**
   * Reads a served model that exists, without managing it; works in previews.
   *
   * @param name of the resource in this program
   * @param id `<endpoint>/<served model>`
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    options?: pulumi.CustomResourceOptions,
  ): ExternalModel {
    return new ExternalModel(name, undefined, { ...options, id });
  }

  /** Whether a value is an `ExternalModel`, of whichever copy of this package. */
  static override isInstance(value: unknown): value is ExternalModel {
    return isOfType(ExternalModel.__pulumiType, value);
  }

  /**
   * @param name of the resource in this program
   * @param args where the model is served, and the model
   * @param options Pulumi's resource options; `provider` takes a `Provider` of this package
   */
  constructor(name: string, args?: ExternalModelArgs, options: pulumi.CustomResourceOptions = {}) {
    const attached = args === undefined ? undefined : noteAttachedModel(args.endpoint, name, args, options);
    const { inputs, defaults } = args === undefined ? { inputs: undefined, defaults: {} } : endpointOf(args);
    const registered = registration(
      externalModel.type,
      name,
      inputs === undefined ? {} : apartFromSecrets(externalModel.inputs, inputs),
      { ...defaults, ...options },
      ["servedModelName"],
    );
    super(ExternalModel.__pulumiType, name, registered, PROPERTIES);
    attached?.(this);
  }
}

const PROPERTIES = propertyNames(externalModel);
