import { listEverywhere } from "../../client/unity-catalog/list-everywhere";
import type { SeenService } from "../../client/unity-catalog/services-client";
import type { ModelServiceInputs } from "../../resources/model-service";
import type { Operation } from "../operation";

/** Full names of the model services that lead to a provider service, as far as the caller sees them. */
export async function usersOfProvider(
  fullName: string,
  operation: Operation,
  deadline: number,
): Promise<string[]> {
  const name = `model-provider-services/${fullName}`.toLowerCase();
  const leadsThere = ({ inputs }: SeenService<ModelServiceInputs>): boolean => {
    const { destinations = [], fallback } = inputs.config?.routing ?? {};
    return [...destinations, ...(fallback?.destinations ?? [])].some(
      (destination) =>
        "externalModelConfig" in destination &&
        destination.externalModelConfig.modelProviderService.toLowerCase() === name &&
        destination.isDeleted !== true,
    );
  };
  const { catalog, modelServices } = operation.workspace;
  const own = fullName.split(".").slice(0, 2).join(".");
  return (await listEverywhere(modelServices, catalog, { deadline }, [own]))
    .filter(leadsThere)
    .map((one) => one.fullName);
}
