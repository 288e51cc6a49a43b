import * as z from "zod";
import { isUnknown } from "../../provider/schema/unknown";
import { defineRule } from "../kit/define-rule";
import { matchesAny } from "../kit/glob";
import { limitsOf, limitsPath, type LimitView } from "../kit/limit-view";
import { kindsWith } from "../kit/resource-kinds";
import { showValue } from "../kit/show-value";

const MINUTES_AN_HOUR = 60;

const groupLimit = z.strictObject({
  callsPerMinute: z.number().min(0).optional().describe("Most calls a minute."),
  tokensPerMinute: z.number().min(0).optional().describe("Most tokens a minute."),
  costPerHour: z
    .number()
    .min(0)
    .optional()
    .describe("Most money an hour, in the currency of prices: its token limit at the dearest model's price."),
});

export const requireBudget = defineRule({
  name: "require-budget",
  title: "Budgets for those who call",
  description:
    "Groups have limits in calls, tokens or money, and endpoints a budget policy that they are charged to.",
  why: "One limit for all lets the loudest team spend everybody's budget, and a cost without a budget policy is charged to nobody.",
  severity: "medium",
  level: "advisory",
  remediation: [
    'Add a limit for each group that the configuration names: { key: "user_group", principal: "…", tokens: …, renewalPeriod: "minute" }.',
    "Set budgetPolicyId on the endpoint, where the configuration asks for one.",
  ],
  config: z.strictObject({
    groups: z
      .record(z.string(), groupLimit)
      .default({})
      .describe(
        'Groups that must have a limit, with the most that it may allow: { "analysts": { "tokensPerMinute": 20000 } }.',
      ),
    prices: z
      .record(z.string(), z.number().min(0))
      .default({})
      .describe(
        'Prices of a million tokens by "<provider>/<model>", for costPerHour; * stands for anything.',
      ),
    budgetPolicies: z
      .array(z.string())
      .optional()
      .describe(
        "Budget policies that an endpoint may be charged to; * asks for any. Default: none is asked for.",
      ),
  }),
  example: {
    rejected:
      'rateLimits: [{ key: "endpoint", tokens: 100000, … }] with groups: { analysts: { tokensPerMinute: 20000 } }',
    accepted:
      'rateLimits: [{ key: "user_group", principal: "analysts", tokens: 20000, renewalPeriod: "minute" }]',
  },
  sources: [
    "https://docs.databricks.com/aws/en/ai-gateway/configure-ai-gateway-endpoints",
    "https://docs.databricks.com/aws/en/admin/usage/budget-policies",
  ],
  kinds: kindsWith("endpoint", "gateway", "model-service"),

  check(view, report, { config }) {
    const { budgetPolicyId } = view.fields;
    const { budgetPolicies } = config;
    if (view.role === "endpoint" && budgetPolicies !== undefined && !isUnknown(budgetPolicyId)) {
      const charged = typeof budgetPolicyId === "string" && matchesAny(budgetPolicies, budgetPolicyId);
      if (!charged) {
        report({
          path: ["budgetPolicyId"],
          found: showValue(budgetPolicyId),
          instead: budgetPolicies.includes("*")
            ? "write a budget policy"
            : `write one of ${budgetPolicies.join(", ")}`,
        });
      }
    }
    const limits = limitsOf(view);
    if (limits === undefined) return;
    const price = dearest(
      view.models.map(({ provider, model }) => `${provider ?? ""}/${model ?? ""}`),
      config.prices,
    );
    for (const [group, most] of Object.entries(config.groups)) {
      const own = limits.filter(({ key, principal }) => key === "user_group" && principal === group);
      // A limit that is not known yet may be the group's.
      if (own.length === 0 && limits.some(({ unsure }) => unsure)) continue;
      for (const [field, unit, limit] of tokensAndCalls(most, price)) {
        const values = own.map((one) => one[field]).filter((value) => value !== undefined);
        const least = values.length === 0 ? undefined : Math.min(...values);
        if (least !== undefined && least <= limit) continue;
        report({
          path: own[0]?.path ?? limitsPath(view),
          found: `${least === undefined ? `no limit of ${unit}` : `${least} ${unit} a minute`} for the group ${showValue(group)}`,
          instead: `allow ${Math.floor(limit)} ${unit} a minute at most, by a limit for the group`,
        });
      }
    }
  },
});

type Counted = "calls" | "tokens";

function tokensAndCalls(
  { callsPerMinute, tokensPerMinute, costPerHour }: z.infer<typeof groupLimit>,
  price: number | undefined,
): [Counted & keyof LimitView, string, number][] {
  const affordable =
    costPerHour === undefined || price === undefined || price === 0
      ? undefined
      : (costPerHour / price / MINUTES_AN_HOUR) * 1_000_000;
  const tokens = [tokensPerMinute, affordable].filter((value) => value !== undefined);
  return [
    ...(callsPerMinute === undefined
      ? []
      : [["calls", "calls", callsPerMinute] as [Counted, string, number]]),
    ...(tokens.length === 0 ? [] : [["tokens", "tokens", Math.min(...tokens)] as [Counted, string, number]]),
  ];
}

function dearest(models: readonly string[], prices: Readonly<Record<string, number>>): number | undefined {
  const found = Object.entries(prices)
    .filter(([pattern]) => models.length === 0 || models.some((model) => matchesAny([pattern], model)))
    .map(([, price]) => price);
  return found.length === 0 ? undefined : Math.max(...found);
}
