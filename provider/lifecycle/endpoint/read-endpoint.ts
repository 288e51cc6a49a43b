import type { RemoteEndpoint } from "../../client/serving-endpoints/remote-endpoint";
import { entityName } from "../../resources/entity-name";
import {
  servingEndpoint,
  type ServingEndpointInputs,
  type ServingEndpointState,
} from "../../resources/serving-endpoint";
import { withoutUnset } from "../../schema/plain-object";
import { projectInputs } from "../../schema/project-inputs";
import type { Operation } from "../operation";
import { ownershipOf } from "../own-endpoint";
import type { ReadResult } from "../resource-lifecycle";
import { endpointOutputs, inputsIn } from "./endpoint-outputs";
import { judgedPermissions } from "./permissions";
import { recogniseOwn } from "./recognise-own";

type Inputs = Partial<ServingEndpointInputs>;

/**
 * Reads an endpoint; undefined where it is gone.
 *
 * @param id the endpoint's name
 * @param last what state holds; empty for an endpoint that is only looked at
 * @throws AnotherWorkspace where state speaks of another workspace's endpoint: that one is neither gone nor this one
 */
export async function readEndpoint(
  id: string,
  last: ServingEndpointState,
  operation: Operation,
): Promise<ReadResult<Inputs, ServingEndpointState> | undefined> {
  const { workspace } = operation;
  const seen = await workspace.servingEndpoints.get(id);
  ownershipOf(id, last, seen, workspace);
  if (seen === undefined) return undefined;
  const managed = last.name !== undefined;
  if (managed && last.endpointId === undefined) {
    // Of its create nobody knows whether it was carried out.
    const since = operation.createRecords.find(operation.urn, id, workspace.host)?.begunAt;
    if (!(await recogniseOwn(seen, last, since, operation)).ours) return undefined;
  }
  const known = inputsIn(last);
  // Of one that is imported or only looked at, too, what the server filled in by itself is nobody's wish.
  const inputs = withoutUnset(await projectEndpoint(seen, known, operation));
  return { inputs, outputs: endpointOutputs(inputs, seen, workspace) };
}

/** The endpoint's inputs as the user wrote them where they mean the same; permissions only where they are managed. */
export async function projectEndpoint(
  endpoint: RemoteEndpoint,
  last: Inputs,
  { workspace }: Operation,
): Promise<Inputs> {
  const observed = last.allowAttachedModels === true ? ownPart(endpoint.inputs, last) : endpoint.inputs;
  const projected = projectInputs(servingEndpoint.inputs, observed, last) as Inputs;
  if (last.accessControlList === undefined) return projected;
  const [shown, caller] = await Promise.all([
    workspace.permissions.get(endpoint.id),
    workspace.identity.me(),
  ]);
  const accessControlList = projectInputs(
    servingEndpoint.inputs.shape.accessControlList,
    judgedPermissions(shown, caller, last.accessControlList),
    last.accessControlList,
  ) as Inputs["accessControlList"];
  return { ...projected, accessControlList };
}

/** What an endpoint that others attach models to shows of its own: the entities it lists, and the routes it began with. */
function ownPart(observed: Inputs, last: Inputs): Inputs {
  const listed = (last.config?.servedEntities ?? []).map(entityName);
  const servedEntities = (observed.config?.servedEntities ?? []).filter((entity) =>
    listed.includes(entityName(entity)),
  );
  return {
    ...observed,
    config: { ...observed.config, servedEntities, trafficConfig: last.config?.trafficConfig },
  };
}
