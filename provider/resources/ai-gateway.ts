import * as z from "zod";
import { filledText, serverDefault, unordered } from "../schema/field-facts";

const guardrail = z.strictObject({
  /** Whether unsafe content (violence, self-harm, hate, …) is refused. */
  safety: z.boolean().optional(),
  /** What happens to personal data. */
  pii: z
    .strictObject({
      /** `NONE` passes it on, `BLOCK` refuses the request, `MASK` replaces it. */
      behavior: z.enum(["NONE", "BLOCK", "MASK"]).optional(),
    })
    .optional(),
  /** Words that are refused. Deprecated by Databricks. */
  invalidKeywords: unordered(z.array(z.string()).optional()),
  /** Topics that alone are allowed. Deprecated by Databricks. */
  validTopics: unordered(z.array(z.string()).optional()),
});

const rateLimit = z.strictObject({
  /** Calls in each renewal period; give this, `tokens`, or both. */
  calls: z.int().min(0).optional(),
  /** Tokens in each renewal period; give this, `calls`, or both. */
  tokens: z.int().min(0).optional(),
  /** What the limit counts for: the whole `endpoint`, each `user`, a `user_group` or a `service_principal`. Default `endpoint`. */
  key: serverDefault(
    "endpoint",
    z.enum(["endpoint", "user", "user_group", "service_principal"]).optional(),
    "endpoint",
  ),
  /** Name of the group, user or application id that the limit is for; needed with `user_group` and `service_principal`. */
  principal: filledText().optional(),
  /** Length of the period; `minute` is the only one. */
  renewalPeriod: z.enum(["minute"]),
});

/** What stands between callers and models: limits, guardrails, logging and fallback. Sent whole: what is left out is switched off. */
export const aiGateway = z.strictObject({
  /** Whether another served entity answers where one fails with 429 or a 5xx. */
  fallbackConfig: z
    .strictObject({
      /** Whether fallback is on; entities with 0 % of the traffic then serve as fallbacks only. */
      enabled: z.boolean(),
    })
    .optional(),
  /** What requests and answers must not contain. */
  guardrails: z
    .strictObject({
      /** Guardrails for requests. */
      input: guardrail.optional(),
      /** Guardrails for answers. */
      output: guardrail.optional(),
    })
    .optional(),
  /** Table of Unity Catalog that requests and answers are logged to. */
  inferenceTableConfig: z
    .strictObject({
      /** Catalog of the table; needed where `enabled` is true. Changed by switching logging off first, then on again. */
      catalogName: filledText().optional(),
      /** Schema of the table; needed where `enabled` is true. */
      schemaName: filledText().optional(),
      /** Prefix of the table's name. Default: the endpoint's name. */
      tableNamePrefix: serverDefault("the endpoint's name", z.string().optional()),
      /** Whether logging is on. */
      enabled: z.boolean().optional(),
    })
    .optional(),
  /** Limits, at most 20 and at most 5 of them for groups. Order means nothing. */
  rateLimits: unordered(z.array(rateLimit).optional()),
  /** Whether usage is written to the system tables. */
  usageTrackingConfig: z
    .strictObject({
      /** Whether usage tracking is on. */
      enabled: z.boolean().optional(),
    })
    .optional(),
});
