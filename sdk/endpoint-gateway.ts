import type * as pulumi from "@pulumi/pulumi";
import {
  endpointGateway,
  type EndpointGatewayAnswers,
  type EndpointGatewayArguments,
  type EndpointGatewayInputs,
} from "../provider/resources/endpoint-gateway";
import type { FieldInputs } from "./deep-input";
import { endpointOf, type EndpointReference } from "./endpoint-reference";
import { registration } from "./registration";
import { isOfType, propertyNames, ServingResource } from "./serving-resource";
import { typeToken } from "./type-token";

/** Arguments of an `EndpointGateway`. */
export type EndpointGatewayArgs = FieldInputs<Omit<EndpointGatewayArguments, "endpoint">> & {
  /**
   * The endpoint that is governed: its name, or the resource of another owner in this program.
   *
   * @see https://docs.databricks.com/api/workspace/servingendpoints/putaigateway
   */
  endpoint: EndpointReference;
};

/**
 * Gateway settings and permissions of an endpoint that somebody else owns: another team's, or one of the platform's own
 * (`databricks-…`). An endpoint that this program owns has them as arguments of its `ServingEndpoint`.
 *
 * @see https://docs.databricks.com/api/workspace/servingendpoints/putaigateway
 */
export class EndpointGateway extends ServingResource {
  /** Type token; typed policies match on it. */
  static readonly __pulumiType = typeToken("EndpointGateway");

  /** Name of the endpoint. */
  declare readonly endpoint: pulumi.Output<string>;
  /** Limits, guardrails, logging and fallback, where the program says them. */
  declare readonly aiGateway: pulumi.Output<EndpointGatewayInputs["aiGateway"]>;
  /** Who may do what with the endpoint, where the program says it. */
  declare readonly accessControlList: pulumi.Output<EndpointGatewayInputs["accessControlList"]>;
  /** What happens to the endpoint when this resource goes. */
  declare readonly onDelete: pulumi.Output<EndpointGatewayInputs["onDelete"]>;
  /** Id of the endpoint. */
  declare readonly endpointId: pulumi.Output<string>;
  /** What was there before the resource came, which `restore` puts back. */
  declare readonly previous: pulumi.Output<EndpointGatewayAnswers["previous"]>;

  /** Whether a value is an `EndpointGateway`, of whichever copy of this package. */
  static override isInstance(value: unknown): value is EndpointGateway {
    return isOfType(EndpointGateway.__pulumiType, value);
  }

  /**
   * @param name of the resource in this program
   * @param args the endpoint and what of it is governed
   * @param options Pulumi's resource options; `provider` takes a `Provider` of this package
   */
  constructor(name: string, args: EndpointGatewayArgs, options: pulumi.CustomResourceOptions = {}) {
    const { inputs, defaults } = endpointOf(args);
    const registered = registration(endpointGateway.type, name, { ...inputs }, { ...defaults, ...options });
    super(EndpointGateway.__pulumiType, name, registered, PROPERTIES);
  }
}

const PROPERTIES = propertyNames(endpointGateway);
