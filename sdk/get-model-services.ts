import type * as pulumi from "@pulumi/pulumi";
import type { GetModelServiceResult } from "./get-model-service";
import { lookUp, resolved } from "./look-up";
import type { LookupOptions, LookupOutputOptions } from "./lookup-options";

/** Which model services to list. Default: all that are visible to the caller. */
export interface GetModelServicesArgs {
  /** The schema that they are in, `catalog.schema`. */
  parent?: string;
}

/**
 * Lists the model services of a schema, or of all schemas, by name; works in previews.
 *
 * @param args which model services; default all
 * @param options where to look
 * @throws pulumi.RunError where there is no host or no sign-in
 * @see https://docs.databricks.com/aws/en/ai-gateway/create-model-service
 * @example
 * const services = await getModelServices({ parent: "main.ai" });
 */
export function getModelServices(
  args: GetModelServicesArgs = {},
  options: LookupOptions = {},
): Promise<GetModelServiceResult[]> {
  return lookUp(options, async (workspace) => {
    const { lookUpModelServices } = await import("../provider/lifecycle/lookups/look-up-services.js");
    return lookUpModelServices(args.parent, workspace);
  });
}

/**
 * The same where the schema, or the connection, comes from another resource.
 *
 * @param args which model services; default all
 * @param options where to look
 */
export function getModelServicesOutput(
  args: { parent?: pulumi.Input<string> } = {},
  options: LookupOutputOptions = {},
): pulumi.Output<GetModelServiceResult[]> {
  return resolved<GetModelServicesArgs, GetModelServiceResult[]>(
    args as pulumi.Input<GetModelServicesArgs>,
    options,
    getModelServices,
  );
}
