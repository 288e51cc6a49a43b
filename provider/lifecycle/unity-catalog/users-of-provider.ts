import { ApiError } from "../../client/api/api-error";
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
  return (await allModelServices(fullName, operation, deadline))
    .filter(leadsThere)
    .map((one) => one.fullName);
}

/** Model services of the whole metastore; schema by schema where the API lists so only. */
async function allModelServices(
  fullName: string,
  { workspace }: Operation,
  deadline: number,
): Promise<SeenService<ModelServiceInputs>[]> {
  const { modelServices, catalog } = workspace;
  try {
    return await modelServices.list(undefined, { deadline });
  } catch (error) {
    if (!(error instanceof ApiError) || error.category !== "invalid") throw error;
  }
  const own = fullName.split(".").slice(0, 2).join(".");
  const schemas = new Set([own, ...(await catalog.allSchemas({ deadline }))]);
  const lists = await Promise.all(
    [...schemas].map((one) =>
      modelServices.list(`schemas/${one}`, { deadline }).catch((error: unknown) => {
        // What the caller may not see cannot be named.
        if (error instanceof ApiError && (error.category === "forbidden" || error.category === "not-found"))
          return [];
        throw error;
      }),
    ),
  );
  return lists.flat();
}
