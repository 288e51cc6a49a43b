import * as z from "zod";
import { fieldsOf, listOf } from "../../provider/schema/plain-object";
import type { Path } from "../../provider/schema/problem";
import { isUnknown } from "../../provider/schema/unknown";
import { defineRule } from "../kit/define-rule";
import type { ResourceView } from "../kit/resource-view";
import { gatewayForWriting } from "../kit/gateway-view";
import { showValue } from "../kit/show-value";

const keys = ["endpoint", "user", "user_group", "service_principal"] as const;

export const requireRateLimit = defineRule({
  name: "require-rate-limit",
  title: "A rate limit on each endpoint",
  description: "Each endpoint limits calls or tokens, in its AI gateway.",
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
  kinds: ["ServingEndpoint", "ModelServing"],

  check(view, report, { config }) {
    const limits = limitsOf(view);
    if (limits === undefined) return;
    const path: Path = ["aiGateway", "rateLimits"];
    if (limits.length === 0) {
      report({
        path,
        found: "no rate limit",
        instead: 'add one, for example { calls: 600, key: "endpoint", renewalPeriod: "minute" }',
      });
      return;
    }
    const counted = limits.map(({ limit }) => fieldsOf(limit)["key"] ?? "endpoint");
    const wanted: readonly unknown[] | undefined = config.keys;
    if (wanted !== undefined && !counted.some((key) => wanted.includes(key) || isUnknown(key))) {
      report({
        path,
        found: `limits for ${[...new Set(counted)].map(showValue).join(", ")} only`,
        instead: `add one with key ${wanted.join(" or ")}`,
      });
    }
    for (const { limit, path: at } of limits) {
      for (const [field, most] of [
        ["calls", config.maxCalls],
        ["tokens", config.maxTokens],
      ] as const) {
        const value = fieldsOf(limit)[field];
        if (most === undefined || typeof value !== "number" || value <= most) continue;
        report({ path: [...at, field], found: String(value), instead: `write ${most} or less` });
      }
    }
  },

  remedies: "Adds the default limit of the configuration where an endpoint has none.",
  remedy(props, view, { config }) {
    if (config.default === undefined || limitsOf(view)?.length !== 0) return false;
    gatewayForWriting(props)["rateLimits"] = [{ ...config.default, renewalPeriod: "minute" }];
    return true;
  },
});

/** The limits of an endpoint, those of the older form included; `undefined` while not known. */
function limitsOf({ fields }: ResourceView): { limit: unknown; path: Path }[] | undefined {
  const gateway = fields["aiGateway"];
  const lists: [unknown, Path][] = [
    [fieldsOf(gateway)["rateLimits"], ["aiGateway", "rateLimits"]],
    [fields["rateLimits"], ["rateLimits"]],
  ];
  if (isUnknown(gateway) || lists.some(([list]) => isUnknown(list))) return undefined;
  return lists.flatMap(([list, path]) =>
    listOf(list).map((limit, index) => ({ limit, path: [...path, index] })),
  );
}
