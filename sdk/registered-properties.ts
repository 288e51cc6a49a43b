import * as pulumi from "@pulumi/pulumi";
import { providerText } from "./provider-text";

/** Module of the type tokens; the engine runs a dynamic provider for `pulumi-nodejs:dynamic/…`. */
export const typeToken = (resource: string): string => `pulumi-nodejs:dynamic/databricks:${resource}`;

/**
 * What is registered for a resource beside its inputs: the pointer to its provider, its URN, by which the provider
 * reports on the resource's line, and whether this run applies or only previews.
 *
 * @param outputs names of the properties that only the provider knows
 */
export function registeredProperties(
  resource: string,
  name: string,
  inputs: Record<string, unknown>,
  outputs: readonly string[],
  options: pulumi.CustomResourceOptions,
): Record<string, unknown> {
  return {
    ...Object.fromEntries(outputs.map((output) => [output, undefined])),
    ...inputs,
    __provider: providerText(resource),
    __urn: pulumi.createUrn(name, typeToken(resource), options.parent),
    ...(pulumi.runtime.isDryRun() ? {} : { __applying: true }),
  };
}
