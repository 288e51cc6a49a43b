import type { StoredEndpoint } from "../serving/stored-endpoint";
import type { Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";
import { passLimits, type CountTokensLater, type Limit, type LimitsOfCaller } from "./pass-limits";

/**
 * Lets a request through the gateway's limits, or not. As documented at
 * https://docs.databricks.com/aws/en/ai-gateway/rate-limits-beta
 *
 * @throws ApiError 429, with Retry-After until the minute is over.
 */
export const passRateLimits = (
  endpoint: StoredEndpoint,
  identity: Identity,
  workspace: Workspace,
): CountTokensLater => passLimits(limitsFor(endpoint, identity), workspace);

function limitsFor(endpoint: StoredEndpoint, identity: Identity): LimitsOfCaller {
  // The deprecated limits of the endpoint go on working beside the gateway's.
  const limits = [...(endpoint.aiGateway?.rate_limits ?? []), ...(endpoint.rateLimits ?? [])].map(
    (limit) => ({
      principal: undefined,
      tokens: undefined,
      ...limit,
    }),
  );
  const own = limits.filter(
    ({ key, principal }) =>
      (key === "user" || key === "service_principal") && principal === identity.userName,
  );
  const groups = limits.filter(
    ({ key, principal }) => key === "user_group" && identity.groups.includes(principal ?? ""),
  );
  const defaults = limits.filter(({ key, principal }) => key === "user" && principal === undefined);
  const named = (list: typeof limits, window: string): Limit[] =>
    list.map(({ calls, tokens, principal }) => ({
      calls,
      tokens,
      window: `${endpoint.id} ${window} ${principal ?? ""}`,
    }));
  return {
    shared: named(
      limits.filter(({ key }) => key === "endpoint"),
      "endpoint",
    ),
    ofCaller:
      own.length > 0
        ? named(own, "own")
        : groups.length > 0
          ? []
          : named(defaults, `user ${identity.userName}`),
    ofGroups: own.length > 0 ? [] : named(groups, "group"),
  };
}
