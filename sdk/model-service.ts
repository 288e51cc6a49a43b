import type * as pulumi from "@pulumi/pulumi";
import {
  modelService,
  type ModelServiceAnswers,
  type ModelServiceArguments,
  type ModelServiceInputs,
} from "../provider/resources/model-service";
import { CatalogService } from "./catalog-service";
import { refuseUnlistedTargets } from "./listed-targets";
import { registration } from "./registration";
import type { ServiceFields } from "./service-input";
import { withNames } from "./service-names";
import { isOfType, propertyNames } from "./serving-resource";
import { typeToken } from "./type-token";

/** Arguments of a `ModelService`: those of `@pulumi/databricks`' `AiGatewayModelService`, and more. */
export type ModelServiceArgs = ServiceFields<ModelServiceArguments>;

/**
 * One name, in a schema of Unity Catalog, that callers use for models of any provider: destinations and their shares of
 * the traffic, fallbacks in order, limits, a table of requests and answers, and who may call it.
 *
 * @see https://docs.databricks.com/api/workspace/aigateway
 */
export class ModelService extends CatalogService {
  /** Type token; typed policies match on it. */
  static readonly __pulumiType = typeToken("ModelService");

  /** Name of the service in its schema. */
  declare readonly modelServiceId: pulumi.Output<string>;
  /** Where requests go, and what is limited and logged. */
  declare readonly config: pulumi.Output<ModelServiceInputs["config"]>;
  /** URL that requests are sent to. */
  declare readonly invocationUrl: pulumi.Output<NonNullable<ModelServiceAnswers["invocationUrl"]>>;
  /** Base URL for OpenAI clients; the model's name is then `fullName`. */
  declare readonly openaiBaseUrl: pulumi.Output<NonNullable<ModelServiceAnswers["openaiBaseUrl"]>>;
  /** APIs that callers may use, as far as all destinations have them. */
  declare readonly supportedApiTypes: pulumi.Output<NonNullable<ModelServiceAnswers["supportedApiTypes"]>>;

  /**
   * Reads a model service that exists, without managing it; works in previews.
   *
   * @param name of the resource in this program
   * @param id `catalog.schema.name`
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    options?: pulumi.CustomResourceOptions,
  ): ModelService {
    return new ModelService(name, undefined, { ...options, id });
  }

  /** Whether a value is a `ModelService`, of whichever copy of this package. */
  static override isInstance(value: unknown): value is ModelService {
    return isOfType(ModelService.__pulumiType, value);
  }

  /**
   * @param name of the resource in this program
   * @param args where requests go
   * @param options Pulumi's resource options; `provider` takes a `Provider` of this package
   */
  constructor(name: string, args?: ModelServiceArgs, options: pulumi.CustomResourceOptions = {}) {
    if (args !== undefined) refuseUnlistedTargets(name, args);
    const inputs = withNames({ ...args }) as Record<string, unknown>;
    const registered = registration(modelService.type, name, inputs, options);
    super(ModelService.__pulumiType, name, registered, PROPERTIES);
  }
}

const PROPERTIES = propertyNames(modelService);
