/** Type token of a resource; the engine runs a dynamic provider for `pulumi-nodejs:dynamic/…`. */
export const typeToken = (resource: string): string => `pulumi-nodejs:dynamic/databricks:${resource}`;
