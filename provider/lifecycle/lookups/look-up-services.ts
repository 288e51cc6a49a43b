import type { Workspace } from "../../client/workspace";
import { listEverywhere } from "../../client/unity-catalog/list-everywhere";
import type { SeenService } from "../../client/unity-catalog/services-client";
import type { ModelServiceInputs } from "../../resources/model-service";
import { MODEL_SERVICE, type ServiceState } from "../../resources/unity-catalog/service-kind";
import { fullNameOf } from "../../resources/unity-catalog/names";
import { nearestNames } from "../../text/nearest-names";
import { serviceOutputs } from "../unity-catalog/service-outputs";

/** What a look shows of a model service: these always, and all else as the API shows it. */
export type ShownService = ServiceState<ModelServiceInputs> &
  Record<"fullName" | "invocationUrl" | "openaiBaseUrl" | "workspaceHost", string>;

/** There is no model service of this name; the message names those that may have been meant. */
export class NoSuchService extends Error {
  override readonly name = "NoSuchService";
}

/**
 * A model service that must be there.
 *
 * @param name `catalog.schema.name`, or with its collection
 * @throws NoSuchService where it is not
 */
export async function lookUpModelService(name: string, workspace: Workspace): Promise<ShownService> {
  const fullName = fullNameOf(name);
  const found = await workspace.modelServices.get(fullName);
  if (found !== undefined) return shown(found, workspace);
  const parent = fullName.split(".").slice(0, 2).join(".");
  const others = await workspace.modelServices.list(`schemas/${parent}`).catch(() => []);
  const near = nearestNames(
    fullName,
    others.map((one) => one.fullName),
  );
  const fix =
    near.length === 0 ? "" : ` Did you mean ${near.map((one) => JSON.stringify(one)).join(" or ")}?`;
  throw new NoSuchService(
    `There is no model service ${JSON.stringify(fullName)} on ${workspace.host}.${fix}`,
  );
}

/**
 * Model services that the caller sees, by name.
 *
 * @param parent `catalog.schema`, or with its collection; all schemas where it is not given
 */
export async function lookUpModelServices(
  parent: string | undefined,
  workspace: Workspace,
): Promise<ShownService[]> {
  const { catalog, modelServices } = workspace;
  const found =
    parent === undefined
      ? await listEverywhere(modelServices, catalog)
      : await modelServices.list(`schemas/${fullNameOf(parent)}`);
  return found
    .map((service) => shown(service, workspace))
    .sort((a, b) => (String(a.fullName) < String(b.fullName) ? -1 : 1));
}

const shown = (service: SeenService<ModelServiceInputs>, workspace: Workspace): ShownService =>
  serviceOutputs(MODEL_SERVICE, service.inputs, service, workspace) as ShownService;
