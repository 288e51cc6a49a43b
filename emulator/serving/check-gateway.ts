import { invalidParameter } from "../http/api-error";
import type { Workspace } from "../workspace/workspace";
import { checkCatalog } from "./check-inference-table";
import type { AiGateway } from "./messages";
import type { EndpointKind, StoredEndpoint } from "./stored-endpoint";

const MAX_RATE_LIMITS = 20;
const MAX_GROUP_LIMITS = 5;

/**
 * Checks an AI gateway and fills in what the server fills in.
 *
 * @returns undefined for an empty one: that is how a gateway is removed.
 * @throws ApiError 400 for the first problem. Texts are not documented.
 */
export function buildGateway(
  given: AiGateway,
  endpoint: Pick<StoredEndpoint, "aiGateway">,
  kind: EndpointKind,
  workspace: Workspace,
): AiGateway | undefined {
  if (Object.values(given).every((part) => part === undefined)) return undefined;
  if (given.fallback_config?.enabled && kind !== "EXTERNAL_MODEL") {
    throw invalidParameter("Fallback is only supported for endpoints that serve external models.");
  }
  if (given.guardrails && kind === "CUSTOM_MODEL") {
    throw invalidParameter("Guardrails are not supported for endpoints that serve custom models.");
  }
  checkInferenceTable(given, endpoint.aiGateway, workspace);
  const limits = given.rate_limits;
  if (limits === undefined) return given;
  return { ...given, rate_limits: checkRateLimits(limits, workspace) };
}

/** Documented: the table must be disabled before any of its names can change. */
function checkInferenceTable(given: AiGateway, before: AiGateway | undefined, workspace: Workspace): void {
  const table = given.inference_table_config;
  if (!table?.enabled) return;
  checkCatalog(table, workspace);
  const old = before?.inference_table_config;
  if (!old?.enabled) return;
  for (const name of ["catalog_name", "schema_name", "table_name_prefix"] as const) {
    if (table[name] !== old[name]) {
      throw invalidParameter(`Inference tables must be disabled before ${name} can be changed.`);
    }
  }
}

type RateLimit = NonNullable<AiGateway["rate_limits"]>[number];

function checkRateLimits(limits: RateLimit[], workspace: Workspace): RateLimit[] {
  if (limits.length > MAX_RATE_LIMITS) {
    throw invalidParameter(
      `An endpoint cannot have more than ${MAX_RATE_LIMITS} rate limits; found ${limits.length}.`,
    );
  }
  const groups = limits.filter((limit) => limit.key === "user_group").length;
  if (groups > MAX_GROUP_LIMITS) {
    throw invalidParameter(
      `An endpoint cannot have more than ${MAX_GROUP_LIMITS} group rate limits; found ${groups}.`,
    );
  }
  const filled = limits.map((limit, index): RateLimit => {
    const at = `rate_limits[${index}]`;
    const key = limit.key ?? "endpoint";
    if (limit.renewal_period === undefined)
      throw invalidParameter(`Missing required field: ${at}.renewal_period`);
    if (limit.calls === undefined && limit.tokens === undefined) {
      throw invalidParameter(`${at}: calls or tokens must be specified.`);
    }
    for (const amount of [limit.calls, limit.tokens]) {
      if (amount !== undefined && amount < 0)
        throw invalidParameter(`${at}: a rate limit must not be negative; found ${amount}.`);
    }
    if ((key === "user_group" || key === "service_principal") && !limit.principal) {
      throw invalidParameter(`${at}: principal is required for key '${key}'.`);
    }
    if (key === "endpoint" && limit.principal)
      throw invalidParameter(`${at}: principal is not allowed for key 'endpoint'.`);
    if (limit.principal) checkPrincipal(limit.principal, at, workspace);
    return { ...limit, key };
  });
  const ids = filled.map(({ key, principal }) => `${key} ${principal ?? ""}`);
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (twice >= 0)
    throw invalidParameter(`rate_limits[${twice}] repeats a limit for the same key and principal.`);
  return filled;
}

function checkPrincipal(principal: string, at: string, { switches, world }: Workspace): void {
  if (!switches.knownPrincipalsOnly) return;
  const known = world.identities.some(
    ({ userName, groups }) => userName === principal || groups.includes(principal),
  );
  if (!known) throw invalidParameter(`${at}: principal '${principal}' does not exist.`);
}
