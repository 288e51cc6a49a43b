/**
 * The text by which a state finds its provider again: a pointer, never code, since the engine stores it twice with each
 * resource and sends it with each call.
 *
 * @param resource name that `pulumi-databricks-serving/provider` exports for the resource
 */
export const providerText = (resource: string): string =>
  `exports.handler=()=>require("pulumi-databricks-serving/provider").${resource}`;
