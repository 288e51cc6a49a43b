import type { StoredEndpoint } from "../serving/stored-endpoint";
import type { Workspace } from "../workspace/workspace";

const MINUTE = 60_000;

/** A rate limit of an endpoint, and how much of it the busiest caller has used in this minute. */
export interface LimitUse {
  /** Whom it is for, such as `endpoint` or `user ann@example.com`. */
  of: string;
  calls?: { used: number; allowed: number };
  tokens?: { used: number; allowed: number };
}

export function limitUse(endpoint: StoredEndpoint, { windows, clock }: Workspace): LimitUse[] {
  const minute = Math.floor(clock.now() / MINUTE);
  const open = [...windows].filter(
    ([window, used]) => used.index === minute && window.startsWith(`${endpoint.id} `),
  );
  return (endpoint.aiGateway?.rate_limits ?? []).map(({ key = "endpoint", principal, calls, tokens }) => {
    // Windows are named by `passRateLimits`: endpoint, own, group or `user <name>`, then the principal.
    const kind =
      key === "endpoint" ? "endpoint" : key === "user_group" ? "group" : principal ? "own" : "user";
    const counted = open
      .filter(
        ([window]) =>
          window.split(" ")[1] === kind && (principal === undefined || window.endsWith(` ${principal}`)),
      )
      .map(([, used]) => used);
    const most = (what: "calls" | "tokens"): number => Math.max(0, ...counted.map((used) => used[what]));
    return {
      of: principal === undefined ? key : `${key} ${principal}`,
      ...(calls !== undefined && { calls: { used: most("calls"), allowed: calls } }),
      ...(tokens !== undefined && { tokens: { used: most("tokens"), allowed: tokens } }),
    };
  });
}
