import { ApiError } from "../../client/api/api-error";
import type { Grant } from "../../client/unity-catalog/catalog-client";
import { planService } from "../../plan/plan-service";
import {
  MODEL_SERVICE,
  PROVIDER_SERVICE,
  type ServiceInputs,
  type ServiceKind,
  type ServiceState,
} from "../../resources/unity-catalog/service-kind";
import { fullNameIn, fullNameOf } from "../../resources/unity-catalog/names";
import type { Problem } from "../../schema/problem";
import { ServiceExists } from "../unity-catalog/service-exists";
import type { Operation } from "../operation";
import type { Preflight } from "./preflight";

/**
 * What of a change of a service would fail later, as far as the workspace and this program show now: a missing schema or right,
 * a taken name, and whatever is wrong with what the config names.
 *
 * @param broken problems of what the config names, asked for where a request follows that sends it
 */
export async function preflightService<Inputs extends ServiceInputs>(
  kind: ServiceKind<Inputs>,
  olds: ServiceState<Inputs>,
  inputs: Inputs,
  operation: Operation,
  preflight: Preflight,
  broken: (inputs: Inputs) => readonly Promise<Problem[]>[],
): Promise<Problem[]> {
  const before = nameIn(kind, olds);
  const fullName = nameIn(kind, inputs);
  preflight.noteOwned(operation.urn, before);
  if (fullName !== undefined) preflight.noteComing(`${kind.collection}/${fullName}`, inputs);
  const isNew = before !== fullName;
  const { changes, replacements } = planService(kind, olds, inputs);
  const sendsConfig = isNew || replacements.length > 0 || changes.some(({ mask }) => mask !== "comment");
  const problems = isNew ? await placeProblems(kind, inputs, fullName, operation, preflight) : [];
  return sendsConfig ? [...problems, ...(await Promise.all(broken(inputs))).flat()] : problems;
}

/** What is wrong with where a new service is to be: its schema, or its name. */
async function placeProblems<Inputs extends ServiceInputs>(
  kind: ServiceKind<Inputs>,
  inputs: Inputs,
  fullName: string | undefined,
  operation: Operation,
  preflight: Preflight,
): Promise<Problem[]> {
  if (typeof inputs.parent !== "string") return [];
  const schema = fullNameOf(inputs.parent);
  const missing = await missingSchema(schema, operation, preflight);
  if (missing !== undefined) return [missing];
  await warnOfRights(schema, operation, preflight);
  return fullName === undefined ? [] : takenName(kind, inputs, fullName, operation, preflight);
}

function nameIn<Inputs extends ServiceInputs>(
  kind: ServiceKind<Inputs>,
  inputs: Partial<Inputs>,
): string | undefined {
  const { parent } = inputs;
  const leaf = kind.leafOf(inputs);
  return typeof parent === "string" && typeof leaf === "string" ? fullNameIn(parent, leaf) : undefined;
}

async function missingSchema(
  schema: string,
  { workspace }: Operation,
  preflight: Preflight,
): Promise<Problem | undefined> {
  const { catalog } = workspace;
  const found = await preflight.look(`schema ${schema}`, (deadline) =>
    catalog.find("schemas", schema, { deadline }),
  );
  if (found !== undefined) return undefined;
  const [catalogName = ""] = schema.split(".");
  const above = await preflight.look(`catalog ${catalogName}`, (deadline) =>
    catalog.find("catalogs", catalogName, { deadline }),
  );
  const what =
    above === undefined ? `no catalog ${JSON.stringify(catalogName)}` : `no schema ${JSON.stringify(schema)}`;
  return {
    path: ["parent"],
    found: what,
    allowed: "a schema that exists",
    fix: "create it first, or correct the name",
  };
}

/** A right may come by a group or an office that cannot be seen from here, so that its lack is a warning only. */
async function warnOfRights(schema: string, operation: Operation, preflight: Preflight): Promise<void> {
  const { catalog, identity } = operation.workspace;
  const lacks = await preflight.look(`rights on ${schema}`, async (deadline) => {
    const me = await identity.me({ deadline });
    const owner = (await catalog.find("schemas", schema, { deadline }))?.owner;
    const grants =
      (await catalog.effectiveGrants("schema", schema, undefined, { deadline })) ??
      (await catalog.effectiveGrants("schema", schema, me.userName, { deadline }));
    if (owner === me.userName || grants === undefined) return [];
    // Of others' groups only the one is known that everybody is in.
    const others = grants.some(({ principal }) => principal !== me.userName && principal !== "account users");
    const held = grants
      .filter(({ principal }) => principal === me.userName || principal === "account users")
      .flatMap(({ privileges }: Grant) => privileges.map((one) => one.replaceAll(" ", "_")));
    if (others || held.includes("ALL_PRIVILEGES")) return [];
    return ["USE_SCHEMA", "CREATE_SERVICE"].filter((privilege) => !held.includes(privilege));
  });
  if (lacks.length === 0) return;
  operation.reporter.warn(
    `No grant of ${lacks.join(" and ")} on schema ${JSON.stringify(schema)} to you is visible: a service can be created there by ` +
      "the schema's owner, or with these.",
  );
}

async function takenName<Inputs extends ServiceInputs>(
  kind: ServiceKind<Inputs>,
  news: Inputs,
  fullName: string,
  { workspace, createRecords, urn, held }: Operation,
  preflight: Preflight,
): Promise<Problem[]> {
  if (preflight.owns(urn, fullName)) return [];
  const other = kind.type === "ModelService" ? PROVIDER_SERVICE : MODEL_SERVICE;
  const [own, others] = await Promise.all([
    preflight.service(kind.collection, fullName),
    preflight.service(other.collection, fullName),
  ]);
  const problem = (allowed: string, fix: string): Problem[] => [
    { path: [kind.leaf], found: JSON.stringify(fullName), allowed, fix },
  ];
  if (others !== undefined) {
    return problem(
      "a name that is free",
      `it is a ${other.word}, and both kinds of services share the names of a schema`,
    );
  }
  const begun = createRecords.find(urn, fullName, workspace.host) !== undefined;
  if (own === undefined || news.adopt === true || begun) return [];
  // A replacement by force is checked as if it were new; the name is still its own.
  if ((await held?.())?.some(({ id }) => id === fullName)) return [];
  const because = "no earlier run of this stack on this machine began to create it";
  return problem("a name that is free", new ServiceExists(kind, fullName, workspace.host, because).message);
}

/** What a look says of something that may not be looked at: the right that is missing, for the reader. */
export function refusalOf(error: unknown): string {
  if (error instanceof ApiError && error.category === "forbidden") return error.detail;
  throw error;
}
