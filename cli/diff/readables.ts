import type * as z from "zod";
import { servingEndpointLifecycle } from "../../provider/lifecycle/endpoint/serving-endpoint-lifecycle";
import { endpointGatewayLifecycle } from "../../provider/lifecycle/endpoint-gateway/endpoint-gateway-lifecycle";
import type { ResourceLifecycle } from "../../provider/lifecycle/resource-lifecycle";
import { externalModelLifecycle } from "../../provider/lifecycle/shared-config/external-model-lifecycle";
import { trafficSplitLifecycle } from "../../provider/lifecycle/shared-config/traffic-split-lifecycle";
import {
  modelProviderServiceLifecycle,
  modelServiceLifecycle,
} from "../../provider/lifecycle/unity-catalog/service-lifecycle";
import { endpointGateway } from "../../provider/resources/endpoint-gateway";
import { externalModel } from "../../provider/resources/external-model";
import { modelProviderService } from "../../provider/resources/model-provider-service";
import { modelService } from "../../provider/resources/model-service";
import { servingEndpoint } from "../../provider/resources/serving-endpoint";
import { trafficSplit } from "../../provider/resources/traffic-split";

/** How a resource is read, and by which schema its inputs compare. */
interface Readable {
  readonly lifecycle: Pick<ResourceLifecycle, "read">;
  readonly schema: z.core.$ZodType;
}

/** The resources that can be compared with the workspace, by their type. */
export const readables: Readonly<Record<string, Readable>> = {
  ServingEndpoint: { lifecycle: servingEndpointLifecycle, schema: servingEndpoint.inputs },
  ExternalModel: { lifecycle: externalModelLifecycle, schema: externalModel.inputs },
  ModelProviderService: { lifecycle: modelProviderServiceLifecycle, schema: modelProviderService.inputs },
  ModelService: { lifecycle: modelServiceLifecycle, schema: modelService.inputs },
  EndpointGateway: { lifecycle: endpointGatewayLifecycle, schema: endpointGateway.inputs },
  TrafficSplit: { lifecycle: trafficSplitLifecycle, schema: trafficSplit.inputs },
};
