import type * as pulumi from "@pulumi/pulumi";
import {
  modelProviderService,
  type ModelProviderServiceArguments,
  type ModelProviderServiceInputs,
} from "../provider/resources/model-provider-service";
import { CatalogService } from "./catalog-service";
import { noteTargets } from "./listed-targets";
import { registration } from "./registration";
import type { ServiceFields } from "./service-input";
import { apartFromSecrets } from "./take-out-secrets";
import { isOfType, propertyNames } from "./serving-resource";
import { typeToken } from "./type-token";

/** Arguments of a `ModelProviderService`: those of `@pulumi/databricks`' `AiGatewayModelProviderService`, and more. */
export type ModelProviderServiceArgs = ServiceFields<ModelProviderServiceArguments>;

/**
 * One governed connection to a provider of models, in a schema of Unity Catalog. Model services share it, and who may use
 * it is granted there.
 *
 * @see https://docs.databricks.com/api/workspace/aigateway
 */
export class ModelProviderService extends CatalogService {
  /** Type token; typed policies match on it. */
  static readonly __pulumiType = typeToken("ModelProviderService");

  /** Name of the service in its schema. */
  declare readonly modelProviderServiceId: pulumi.Output<string>;
  /** The provider and its models, without plaintext credentials. */
  declare readonly config: pulumi.Output<ModelProviderServiceInputs["config"]>;
  /** Value that says when credentials are sent again. */
  declare readonly credentialsVersion: pulumi.Output<ModelProviderServiceInputs["credentialsVersion"]>;

  /**
   * Reads a provider service that exists, without managing it; works in previews.
   *
   * @param name of the resource in this program
   * @param id `catalog.schema.name`
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    options?: pulumi.CustomResourceOptions,
  ): ModelProviderService {
    return new ModelProviderService(name, undefined, { ...options, id });
  }

  /** Whether a value is a `ModelProviderService`, of whichever copy of this package. */
  static override isInstance(value: unknown): value is ModelProviderService {
    return isOfType(ModelProviderService.__pulumiType, value);
  }

  /**
   * @param name of the resource in this program
   * @param args the provider, how to sign in to it, and its models
   * @param options Pulumi's resource options; `provider` takes a `Provider` of this package
   */
  constructor(name: string, args?: ModelProviderServiceArgs, options: pulumi.CustomResourceOptions = {}) {
    const registered = registration(
      modelProviderService.type,
      name,
      args === undefined ? {} : apartFromSecrets(modelProviderService.inputs, args),
      options,
    );
    // Model services stand on it, and lead to the new one only once that is there: one with another name comes first. Where
    // both would have one name, the provider says so.
    const { deleteBeforeReplace: _, ...unforced } = registered.options;
    const resourceOptions = options.deleteBeforeReplace === undefined ? unforced : registered.options;
    super(ModelProviderService.__pulumiType, name, { ...registered, options: resourceOptions }, PROPERTIES);
    if (args !== undefined) noteTargets(this, name, args);
  }
}

const PROPERTIES = propertyNames(modelProviderService);
