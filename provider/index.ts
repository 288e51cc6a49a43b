/**
 * What state calls: each resource's `__provider` is a text that requires this module and takes one of these names. States
 * written by any release must load with any later one, so that names and meaning are frozen for ever.
 */
import { servingEndpointLifecycle } from "./lifecycle/serving-endpoint-lifecycle";
import { dynamicProvider, type DynamicProvider } from "./pulumi/dynamic-provider";

/** Serves resources of type `pulumi-nodejs:dynamic/databricks:ServingEndpoint`. */
export const ServingEndpoint: DynamicProvider = dynamicProvider(servingEndpointLifecycle);
