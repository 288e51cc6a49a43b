import * as z from "zod";
import { prefixed, unordered } from "../../schema/field-facts";

/** Whom a limit counts for, and whether it names one. */
export const LIMIT_KEYS = {
  RATE_LIMIT_KEY_SERVICE: { principal: false },
  RATE_LIMIT_KEY_USER: { principal: true },
  RATE_LIMIT_KEY_USER_DEFAULT: { principal: false },
  RATE_LIMIT_KEY_USER_GROUP: { principal: true },
  RATE_LIMIT_KEY_SERVICE_PRINCIPAL: { principal: true },
} as const;

type LimitKey = keyof typeof LIMIT_KEYS;

const rateLimit = z.strictObject({
  /** What the limit counts for: the whole `SERVICE`, each user (`USER_DEFAULT`), or one `USER`, `USER_GROUP` or `SERVICE_PRINCIPAL`. */
  key: prefixed("RATE_LIMIT_KEY_", z.enum(Object.keys(LIMIT_KEYS) as [LimitKey, ...LimitKey[]])),
  /** Length of the period: `MINUTE` or `HOUR`. */
  renewalPeriod: prefixed(
    "RATE_LIMIT_RENEWAL_PERIOD_",
    z.enum(["RATE_LIMIT_RENEWAL_PERIOD_MINUTE", "RATE_LIMIT_RENEWAL_PERIOD_HOUR"]),
  ),
  /** E-mail address, group name or application id that the limit is for; needed with `USER`, `USER_GROUP` and `SERVICE_PRINCIPAL`, refused with the others. */
  principal: z.string().min(1).optional(),
  /** Requests in each period; 0 denies all. Default: no limit. */
  requests: z.int().min(0).optional(),
  /** Tokens in each period; 0 denies all. Default: no limit. */
  tokens: z.int().min(0).optional(),
});

/** Limits on requests and tokens. Order means nothing. */
export const rateLimits = () => unordered(z.array(rateLimit).optional());
