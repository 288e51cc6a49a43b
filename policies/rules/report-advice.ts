import type { StackValidationPolicy } from "@pulumi/policy";
import * as z from "zod";
import { defineRule, type Rule } from "../kit/define-rule";
import { takeAdvice } from "../kit/gather-advice";

const config = z.strictObject({});

const rule = defineRule({
  name: "report-advice",
  title: "Advice in total",
  description: "Advice that holds for several resources is given once, and counted here.",
  why: "A line for each endpoint and rule is read by nobody; the same advice for ten endpoints is one.",
  severity: "low",
  level: "advisory",
  remediation: [
    "Follow the advice that is listed, or disable its rule, or give the rule exemptions.",
    "Set DATABRICKS_SERVING_POLICY_VERBOSE=true to have each finding by itself.",
  ],
  config,
  example: {
    rejected: "ten endpoints without aiGateway.rateLimits",
    accepted: "ten endpoints, each with aiGateway.rateLimits",
  },
  sources: [],
  checkStack() {
    // What it reports is what the other rules have gathered; `policy` below takes it.
  },
});

/** Runs after all other rules. Says nothing of a stack that nothing is advised for, or just one thing. */
export const reportAdvice: Rule<typeof config, "report-advice"> = {
  ...rule,
  policy: (given) => ({
    ...(rule.policy(given) as StackValidationPolicy),
    validateStack({ resources }, report) {
      const advice = takeAdvice();
      const total = advice.reduce((sum, { urns }) => sum + urns.size, 0);
      if (total < 2) return;
      const urns = [...new Set(advice.flatMap((one) => [...one.urns]))];
      const repeated = new Map<string, string[]>();
      for (const one of advice.filter((each) => each.urns.size > 1)) {
        const whom = others([...one.urns]);
        repeated.set(whom, [...(repeated.get(whom) ?? []), one.rule]);
      }
      const count = `${total} pieces of advice for ${urns.length} ${urns.length === 1 ? "resource" : "resources"}`;
      report(
        [
          repeated.size === 0 ? count : `${count}, each given once`,
          ...[...repeated].map(([whom, rules]) => `also for ${whom}: ${rules.join(", ")}`),
        ].join("\n"),
        // Without a resource, the command that judges a stored stack fails to print it.
        resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn ?? urns[0],
      );
    },
  }),
};

/** Names of the resources besides the first, for whom the advice stands with its path. */
function others([, ...urns]: readonly string[]): string {
  const names = urns.map((urn) => urn.slice(urn.lastIndexOf("::") + 2)).sort();
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
