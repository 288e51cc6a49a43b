/**
 * What state calls: each resource's `__provider` is a text that requires this module and takes one of these names. States
 * written by any release must load with any later one, so that names and meaning are frozen for ever.
 */
import { externalModelLifecycle } from "./lifecycle/shared-config/external-model-lifecycle";
import { servingEndpointLifecycle } from "./lifecycle/endpoint/serving-endpoint-lifecycle";
import { trafficSplitLifecycle } from "./lifecycle/shared-config/traffic-split-lifecycle";
import { externalModel } from "./resources/external-model";
import { servingEndpoint } from "./resources/serving-endpoint";
import { trafficSplit } from "./resources/traffic-split";
import { dynamicProvider, type DynamicProvider } from "./pulumi/dynamic-provider";

/** Serves resources of type `pulumi-nodejs:dynamic/databricks:ServingEndpoint`. */
export const ServingEndpoint: DynamicProvider = dynamicProvider(
  servingEndpoint.inputs,
  servingEndpointLifecycle,
);

/** Serves resources of type `pulumi-nodejs:dynamic/databricks:ExternalModel`. */
export const ExternalModel: DynamicProvider = dynamicProvider(externalModel.inputs, externalModelLifecycle);

/** Serves resources of type `pulumi-nodejs:dynamic/databricks:TrafficSplit`. */
export const TrafficSplit: DynamicProvider = dynamicProvider(trafficSplit.inputs, trafficSplitLifecycle);
