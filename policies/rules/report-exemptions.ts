import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import * as z from "zod";
import { defineRule, type Rule } from "../kit/define-rule";
import { formatFinding, type Finding } from "../kit/finding";
import { resourceKinds, type ResourceKind } from "../kit/resource-kinds";
import { takeExemptionUses } from "../kit/rule-settings";

const config = z.strictObject({});

const rule = defineRule({
  name: "report-exemptions",
  title: "Exemptions in use",
  description: "Each use of an exemption is reported, with its reason and its last day.",
  why: "An exemption that nobody sees is never taken back.",
  severity: "low",
  level: "advisory",
  remediation: ["Satisfy the rule, then remove the exemption from its configuration."],
  config,
  example: {
    rejected:
      '"require-tags": { exemptions: [{ urn: "*::legacy-chat", reason: "moves in Q1", expires: "2027-03-31" }] }',
    accepted: '"require-tags": {}',
  },
  sources: [],
  kinds: Object.keys(resourceKinds) as ResourceKind[],
  check: ({ urn }, report) => findingsFor(urn).forEach(report),
});

/** Runs after all other rules, on resources and on the stack: rules of either kind have exemptions. */
export const reportExemptions: Rule<typeof config, "report-exemptions"> = {
  ...rule,
  policy(given) {
    const policy = rule.policy(given) as ResourceValidationPolicy;
    const validateStack: StackValidationPolicy["validateStack"] = ({ resources }, report) => {
      for (const { urn } of resources) {
        for (const finding of findingsFor(urn)) report(formatFinding(finding), urn);
      }
    };
    return { ...policy, validateStack };
  },
};

function findingsFor(urn: string): Finding[] {
  return takeExemptionUses(urn).map(({ rule: name, exemption: { reason, expires }, findings }) => ({
    path: "",
    found: `an exemption from ${name} (${findings === 1 ? "1 finding" : `${findings} findings`}) until ${expires}: ${reason}`,
    instead: "satisfy the rule before then",
  }));
}
