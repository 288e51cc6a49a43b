import { planEndpoint } from "../../plan/plan-endpoint";
import type { ServingEndpointInputs, ServingEndpointState } from "../../resources/serving-endpoint";
import type { Problem } from "../../schema/problem";
import { AlreadyExists } from "../endpoint/already-exists";
import type { Operation } from "../operation";
import type { Preflight } from "./preflight";
import { recogniseOwn } from "../endpoint/recognise-own";

/** What of a change of an endpoint would fail later, as far as the workspace shows now: a taken name, a missing secret or right. */
export async function preflightEndpoint(
  olds: ServingEndpointState,
  news: ServingEndpointInputs,
  operation: Operation,
  preflight: Preflight,
): Promise<Problem[]> {
  preflight.noteOwned(operation.urn, olds.name);
  const isNew = olds.name !== news.name;
  const { calls, replacements } = planEndpoint(olds, news);
  if (!isNew && calls.length === 0 && replacements.length === 0) return [];
  const sendsConfig = isNew || replacements.length > 0 || calls.some(({ call }) => call === "putConfig");
  const secrets = sendsConfig ? await preflight.missingSecrets(news.config, ["config"]) : [];
  const named = typeof news.name === "string" ? news.name : undefined;
  if (named === undefined) return secrets;
  const existing = await preflight.endpoint(named);
  if (existing === undefined) return secrets;
  if (isNew && news.adopt !== true && !preflight.owns(operation.urn, named)) {
    const { createRecords, workspace, urn } = operation;
    const since = createRecords.find(urn, named, workspace.host)?.begunAt;
    const recognition = await recogniseOwn(existing, news, since, operation);
    // A replacement by force is checked as if it were new; the name is still its own.
    if (recognition.ours || (await operation.held?.())?.some(({ id }) => id === named)) return secrets;
    const { message } = new AlreadyExists(named, workspace.host, recognition.because);
    return [
      ...secrets,
      { path: ["name"], found: JSON.stringify(named), allowed: "a name that is free", fix: message },
    ];
  }
  const { permissionLevel } = existing.outputs;
  if (permissionLevel === undefined || permissionLevel === "CAN_MANAGE") return secrets;
  return [
    ...secrets,
    {
      path: [],
      found: `the right ${permissionLevel} on endpoint ${JSON.stringify(named)}`,
      allowed: "CAN_MANAGE, which a change of it needs",
      fix: "have its owner grant it",
    },
  ];
}
