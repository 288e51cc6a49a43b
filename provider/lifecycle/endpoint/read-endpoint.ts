import { projectInputs } from "../../schema/project-inputs";
import { entityName } from "../../resources/entity-name";
import { fieldsOf, listOf, withoutUnset, type Fields } from "../../schema/plain-object";
import { servingEndpoint } from "../../resources/serving-endpoint";
import { readEndpoint, type EndpointAnswer } from "../../client/serving-endpoints/read-endpoint";
import { undefinedIfMissing } from "../undefined-if-missing";
import { ENDPOINT_INPUTS, endpointOutputs } from "./endpoint-outputs";
import type { Operation } from "../operation";
import { readPermissions } from "./permissions";

/** What there is of an endpoint: its inputs as drift is judged by, and outputs for state. */
export interface ReadResult {
  readonly inputs: Fields;
  readonly outputs: Fields;
}

/**
 * Reads an endpoint; undefined where it is gone.
 *
 * @param id the endpoint's name
 * @param last what state holds; empty for an endpoint that is only looked at
 */
export async function readEndpointState(
  id: string,
  last: Fields,
  operation: Operation,
): Promise<ReadResult | undefined> {
  const answer = await operation.workspace.getEndpoint(id).catch(undefinedIfMissing);
  if (answer === undefined) return undefined;
  const endpoint = readEndpoint(answer.json, operation.workspace.host);
  const known = Object.fromEntries(
    ENDPOINT_INPUTS.filter((name) => last[name] !== undefined).map((name) => [name, last[name]]),
  );
  const managed = last["name"] !== undefined;
  const inputs = withoutUnset(managed ? await projectEndpoint(endpoint, known, operation) : endpoint.inputs);
  return { inputs, outputs: endpointOutputs(inputs, endpoint) };
}

/** The endpoint's inputs as the user wrote them where they mean the same; permissions only where they are managed. */
export async function projectEndpoint(
  endpoint: EndpointAnswer,
  last: Fields,
  operation: Operation,
): Promise<Fields> {
  const observed = last["allowAttachedModels"] === true ? ownPart(endpoint.inputs, last) : endpoint.inputs;
  const projected = fieldsOf(projectInputs(servingEndpoint.inputs, observed, last));
  if (last["accessControlList"] === undefined) return projected;
  const [answer, caller] = await Promise.all([
    operation.workspace.getPermissions(endpoint.id),
    operation.workspace.me(),
  ]);
  const permissions = readPermissions(answer.json, caller, last["accessControlList"]);
  const accessControlList = projectInputs(
    servingEndpoint.inputs.shape.accessControlList,
    permissions,
    last["accessControlList"],
  );
  return { ...projected, accessControlList };
}

/** What an endpoint that others attach models to shows of its own: the entities it lists, and the routes it began with. */
function ownPart(observed: Fields, last: Fields): Fields {
  const config = fieldsOf(observed["config"]);
  const listed = listOf(fieldsOf(last["config"])["servedEntities"]).map(entityName);
  const servedEntities = listOf(config["servedEntities"]).filter((entity) =>
    listed.includes(entityName(entity)),
  );
  const { trafficConfig } = fieldsOf(last["config"]);
  return { ...observed, config: { ...config, servedEntities, trafficConfig } };
}
