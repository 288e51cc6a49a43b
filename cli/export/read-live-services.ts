import { ApiError } from "../../provider/client/api/api-error";
import type { SeenService } from "../../provider/client/unity-catalog/services-client";
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
    listed((parent) => modelProviderServices.list(parent), workspace),
    listed((parent) => modelServices.list(parent), workspace),
  ]);
  const lives = [
    ...providers.map((seen) => live(PROVIDER_SERVICE, seen, workspace)),
    ...models.map((seen) => live(MODEL_SERVICE, seen, workspace)),
  ];
  return Promise.all(lives);
}

/** Of the whole metastore; schema by schema where the API lists so only. What Databricks made itself is left out. */
async function listed<Inputs extends ServiceInputs>(
  list: (parent: string | undefined) => Promise<SeenService<Inputs>[]>,
  workspace: Workspace,
): Promise<SeenService<Inputs>[]> {
  const all = await list(undefined).catch(async (error: unknown) => {
    if (!(error instanceof ApiError) || error.category !== "invalid") throw error;
    const schemas = await workspace.catalog.allSchemas();
    const lists = await Promise.all(
      schemas.map((schema) =>
        list(`schemas/${schema}`).catch((refused: unknown) => {
          if (refused instanceof ApiError && refused.category === "forbidden") return [];
          throw refused;
        }),
      ),
    );
    return lists.flat();
  });
  return all
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
