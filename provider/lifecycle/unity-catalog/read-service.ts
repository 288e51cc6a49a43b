import type { ServiceInputs, ServiceState } from "../../resources/unity-catalog/service-kind";
import { withoutUnset } from "../../schema/plain-object";
import { projectInputs } from "../../schema/project-inputs";
import type { ReadResult } from "../resource-lifecycle";
import { ownershipOfService } from "./own-service";
import { recogniseService } from "./recognise-service";
import { inputsIn, projectService, serviceOutputs } from "./service-outputs";
import type { ServiceScope } from "./service-scope";

/**
 * Reads a service; undefined where it is gone.
 *
 * @param id `catalog.schema.name`, or the same with its collection
 * @param last what state holds; empty for a service that is only looked at
 * @throws AnotherMetastore where state speaks of another metastore's service
 */
export async function readService<Inputs extends ServiceInputs>(
  scope: ServiceScope<Inputs>,
  id: string,
  last: ServiceState<Inputs>,
): Promise<ReadResult<Partial<Inputs>, ServiceState<Inputs>> | undefined> {
  const { kind, client, operation } = scope;
  const { workspace, createRecords, urn } = operation;
  const fullName = id.slice(id.indexOf("/") + 1);
  const seen = await client.get(fullName);
  ownershipOfService(kind, fullName, last, seen, workspace);
  if (seen === undefined) return undefined;
  const managed = last.parent !== undefined;
  const known = inputsIn(kind, last);
  if (managed && last.createTime === undefined) {
    // Of its create nobody knows whether it was carried out.
    const since = createRecords.find(urn, fullName, workspace.host)?.begunAt;
    if (!(await recogniseService(kind, seen, known as Inputs, since, operation)).ours) return undefined;
  }
  const projected = projectService(kind, seen, known);
  const inputs = withoutUnset(await withGrants(scope, seen.fullName, projected));
  return { inputs, outputs: serviceOutputs(kind, inputs as ServiceState<Inputs>, seen, workspace) };
}

/** What is granted counts only where the program says it. */
async function withGrants<Inputs extends ServiceInputs>(
  { kind, operation }: ServiceScope<Inputs>,
  fullName: string,
  inputs: Partial<Inputs>,
): Promise<Partial<Inputs>> {
  if (inputs.grants === undefined) return inputs;
  const held = await operation.workspace.catalog.grants(kind.securable, fullName);
  const grants = projectInputs(kind.inputs.shape["grants"] as never, held, inputs.grants);
  return { ...inputs, grants } as Partial<Inputs>;
}
