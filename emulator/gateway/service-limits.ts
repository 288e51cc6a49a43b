import { passLimits, type CountTokensLater, type Limit } from "../invocations/pass-limits";
import type { ServiceRateLimit } from "../unity-catalog/service-messages";
import type { StoredService } from "../unity-catalog/stored-service";
import type { Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";

const PERIOD_MS = {
  RATE_LIMIT_RENEWAL_PERIOD_MINUTE: 60_000,
  RATE_LIMIT_RENEWAL_PERIOD_HOUR: 3_600_000,
} as const;

/**
 * Lets a request through a service's own limits, or not. Through a model service, those of the provider services behind
 * it do not count (documented).
 *
 * @throws ApiError 429, with Retry-After until the window is over.
 */
export function passServiceLimits(
  service: StoredService,
  identity: Identity,
  workspace: Workspace,
): CountTokensLater {
  const limits = service.config.rate_limits ?? [];
  const of = (...keys: ServiceRateLimit["key"][]): ServiceRateLimit[] =>
    limits.filter(({ key }) => keys.includes(key));
  const named = (list: ServiceRateLimit[], whose: string): Limit[] =>
    list.map(({ key, principal, renewal_period: period, requests, tokens }) => ({
      window: [service.id, key, principal ?? whose, period].join(" "),
      periodMs: PERIOD_MS[period!],
      calls: requests,
      tokens,
    }));
  const own = of("RATE_LIMIT_KEY_USER", "RATE_LIMIT_KEY_SERVICE_PRINCIPAL").filter(
    ({ principal }) => principal === identity.userName,
  );
  const groups = of("RATE_LIMIT_KEY_USER_GROUP").filter(({ principal }) =>
    identity.groups.includes(principal!),
  );
  const byDefault = own.length + groups.length > 0 ? [] : of("RATE_LIMIT_KEY_USER_DEFAULT");
  return passLimits(
    {
      shared: named(of("RATE_LIMIT_KEY_SERVICE"), "all"),
      ofCaller: named([...own, ...byDefault], identity.userName),
      ofGroups: own.length > 0 ? [] : named(groups, "group"),
    },
    workspace,
  );
}
