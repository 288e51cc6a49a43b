import * as z from "zod";
import { defineRule } from "../kit/define-rule";
import { gatewayForWriting } from "../kit/gateway-view";
import { limitsOf, limitsPath } from "../kit/limit-view";
import { kindsWith } from "../kit/resource-kinds";
import { showValue } from "../kit/show-value";

const keys = ["endpoint", "user", "user_group", "service_principal"] as const;

export const requireRateLimit = defineRule({
  name: "require-rate-limit",
  title: "A rate limit on each endpoint",
  description: "Each endpoint and model service limits calls or tokens.",
  why: "Without a limit, one loop in one notebook can spend a provider's monthly budget in a night.",
  severity: "medium",
  level: "advisory",
  remediation: [
    'Add a limit: aiGateway.rateLimits: [{ calls: 600, key: "endpoint", renewalPeriod: "minute" }].',
  ],
  config: z.strictObject({
    keys: z
      .array(z.enum(keys))
      .optional()
      .describe("What at least one limit must count for. Default: anything."),
    maxCalls: z
      .int()
      .min(0)
      .optional()
      .describe("Most calls a minute that a limit may allow. Default: any number."),
    maxTokens: z
      .int()
      .min(0)
      .optional()
      .describe("Most tokens a minute that a limit may allow. Default: any number."),
    default: z
      .strictObject({
        calls: z.int().min(0).optional(),
        tokens: z.int().min(0).optional(),
        key: z.enum(["endpoint", "user"]).default("endpoint"),
      })
      .optional()
      .describe('Limit that is added where there is none, with enforcementLevel "remediate".'),
  }),
  example: {
    rejected: "aiGateway: { usageTrackingConfig: { enabled: true } }",
    accepted: 'aiGateway: { rateLimits: [{ calls: 600, key: "endpoint", renewalPeriod: "minute" }] }',
  },
  sources: ["https://docs.databricks.com/aws/en/ai-gateway/configure-ai-gateway-endpoints"],
  kinds: kindsWith("endpoint", "gateway", "model-service"),

  check(view, report, { config }) {
    const limits = limitsOf(view);
    if (limits === undefined) return;
    const path = limitsPath(view);
    const isService = view.role === "model-service";
    if (limits.length === 0) {
      report({
        path,
        found: "no rate limit",
        instead: isService
          ? 'add one, for example { key: "RATE_LIMIT_KEY_SERVICE", requests: 600, renewalPeriod: "RATE_LIMIT_RENEWAL_PERIOD_MINUTE" }'
          : 'add one, for example { calls: 600, key: "endpoint", renewalPeriod: "minute" }',
      });
      return;
    }
    const wanted: readonly unknown[] | undefined = config.keys;
    if (wanted !== undefined && !limits.some(({ key }) => key === undefined || wanted.includes(key))) {
      report({
        path,
        found: `limits for ${[...new Set(limits.map(({ key }) => key))].map(showValue).join(", ")} only`,
        instead: `add one with key ${wanted.join(" or ")}`,
      });
    }
    for (const { calls, tokens, path: at, callsPath } of limits) {
      for (const [value, most, place] of [
        [calls, config.maxCalls, callsPath],
        [tokens, config.maxTokens, [...at, "tokens"]],
      ] as const) {
        if (most === undefined || value === undefined || value <= most) continue;
        report({ path: place, found: `${value} a minute`, instead: `allow ${most} a minute or less` });
      }
    }
  },

  remedies: "Adds the default limit of the configuration where an endpoint has none.",
  remedy(props, view, { config }) {
    if (config.default === undefined || view.role === "model-service" || limitsOf(view)?.length !== 0)
      return false;
    gatewayForWriting(props)["rateLimits"] = [{ ...config.default, renewalPeriod: "minute" }];
    return true;
  },
});
