import { invalidParameter } from "../http/api-error";
import type { EmailNotifications, LegacyRateLimit } from "./messages";
import type { EndpointKind } from "./stored-endpoint";

/** @throws ApiError 400 for an address that is none. The text is not documented. */
export function checkEmails(notifications: EmailNotifications | undefined): void {
  const addresses = [
    ...(notifications?.on_update_success ?? []),
    ...(notifications?.on_update_failure ?? []),
  ];
  const wrong = addresses.find((address) => !/^[^@\s]+@[^@\s]+$/.test(address));
  if (wrong !== undefined) throw invalidParameter(`Invalid email address '${wrong}' in email_notifications.`);
}

/**
 * The deprecated limits, for external and foundation models only.
 *
 * @returns the limits with the server's default key.
 * @throws ApiError 400.
 */
export function checkLegacyRateLimits(limits: LegacyRateLimit[], kind: EndpointKind): LegacyRateLimit[] {
  if (kind === "CUSTOM_MODEL" && limits.length > 0) {
    throw invalidParameter(
      "Rate limits are only supported for external models and foundation model endpoints.",
    );
  }
  return limits.map((limit, index) => {
    if (limit.calls === undefined)
      throw invalidParameter(`Missing required field: rate_limits[${index}].calls`);
    if (limit.renewal_period === undefined) {
      throw invalidParameter(`Missing required field: rate_limits[${index}].renewal_period`);
    }
    if (limit.calls < 0)
      throw invalidParameter(`rate_limits[${index}].calls must not be negative; found ${limit.calls}.`);
    return { ...limit, key: limit.key ?? "endpoint" };
  });
}
