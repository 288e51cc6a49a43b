/** Databricks model-serving endpoints and their external models as Pulumi resources. */
export type { ExternalModelArgs } from "./deep-input";
export { ExternalModel, type AttachedModelArgs } from "./external-model";
export { Provider, type ProviderArgs } from "./provider";
export { secretRef } from "./secret-ref";
export { ServingEndpoint, type ServingEndpointArgs } from "./serving-endpoint";
export { TrafficSplit, type TrafficSplitArgs } from "./traffic-split";
