import type * as pulumi from "@pulumi/pulumi";
import type { ProviderName } from "../provider/catalog/provider-name";
import type { Task } from "../provider/catalog/task";
import type { ShownOfEach } from "../provider/lifecycle/lookups/look-up-endpoints";
import type { ShownConfig } from "../provider/lifecycle/lookups/shown-endpoint";
import { lookUp, resolved } from "./look-up";
import type { LookupOptions, LookupOutputOptions } from "./lookup-options";

/** Which endpoints to list; one that fits all of what is given is listed. Default: all that are visible to the caller. */
export interface GetServingEndpointsArgs {
  /** What the name begins with. */
  namePrefix?: string;
  /** Labels that the endpoint has, by key; a value of `""` fits a label without one. */
  tags?: Record<string, string>;
  /** Provider of at least one of its external models, such as `openai`. */
  provider?: ProviderName;
  /** Task of at least one of its external models, such as `llm/v1/chat`. */
  task?: Task;
  /** E-mail address or application id of who created it. */
  creator?: string;
}

/** A model that a listed endpoint serves. */
export type ListedEntity = Pick<
  ShownConfig["servedEntities"][number],
  "name" | "externalModel" | "entityName" | "entityVersion"
>;

/** An endpoint as the API lists it: no traffic split, no compute, no permission; `getServingEndpoint` has all of these. */
export interface ListedEndpoint extends Omit<ShownOfEach, "config" | "configVersion" | "permissionLevel"> {
  /** What it serves; none while its first config has not been rolled out. */
  config?: { servedEntities: ListedEntity[] } | undefined;
}

/**
 * Lists the endpoints of a workspace, by name; works in previews. One request, whatever the filters: the API has none.
 *
 * @param args which endpoints; default all
 * @param options where to look
 * @throws pulumi.RunError where there is no host or no sign-in
 * @see https://docs.databricks.com/api/workspace/servingendpoints/list
 * @example
 * const chat = await getServingEndpoints({ task: "llm/v1/chat", tags: { team: "ml" } });
 */
export function getServingEndpoints(
  args: GetServingEndpointsArgs = {},
  options: LookupOptions = {},
): Promise<ListedEndpoint[]> {
  return lookUp(options, async (workspace) => {
    const { lookUpEndpoints } = await import("../provider/lifecycle/lookups/look-up-endpoints.js");
    return lookUpEndpoints(args, workspace);
  });
}

/**
 * The same where a filter, or the connection, comes from another resource.
 *
 * @param args which endpoints; default all
 * @param options where to look
 */
export function getServingEndpointsOutput(
  args: pulumi.Input<{
    [Field in keyof GetServingEndpointsArgs]?: pulumi.Input<GetServingEndpointsArgs[Field]>;
  }> = {},
  options: LookupOutputOptions = {},
): pulumi.Output<ListedEndpoint[]> {
  return resolved<GetServingEndpointsArgs, ListedEndpoint[]>(
    args as pulumi.Input<GetServingEndpointsArgs>,
    options,
    getServingEndpoints,
  );
}
