import type * as pulumi from "@pulumi/pulumi";
import type { ModelServiceInputs } from "../provider/resources/model-service";
import { ServingResource } from "./serving-resource";

/** What a model service and a model provider service have in common. */
export abstract class CatalogService extends ServingResource {
  /** Schema that has the service, `schemas/catalog.schema`. */
  declare readonly parent: pulumi.Output<string>;
  /** Free text shown in the workspace. */
  declare readonly comment: pulumi.Output<ModelServiceInputs["comment"]>;
  /** Who may do what with the service, where the program says so. */
  declare readonly grants: pulumi.Output<ModelServiceInputs["grants"]>;
  /** Name of the resource, with its collection: `model-services/catalog.schema.name`. */
  declare readonly name: pulumi.Output<string>;
  /** `catalog.schema.name`; of a model service, what callers give as the model. */
  declare readonly fullName: pulumi.Output<string>;
  /** Version of the service. */
  declare readonly etag: pulumi.Output<string>;
  /** Metastore that has the service. */
  declare readonly metastoreId: pulumi.Output<string>;
  /** When the service was created. */
  declare readonly createTime: pulumi.Output<string>;
  /** Who created it. */
  declare readonly createdBy: pulumi.Output<string>;
  /** When it was last changed. */
  declare readonly updateTime: pulumi.Output<string>;
  /** Who changed it last. */
  declare readonly updatedBy: pulumi.Output<string>;
  /** Whether the service was taken over. */
  declare readonly adopt: pulumi.Output<ModelServiceInputs["adopt"]>;
  /** Whether models are called after a change. */
  declare readonly verify: pulumi.Output<ModelServiceInputs["verify"]>;
  /** The workspace that the service is made through, where the program says it. */
  declare readonly providerConfig: pulumi.Output<ModelServiceInputs["providerConfig"]>;
  /** Who owns it; models are called with this owner's rights. */
  declare readonly effectiveOwner: pulumi.Output<string>;
}
