import { ApiError } from "../http/api-error";
import type { StoredEndpoint } from "../serving/stored-endpoint";
import type { Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";

const MINUTE = 60_000;

interface Limit {
  /** Name of the window that counts towards it. */
  window: string;
  calls?: number | undefined;
  tokens?: number | undefined;
}

/** Counts a request towards the limits that it falls under; call the result with its tokens when it is done. */
export type CountTokensLater = (tokens: number) => void;

/**
 * Lets a request through the gateway's limits, or not.
 *
 * The endpoint's limit is for all together. A limit of the caller's own replaces the ones of the caller's groups, which
 * replace the default for users; of several groups, all must be used up. As documented at
 * https://docs.databricks.com/aws/en/ai-gateway/rate-limits-beta
 *
 * @throws ApiError 429, with Retry-After until the minute is over.
 */
export function passRateLimits(
  endpoint: StoredEndpoint,
  identity: Identity,
  workspace: Workspace,
): CountTokensLater {
  const { clock, windows, switches } = workspace;
  const now = clock.now();
  const minute = Math.floor(now / MINUTE);
  const usedOf = (window: string): { calls: number; tokens: number } => {
    const found = windows.get(window);
    if (found?.minute === minute) return found;
    const fresh = { minute, calls: 0, tokens: 0 };
    windows.set(window, fresh);
    return fresh;
  };
  const isUsedUp = (limit: Limit, what: "calls" | "tokens"): boolean => {
    const amount = limit[what];
    return amount !== undefined && usedOf(limit.window)[what] >= amount;
  };
  const { shared, ofCaller, ofGroups } = limitsFor(endpoint, identity);
  const single = [...shared, ...ofCaller];
  const blocked =
    single.some((limit) => isUsedUp(limit, "calls") || isUsedUp(limit, "tokens")) ||
    (["calls", "tokens"] as const).some((what) => {
      const limits = ofGroups.filter((limit) => limit[what] !== undefined);
      return limits.length > 0 && limits.every((limit) => isUsedUp(limit, what));
    });
  if (blocked) {
    const seconds = Math.ceil(((minute + 1) * MINUTE - now) / 1000);
    throw new ApiError(429, "REQUEST_LIMIT_EXCEEDED", switches.rateLimitText, {
      ...(switches.sendRetryAfter && { retryAfterSeconds: Math.max(1, seconds) }),
    });
  }
  const counted = [...new Set([...single, ...ofGroups].map(({ window }) => window))].map(usedOf);
  for (const used of counted) used.calls += 1;
  return (tokens) => {
    for (const used of counted) used.tokens += tokens;
  };
}

function limitsFor(
  endpoint: StoredEndpoint,
  identity: Identity,
): Record<"shared" | "ofCaller" | "ofGroups", Limit[]> {
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
