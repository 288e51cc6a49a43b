import * as z from "zod";
import type { Workspace } from "../../client/workspace";
import {
  lookUpEndpoints,
  lookUpOneEndpoint,
  type EndpointFilter,
} from "../../lifecycle/lookups/look-up-endpoints";
import { lookUpModelService, lookUpModelServices } from "../../lifecycle/lookups/look-up-services";
import { resourceName } from "../../resources/unity-catalog/names";
import { expandPrefixes } from "../../schema/expand-prefixes";
import type { Fields } from "../../schema/plain-object";
import { formatProblem, type Problem } from "../../schema/problem";
import { hasUnknown } from "../../schema/unknown";
import { validate } from "../../schema/validate";
import { PACKAGE } from "./package-name";

interface LookUp {
  readonly args: z.ZodType;
  look(args: unknown, workspace: Workspace): Promise<object>;
}

const lookUp = <Args extends z.ZodType>(
  args: Args,
  look: (args: z.infer<Args>, workspace: Workspace) => Promise<object>,
): LookUp => ({ args, look: (given, workspace) => look(args.parse(given), workspace) });

/** The functions of the package, by name. */
const FUNCTIONS: Readonly<Record<string, LookUp>> = {
  getServingEndpoint: lookUp(z.strictObject({ name: z.string().min(1) }), ({ name }, workspace) =>
    lookUpOneEndpoint(name, workspace),
  ),
  getServingEndpoints: lookUp(
    z.strictObject({
      namePrefix: z.string().optional(),
      tags: z.record(z.string(), z.string()).optional(),
      provider: z.string().optional(),
      task: z.string().optional(),
      creator: z.string().optional(),
    }),
    async (filter, workspace) => ({ endpoints: await lookUpEndpoints(filter as EndpointFilter, workspace) }),
  ),
  getModelService: lookUp(z.strictObject({ name: resourceName("model-services") }), ({ name }, workspace) =>
    lookUpModelService(name, workspace),
  ),
  getModelServices: lookUp(
    z.strictObject({ parent: resourceName("schemas").optional() }),
    async ({ parent }, workspace) => ({ services: await lookUpModelServices(parent, workspace) }),
  ),
};

/** What a call of a function answers: what it found, or what is wrong with its arguments. */
export interface Invoked {
  readonly found: Fields;
  readonly failures: readonly { readonly property: string; readonly reason: string }[];
}

/**
 * Calls a function of the package.
 *
 * @param token such as `databricks-serving:index:getServingEndpoint`
 * @param workspace connects when it is called
 */
export async function invoke(token: string, given: Fields, workspace: () => Workspace): Promise<Invoked> {
  const [, called] = Object.entries(FUNCTIONS).find(([each]) => token === `${PACKAGE}:index:${each}`) ?? [];
  if (called === undefined) {
    throw new Error(
      `${PACKAGE} has no function ${JSON.stringify(token)}; it has ${Object.keys(FUNCTIONS).join(", ")}`,
    );
  }
  const { value: args } = expandPrefixes(called.args, given);
  const problems = [...notKnown(args), ...validate(called.args, args)];
  if (problems.length > 0) {
    return {
      found: {},
      failures: problems.map((problem) => ({
        property: String(problem.path[0] ?? ""),
        reason: formatProblem(problem),
      })),
    };
  }
  return { found: { ...(await called.look(args, workspace())) }, failures: [] };
}

/** The engine calls no function before its arguments are known. */
const notKnown = (args: Fields): Problem[] =>
  Object.entries(args)
    .filter(([, value]) => hasUnknown(value))
    .map(([field]) => ({ path: [field], found: "what is not known yet", allowed: "a known value" }));
