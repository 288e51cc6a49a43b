/**
 * What state calls: each resource's `__provider` is a text that requires this module and takes one of these names. States
 * written by any release must load with any later one, so that names and meaning are frozen for ever.
 */
import { externalModelLifecycle } from "./lifecycle/shared-config/external-model-lifecycle";
import { servingEndpointLifecycle } from "./lifecycle/endpoint/serving-endpoint-lifecycle";
import { trafficSplitLifecycle } from "./lifecycle/shared-config/traffic-split-lifecycle";
import {
  modelProviderServiceLifecycle,
  modelServiceLifecycle,
} from "./lifecycle/unity-catalog/service-lifecycle";
import { endpointGatewayLifecycle } from "./lifecycle/endpoint-gateway/endpoint-gateway-lifecycle";
import { endpointGateway } from "./resources/endpoint-gateway";
import { externalModel } from "./resources/external-model";
import { modelProviderService } from "./resources/model-provider-service";
import { modelService } from "./resources/model-service";
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

/** Serves resources of type `pulumi-nodejs:dynamic/databricks:ModelProviderService`. */
export const ModelProviderService: DynamicProvider = dynamicProvider(
  modelProviderService.inputs,
  modelProviderServiceLifecycle,
);

/** Serves resources of type `pulumi-nodejs:dynamic/databricks:ModelService`. */
export const ModelService: DynamicProvider = dynamicProvider(modelService.inputs, modelServiceLifecycle);

/** Serves resources of type `pulumi-nodejs:dynamic/databricks:EndpointGateway`. */
export const EndpointGateway: DynamicProvider = dynamicProvider(
  endpointGateway.inputs,
  endpointGatewayLifecycle,
);
