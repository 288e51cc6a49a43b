import { expect, test } from "vitest";
import type { RemoteEndpoint } from "../../../provider/client/serving-endpoints/remote-endpoint";
import type { ServingEndpointsClient } from "../../../provider/client/serving-endpoints/serving-endpoints-client";
import type { ResourceLifecycle } from "../../../provider/lifecycle/resource-lifecycle";
import type { ExternalModelState } from "../../../provider/resources/external-model";
import type {
  ServingEndpointInputs,
  ServingEndpointState,
} from "../../../provider/resources/serving-endpoint";
import type { TrafficSplitInputs } from "../../../provider/resources/traffic-split";

// The compiler is what fails here, in the check of types: a line that compiles all the same is an error.
function misspelt(
  endpoint: RemoteEndpoint,
  inputs: ServingEndpointInputs,
  state: ServingEndpointState,
  model: ExternalModelState,
  split: TrafficSplitInputs,
  client: ServingEndpointsClient,
): unknown[] {
  return [
    // @ts-expect-error: no field is spelt so
    endpoint.configUpdat,
    // @ts-expect-error: no field is spelt so
    endpoint.inputs.aiGatway,
    // @ts-expect-error: no field is spelt so
    endpoint.outputs.endpointID,
    // @ts-expect-error: no field is spelt so
    endpoint.serving?.entites,
    // @ts-expect-error: no field is spelt so
    inputs.config?.servedEntites,
    // @ts-expect-error: no field is spelt so
    inputs.aiGateway?.fallbackConfig?.enabld,
    // @ts-expect-error: no field is spelt so
    state.endpointid,
    // @ts-expect-error: no field is spelt so
    model.servedModelname,
    // @ts-expect-error: no field is spelt so
    split.routes[0]?.trafficPercent,
    // @ts-expect-error: no field is spelt so
    client.putConfig("assistant", { confg: {} }),
  ];
}

const lifecycle: Pick<ResourceLifecycle<ServingEndpointInputs, ServingEndpointState>, "claimsOf"> = {
  // @ts-expect-error: no field is spelt so
  claimsOf: ({ endpointID }) => [endpointID],
};

test("a misspelt field of inputs, outputs, state or an answer does not compile", () => {
  expect(misspelt).toBeTypeOf("function");
  expect(lifecycle.claimsOf({ endpointId: "1" })).toEqual([undefined]);
});
