import { endpointGatewayLifecycle } from "../../provider/lifecycle/endpoint-gateway/endpoint-gateway-lifecycle";
import { servingEndpointLifecycle } from "../../provider/lifecycle/endpoint/serving-endpoint-lifecycle";
import type { ResourceLifecycle } from "../../provider/lifecycle/resource-lifecycle";
import { externalModelLifecycle } from "../../provider/lifecycle/shared-config/external-model-lifecycle";
import { trafficSplitLifecycle } from "../../provider/lifecycle/shared-config/traffic-split-lifecycle";
import {
  modelProviderServiceLifecycle,
  modelServiceLifecycle,
} from "../../provider/lifecycle/unity-catalog/service-lifecycle";

/** The resources that are proved here; one that is added here has its scenarios in a file of its own. */
export const lifecycles = {
  ServingEndpoint: servingEndpointLifecycle,
  ExternalModel: externalModelLifecycle,
  TrafficSplit: trafficSplitLifecycle,
  EndpointGateway: endpointGatewayLifecycle,
  ModelProviderService: modelProviderServiceLifecycle,
  ModelService: modelServiceLifecycle,
} as const satisfies Record<string, ResourceLifecycle>;

export type ResourceType = keyof typeof lifecycles;
