/**
 * What state calls: each resource's `__provider` is a text that requires this module and takes one of these names. States
 * written by any release must load with any later one, so that names and meaning are frozen for ever.
 */
import { dynamicProvider, type DynamicProvider } from "./pulumi/dynamic/dynamic-provider";
import { registeredResources } from "./registered-resources";

/** Serves resources of type `pulumi-nodejs:dynamic/databricks:ServingEndpoint`. */
export const ServingEndpoint: DynamicProvider = dynamicProvider(registeredResources.ServingEndpoint);

/** Serves resources of type `pulumi-nodejs:dynamic/databricks:ExternalModel`. */
export const ExternalModel: DynamicProvider = dynamicProvider(registeredResources.ExternalModel);

/** Serves resources of type `pulumi-nodejs:dynamic/databricks:TrafficSplit`. */
export const TrafficSplit: DynamicProvider = dynamicProvider(registeredResources.TrafficSplit);

/** Serves resources of type `pulumi-nodejs:dynamic/databricks:ModelProviderService`. */
export const ModelProviderService: DynamicProvider = dynamicProvider(
  registeredResources.ModelProviderService,
);

/** Serves resources of type `pulumi-nodejs:dynamic/databricks:ModelService`. */
export const ModelService: DynamicProvider = dynamicProvider(registeredResources.ModelService);

/** Serves resources of type `pulumi-nodejs:dynamic/databricks:EndpointGateway`. */
export const EndpointGateway: DynamicProvider = dynamicProvider(registeredResources.EndpointGateway);
