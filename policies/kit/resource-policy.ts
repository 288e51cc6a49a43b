import type { Policy, ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import type * as z from "zod";
import type { Fields } from "../../provider/schema/plain-object";
import type { ResourceRuleDefinition, RuleContext } from "./rule-definition";
import { kindOf } from "./resource-kinds";
import { viewOf, type ResourceView } from "./resource-view";
import { currentDay } from "./environment";
import { exemptionFor } from "./exemption";
import { formatFinding } from "./finding";
import { worded } from "./gather-advice";
import { plainProps } from "./plain-props";
import { applyExemption, settingsReader } from "./rule-settings";

/** The policy of a rule over single resources. */
export function resourcePolicy<Config extends z.ZodObject>(
  policy: Policy,
  rule: ResourceRuleDefinition<Config>,
  settings: z.ZodObject,
  given: Record<string, unknown>,
): ResourceValidationPolicy {
  const settingsNow = settingsReader(settings, given);
  const contextOf = (args: ResourceValidationArgs) => {
    const { exemptions, ...config } = settingsNow(args.getConfig());
    const context = {
      config,
      today: currentDay(),
      stackTags: args.stackTags,
    } as unknown as RuleContext<Config>;
    return { context, exemptions };
  };
  const remedy = rule.remedy?.bind(rule);
  return {
    ...policy,
    validateResource(args, reportViolation) {
      const view = viewFor(rule, args);
      if (view === undefined) return;
      const { context, exemptions } = contextOf(args);
      const findings: string[] = [];
      rule.check(view, (finding) => findings.push(formatFinding(finding)), context);
      const counting = applyExemption(rule.name, args.urn, exemptions, context.today, findings);
      for (const text of worded(rule.name, policy.enforcementLevel, args.urn, counting))
        reportViolation(text);
    },
    ...(remedy && {
      remediateResource(args: ResourceValidationArgs) {
        const view = viewFor(rule, args);
        if (view === undefined) return undefined;
        const { context, exemptions } = contextOf(args);
        if (exemptionFor(exemptions, args.urn, context.today)?.expired === false) return undefined;
        return remedy(args.props as Fields, view, context) ? args.props : undefined;
      },
    }),
  };
}

function viewFor(
  rule: Pick<ResourceRuleDefinition<z.ZodObject>, "kinds">,
  args: ResourceValidationArgs,
): ResourceView | undefined {
  const kind = kindOf(args.type);
  // Properties are read only for the kinds that the rule looks at: a stack may have thousands of others.
  return kind !== undefined && rule.kinds.includes(kind)
    ? viewOf(args.type, plainProps(args.props), args.urn)
    : undefined;
}
