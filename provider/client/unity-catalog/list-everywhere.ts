import { ApiError } from "../api/api-error";
import type { CallOptions } from "../call-options";
import type { ServiceInputs } from "../../resources/unity-catalog/service-kind";
import type { CatalogClient } from "./catalog-client";
import type { SeenService, ServicesClient } from "./services-client";

/**
 * Services of the whole metastore, as far as the caller sees them; schema by schema where the API lists so only.
 *
 * @param own `catalog.schema` of one that is asked for even where the caller does not see it among the others
 */
export async function listEverywhere<Inputs extends ServiceInputs>(
  services: ServicesClient<Inputs>,
  catalog: CatalogClient,
  options: CallOptions = {},
  own: readonly string[] = [],
): Promise<SeenService<Inputs>[]> {
  try {
    return await services.list(undefined, options);
  } catch (error) {
    if (!(error instanceof ApiError) || error.category !== "invalid") throw error;
  }
  const schemas = new Set([...own, ...(await catalog.allSchemas(options))]);
  const lists = await Promise.all(
    [...schemas].map((schema) =>
      services.list(`schemas/${schema}`, options).catch((error: unknown) => {
        // What the caller may not see cannot be named.
        if (error instanceof ApiError && (error.category === "forbidden" || error.category === "not-found"))
          return [];
        throw error;
      }),
    ),
  );
  return lists.flat();
}
