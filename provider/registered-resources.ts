import type * as z from "zod";
import { endpointGatewayLifecycle } from "./lifecycle/endpoint-gateway/endpoint-gateway-lifecycle";
import { servingEndpointLifecycle } from "./lifecycle/endpoint/serving-endpoint-lifecycle";
import type { ResourceLifecycle } from "./lifecycle/resource-lifecycle";
import { externalModelLifecycle } from "./lifecycle/shared-config/external-model-lifecycle";
import { trafficSplitLifecycle } from "./lifecycle/shared-config/traffic-split-lifecycle";
import {
  modelProviderServiceLifecycle,
  modelServiceLifecycle,
} from "./lifecycle/unity-catalog/service-lifecycle";
import { endpointGateway } from "./resources/endpoint-gateway";
import { externalModel } from "./resources/external-model";
import { modelProviderService } from "./resources/model-provider-service";
import { modelService } from "./resources/model-service";
import { servingEndpoint } from "./resources/serving-endpoint";
import { trafficSplit } from "./resources/traffic-split";

/** A resource as each transport serves it, and as the contract test proves it. */
export interface RegisteredResource {
  /** What it is. */
  readonly definition: { readonly type: string; readonly inputs: z.ZodType; readonly outputs: z.ZodObject };
  /** How it lives. */
  readonly lifecycle: ResourceLifecycle;
}

/** Name of a resource's class. Names are in states, and frozen. */
export type ResourceType =
  | "ServingEndpoint"
  | "ExternalModel"
  | "TrafficSplit"
  | "EndpointGateway"
  | "ModelProviderService"
  | "ModelService";

/** All resources, by the name of their class. */
export const registeredResources: Readonly<Record<ResourceType, RegisteredResource>> = {
  ServingEndpoint: { definition: servingEndpoint, lifecycle: servingEndpointLifecycle },
  ExternalModel: { definition: externalModel, lifecycle: externalModelLifecycle },
  TrafficSplit: { definition: trafficSplit, lifecycle: trafficSplitLifecycle },
  EndpointGateway: { definition: endpointGateway, lifecycle: endpointGatewayLifecycle },
  ModelProviderService: { definition: modelProviderService, lifecycle: modelProviderServiceLifecycle },
  ModelService: { definition: modelService, lifecycle: modelServiceLifecycle },
};
