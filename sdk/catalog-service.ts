import * as pulumi from "@pulumi/pulumi";
import type { ModelServiceInputs } from "../provider/resources/model-service";
import type { ServiceAnswers } from "../provider/resources/unity-catalog/service-kind";

type Answer<Output extends keyof ServiceAnswers> = pulumi.Output<NonNullable<ServiceAnswers[Output]>>;

/** What a model service and a model provider service have in common. */
export abstract class CatalogService extends pulumi.CustomResource {
  /** Schema that has the service, `schemas/catalog.schema`. */
  declare readonly parent: pulumi.Output<string>;
  /** Free text shown in the workspace. */
  declare readonly comment: pulumi.Output<ModelServiceInputs["comment"]>;
  /** Who may do what with the service, where the program says so. */
  declare readonly grants: pulumi.Output<ModelServiceInputs["grants"]>;
  /** Name of the resource, with its collection: `model-services/catalog.schema.name`. */
  declare readonly name: Answer<"name">;
  /** `catalog.schema.name`; of a model service, what callers give as the model. */
  declare readonly fullName: Answer<"fullName">;
  /** Version of the service. */
  declare readonly etag: Answer<"etag">;
  /** Metastore that has the service. */
  declare readonly metastoreId: Answer<"metastoreId">;
  /** When the service was created. */
  declare readonly createTime: Answer<"createTime">;
  /** Who created it. */
  declare readonly createdBy: Answer<"createdBy">;
  /** When it was last changed. */
  declare readonly updateTime: Answer<"updateTime">;
  /** Who changed it last. */
  declare readonly updatedBy: Answer<"updatedBy">;
  /** Who owns it; models are called with this owner's rights. */
  declare readonly effectiveOwner: Answer<"effectiveOwner">;
}
