import * as pulumi from "@pulumi/pulumi";
import { trafficSplit, type TrafficSplitInputs } from "../provider/resources/traffic-split";
import type { FieldInputs } from "./deep-input";
import { noteSplit } from "./endpoint-attachments";
import { endpointOf, type EndpointReference } from "./endpoint-reference";
import { registration } from "./registration";
import { isOfType, propertyNames, ServingResource } from "./serving-resource";
import { typeToken } from "./type-token";

/** Arguments of a `TrafficSplit`. */
export type TrafficSplitArgs = FieldInputs<Omit<TrafficSplitInputs, "endpoint">> & {
  /**
   * The endpoint whose traffic is split: a `ServingEndpoint` with `allowAttachedModels`, or the name of one of another stack.
   *
   * @see https://docs.databricks.com/api/workspace/servingendpoints/updateconfig
   */
  endpoint: EndpointReference;
};

/**
 * The routes of one endpoint, by served model: they sum to 100, and a model that is not named gets 0 %. Canary steps are
 * one-line changes of it. When it is removed, traffic stays as it is.
 */
export class TrafficSplit extends ServingResource {
  /** Type token; typed policies match on it. */
  static readonly __pulumiType = typeToken("TrafficSplit");

  /** Name of the endpoint. */
  declare readonly endpoint: pulumi.Output<string>;
  /** The share of each served model. */
  declare readonly routes: pulumi.Output<TrafficSplitInputs["routes"]>;
  /** Id of the endpoint; a new one each time an endpoint of this name is created. */
  declare readonly endpointId: pulumi.Output<string>;
  /** Number of the endpoint's config that serves. */
  declare readonly configVersion: pulumi.Output<number>;
  /** Whether the endpoint's config is being rolled out. */
  declare readonly state: pulumi.Output<{ configUpdate?: string | undefined }>;

  /** Whether a value is a `TrafficSplit`, of whichever copy of this package. */
  static override isInstance(value: unknown): value is TrafficSplit {
    return isOfType(TrafficSplit.__pulumiType, value);
  }

  /**
   * @param name of the resource in this program
   * @param args the endpoint and its routes
   * @param options Pulumi's resource options; `provider` takes a `Provider` of this package
   */
  constructor(name: string, args: TrafficSplitArgs, options: pulumi.CustomResourceOptions = {}) {
    const { inputs, defaults } = endpointOf(args);
    const { attached, served } = noteSplit(args.endpoint, name, options);
    const registered = registration(
      trafficSplit.type,
      name,
      { ...inputs, ...(served === undefined ? {} : { __sharedHere: served }) },
      // Routes may name models by plain text; they must be there before the split, and go after it.
      pulumi.mergeOptions({ ...defaults, ...options }, { dependsOn: attached }),
    );
    super(TrafficSplit.__pulumiType, name, registered, PROPERTIES);
  }
}

const PROPERTIES = propertyNames(trafficSplit);
