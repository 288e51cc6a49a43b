import type * as pulumi from "@pulumi/pulumi";
import type { ShownService } from "../provider/lifecycle/lookups/look-up-services";
import { lookUp, resolved } from "./look-up";
import type { LookupOptions, LookupOutputOptions } from "./lookup-options";

/** Which model service to look at. */
export interface GetModelServiceArgs {
  /** Full name, `catalog.schema.name`. */
  name: string;
}

/** A model service as it is now: the arguments of a `ModelService`, and its outputs. It holds no secret. */
export type GetModelServiceResult = ShownService;

/**
 * Looks at a model service that exists, without managing it; works in previews. To have it in the stack as a resource, take
 * `ModelService.get`.
 *
 * @param args which model service
 * @param options where to look
 * @throws pulumi.RunError where there is none (with the names that may have been meant), no host, or no sign-in
 * @see https://docs.databricks.com/aws/en/ai-gateway/create-model-service
 * @example
 * const { openaiBaseUrl } = await getModelService({ name: "main.ai.assistant" });
 */
export function getModelService(
  args: GetModelServiceArgs,
  options: LookupOptions = {},
): Promise<GetModelServiceResult> {
  return lookUp(options, async (workspace) => {
    const { lookUpModelService } = await import("../provider/lifecycle/lookups/look-up-services.js");
    return lookUpModelService(args.name, workspace);
  });
}

/**
 * The same where the name, or the connection, comes from another resource.
 *
 * @param args which model service
 * @param options where to look
 */
export function getModelServiceOutput(
  args: { name: pulumi.Input<string> },
  options: LookupOutputOptions = {},
): pulumi.Output<GetModelServiceResult> {
  return resolved<GetModelServiceArgs, GetModelServiceResult>(
    args as pulumi.Input<GetModelServiceArgs>,
    options,
    getModelService,
  );
}
