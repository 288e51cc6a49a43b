import type * as pulumi from "@pulumi/pulumi";
import type { ShownOfOne } from "../provider/lifecycle/lookups/look-up-endpoints";
import { lookUp, resolved } from "./look-up";
import type { LookupOptions, LookupOutputOptions } from "./lookup-options";

/** Which endpoint to look at. */
export interface GetServingEndpointArgs {
  /** Name of the endpoint in the workspace. */
  name: string;
}

/**
 * An endpoint as it is now: the arguments of a `ServingEndpoint` that the API shows, and its outputs. Where no config serves
 * yet, `config` is the one that is being rolled out. It holds no secret: plaintext credentials are never shown, and
 * environment variables that may hold one are left out, by name and value.
 */
export type GetServingEndpointResult = ShownOfOne;

/**
 * Looks at an endpoint that exists, without managing it; works in previews. To have it in the stack as a resource, take
 * `ServingEndpoint.get`.
 *
 * @param args which endpoint
 * @param options where to look
 * @throws pulumi.RunError where there is none (with the names that may have been meant), no host, or no sign-in
 * @see https://docs.databricks.com/api/workspace/servingendpoints/get
 * @example
 * const { invocationUrl } = await getServingEndpoint({ name: "assistant" });
 */
export function getServingEndpoint(
  args: GetServingEndpointArgs,
  options: LookupOptions = {},
): Promise<GetServingEndpointResult> {
  return lookUp(options, async (workspace) => {
    const { lookUpOneEndpoint } = await import("../provider/lifecycle/lookups/look-up-endpoints.js");
    return lookUpOneEndpoint(args.name, workspace);
  });
}

/**
 * The same where the name, or the connection, comes from another resource.
 *
 * @param args which endpoint
 * @param options where to look
 */
export function getServingEndpointOutput(
  args: { name: pulumi.Input<string> },
  options: LookupOutputOptions = {},
): pulumi.Output<GetServingEndpointResult> {
  return resolved<GetServingEndpointArgs, GetServingEndpointResult>(
    args as pulumi.Input<GetServingEndpointArgs>,
    options,
    getServingEndpoint,
  );
}
