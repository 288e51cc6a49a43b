/**
 * What state calls: each resource's `__provider` is a text that requires this module and takes one of these names. States
 * written by any release must load with any later one, so that names and meaning are frozen for ever.
 */
import { externalModelLifecycle } from "./lifecycle/external-model-lifecycle";
import { servingEndpointLifecycle } from "./lifecycle/serving-endpoint-lifecycle";
import { trafficSplitLifecycle } from "./lifecycle/traffic-split-lifecycle";
import { dynamicProvider, type DynamicProvider } from "./pulumi/dynamic-provider";

/** Serves resources of type `pulumi-nodejs:dynamic/databricks:ServingEndpoint`. */
export const ServingEndpoint: DynamicProvider = dynamicProvider(servingEndpointLifecycle);

/** Serves resources of type `pulumi-nodejs:dynamic/databricks:ExternalModel`. */
export const ExternalModel: DynamicProvider = dynamicProvider(externalModelLifecycle);

/** Serves resources of type `pulumi-nodejs:dynamic/databricks:TrafficSplit`. */
export const TrafficSplit: DynamicProvider = dynamicProvider(trafficSplitLifecycle);
