import type { Workspace } from "../../client/workspace";
import { lookUpEndpoints, lookUpOneEndpoint } from "../../lifecycle/lookups/look-up-endpoints";
import { lookUpModelService, lookUpModelServices } from "../../lifecycle/lookups/look-up-services";
import type { Fields } from "../../schema/plain-object";
import { PACKAGE } from "./package-name";

type Lookup = (args: Fields, workspace: Workspace) => Promise<object>;

/** The functions of the package, by name. */
export const FUNCTIONS: Readonly<Record<string, Lookup>> = {
  getServingEndpoint: ({ name }, workspace) => lookUpOneEndpoint(textOf("name", name), workspace),
  getServingEndpoints: async (args, workspace) => ({ endpoints: await lookUpEndpoints(args, workspace) }),
  getModelService: ({ name }, workspace) => lookUpModelService(textOf("name", name), workspace),
  getModelServices: async ({ parent }, workspace) => ({
    services: await lookUpModelServices(
      parent === undefined ? undefined : textOf("parent", parent),
      workspace,
    ),
  }),
};

/**
 * Calls a function of the package.
 *
 * @param token such as `databricks-serving:index:getServingEndpoint`
 * @param workspace connects when it is called
 */
export async function invoke(token: string, args: Fields, workspace: () => Workspace): Promise<Fields> {
  const [name, look] = Object.entries(FUNCTIONS).find(([each]) => token === `${PACKAGE}:index:${each}`) ?? [];
  if (name === undefined || look === undefined) {
    throw new Error(
      `${PACKAGE} has no function ${JSON.stringify(token)}; it has ${Object.keys(FUNCTIONS).join(", ")}`,
    );
  }
  return { ...(await look(args, workspace())) };
}

function textOf(field: string, value: unknown): string {
  if (typeof value === "string" && value !== "") return value;
  throw new Error(
    `${field}: found ${value === undefined ? "nothing" : JSON.stringify(value)}; allowed: a name`,
  );
}
