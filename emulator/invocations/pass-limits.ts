import { ApiError } from "../http/api-error";
import type { Workspace } from "../workspace/workspace";

const MINUTE = 60_000;

export interface Limit {
  /** Name of the window that counts towards it. */
  window: string;
  /** Milliseconds until it begins anew; default a minute. */
  periodMs?: number;
  calls?: number | undefined;
  tokens?: number | undefined;
}

/**
 * The limits that a caller falls under. One for all is for all together. A limit of the caller's own replaces the ones of
 * the caller's groups, which replace the default for users; of several groups, all must be used up.
 */
export type LimitsOfCaller = Record<"shared" | "ofCaller" | "ofGroups", Limit[]>;

/** Counts a request towards the limits that it falls under; call the result with its tokens when it is done. */
export type CountTokensLater = (tokens: number) => void;

/**
 * Lets a request through limits, or not.
 *
 * @throws ApiError 429, with Retry-After until the last of the windows that are used up is over.
 */
export function passLimits(
  { shared, ofCaller, ofGroups }: LimitsOfCaller,
  { clock, windows, switches }: Workspace,
): CountTokensLater {
  const now = clock.now();
  const usedOf = ({ window, periodMs = MINUTE }: Limit): { calls: number; tokens: number } => {
    const index = Math.floor(now / periodMs);
    const found = windows.get(window);
    if (found?.index === index) return found;
    const fresh = { index, calls: 0, tokens: 0 };
    windows.set(window, fresh);
    return fresh;
  };
  const isUsedUp = (limit: Limit, what: "calls" | "tokens"): boolean => {
    const amount = limit[what];
    return amount !== undefined && usedOf(limit)[what] >= amount;
  };
  const single = [...shared, ...ofCaller];
  const blocking = [
    ...single.filter((limit) => isUsedUp(limit, "calls") || isUsedUp(limit, "tokens")),
    ...(["calls", "tokens"] as const).flatMap((what) => {
      const limits = ofGroups.filter((limit) => limit[what] !== undefined);
      return limits.every((limit) => isUsedUp(limit, what)) ? limits : [];
    }),
  ];
  if (blocking.length > 0) {
    const waits = blocking.map(({ periodMs = MINUTE }) => periodMs - (now % periodMs));
    throw new ApiError(429, "REQUEST_LIMIT_EXCEEDED", switches.rateLimitText, {
      ...(switches.sendRetryAfter && {
        retryAfterSeconds: Math.max(1, Math.ceil(Math.max(...waits) / 1000)),
      }),
    });
  }
  const counted = [...new Map([...single, ...ofGroups].map((limit) => [limit.window, limit])).values()].map(
    usedOf,
  );
  for (const used of counted) used.calls += 1;
  return (tokens) => {
    for (const used of counted) used.tokens += tokens;
  };
}
