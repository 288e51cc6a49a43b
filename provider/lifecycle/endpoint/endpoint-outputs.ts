import type { RemoteEndpoint } from "../../client/serving-endpoints/remote-endpoint";
import type { Workspace } from "../../client/workspace";
import {
  ENDPOINT_INPUTS,
  type ServingEndpointInputs,
  type ServingEndpointState,
} from "../../resources/serving-endpoint";
import { withoutUnset } from "../../schema/plain-object";
import { identityOf } from "../own-endpoint";

/** What goes into state: the inputs that are done, and what the server said last. */
export const endpointOutputs = (
  done: ServingEndpointState,
  endpoint: RemoteEndpoint,
  workspace: Workspace,
): ServingEndpointState => withoutUnset({ ...done, ...endpoint.outputs, ...identityOf(workspace) });

/** The inputs among what state holds. */
export const inputsIn = (state: ServingEndpointState): Partial<ServingEndpointInputs> =>
  Object.fromEntries(
    Object.entries(state).filter(([field]) => ENDPOINT_INPUTS.includes(field as keyof ServingEndpointInputs)),
  );
