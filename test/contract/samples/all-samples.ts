import type { ResourceType } from "../../../provider/registered-resources";
import { endpointGatewaySamples, servingEndpointSamples } from "./endpoint-samples";
import type { Samples } from "./sample";
import { externalModelSamples, trafficSplitSamples } from "./shared-endpoint-samples";
import { modelProviderServiceSamples, modelServiceSamples } from "./service-samples";

/** What the contract is shown by, for each resource that is registered: one without does not compile. */
export const allSamples: Readonly<Record<ResourceType, Samples>> = {
  ServingEndpoint: servingEndpointSamples,
  ExternalModel: externalModelSamples,
  TrafficSplit: trafficSplitSamples,
  EndpointGateway: endpointGatewaySamples,
  ModelProviderService: modelProviderServiceSamples,
  ModelService: modelServiceSamples,
};
