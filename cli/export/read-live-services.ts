import { ApiError } from "../../provider/client/api/api-error";
import { listEverywhere } from "../../provider/client/unity-catalog/list-everywhere";
import type { SeenService, ServicesClient } from "../../provider/client/unity-catalog/services-client";
import type { Workspace } from "../../provider/client/workspace";
import {
  MODEL_SERVICE,
  PROVIDER_SERVICE,
  type ServiceInputs,
  type ServiceKind,
} from "../../provider/resources/unity-catalog/service-kind";
import type { LiveService } from "./service-part";

/** The service of a name, of whichever kind; undefined where there is none. */
export async function readLiveService(
  fullName: string,
  workspace: Workspace,
): Promise<LiveService | undefined> {
  const model = await workspace.modelServices.get(fullName);
  if (model !== undefined) return live(MODEL_SERVICE, model, workspace);
  const provider = await workspace.modelProviderServices.get(fullName);
  return provider === undefined ? undefined : live(PROVIDER_SERVICE, provider, workspace);
}

/** All services that the caller sees and that people made: provider services first, each kind by name. */
export async function readLiveServices(workspace: Workspace): Promise<LiveService[]> {
  const { modelProviderServices, modelServices } = workspace;
  const [providers, models] = await Promise.all([
    listed(modelProviderServices, workspace),
    listed(modelServices, workspace),
  ]);
  const lives = [
    ...providers.map((seen) => live(PROVIDER_SERVICE, seen, workspace)),
    ...models.map((seen) => live(MODEL_SERVICE, seen, workspace)),
  ];
  return Promise.all(lives);
}

/** Those that people made, by name. */
async function listed<Inputs extends ServiceInputs>(
  services: ServicesClient<Inputs>,
  { catalog }: Workspace,
): Promise<SeenService<Inputs>[]> {
  return (await listEverywhere(services, catalog))
    .filter(({ fullName }) => !fullName.startsWith("system."))
    .sort((a, b) => (a.fullName < b.fullName ? -1 : 1));
}

async function live<Inputs extends ServiceInputs>(
  kind: ServiceKind<Inputs>,
  seen: SeenService<Inputs>,
  { catalog }: Workspace,
): Promise<LiveService> {
  const grants = await catalog.grants(kind.securable, seen.fullName).catch((error: unknown) => {
    if (error instanceof ApiError && error.category === "forbidden") return "hidden" as const;
    throw error;
  });
  return { kind: kind as unknown as ServiceKind, seen: seen as unknown as SeenService, grants };
}
