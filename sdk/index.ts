/** Databricks model-serving endpoints and their external models as Pulumi resources. */
export type { ExternalModelSettings } from "./deep-input";
export type { ConnectionArgs } from "./connection-args";
export {
  getModelService,
  getModelServiceOutput,
  type GetModelServiceArgs,
  type GetModelServiceResult,
} from "./get-model-service";
export { getModelServices, getModelServicesOutput, type GetModelServicesArgs } from "./get-model-services";
export {
  getServingEndpoint,
  getServingEndpointOutput,
  type GetServingEndpointArgs,
  type GetServingEndpointResult,
} from "./get-serving-endpoint";
export {
  getServingEndpoints,
  getServingEndpointsOutput,
  type GetServingEndpointsArgs,
  type ListedEndpoint,
  type ListedEntity,
} from "./get-serving-endpoints";
export type { LookupOptions, LookupOutputOptions } from "./lookup-options";
export { EndpointGateway, type EndpointGatewayArgs } from "./endpoint-gateway";
export { ExternalModel, type ExternalModelArgs } from "./external-model";
export { ModelProviderService, type ModelProviderServiceArgs } from "./model-provider-service";
export { ModelService, type ModelServiceArgs } from "./model-service";
export { Provider, type ProviderArgs } from "./provider";
export { secretRef } from "./secret-ref";
export { ServingEndpoint, type ServingEndpointArgs } from "./serving-endpoint";
export { TrafficSplit, type TrafficSplitArgs } from "./traffic-split";
export { ucSecretRef } from "./uc-secret-ref";
