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
import { plainProps, textOfProps } from "./plain-props";
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

/** The resource that was looked at last: the rules are run on it one after the other, each with a copy of it. */
let last: { type: string; urn: string; text: string; view: ResourceView | undefined } | undefined;

function viewFor(
  rule: Pick<ResourceRuleDefinition<z.ZodObject>, "kinds">,
  { type, urn, props }: ResourceValidationArgs,
): ResourceView | undefined {
  const kind = kindOf(type);
  // Properties are read only for the kinds that the rule looks at: a stack may have thousands of others.
  if (kind === undefined || !rule.kinds.includes(kind)) return undefined;
  const text = textOfProps(props);
  if (text !== undefined && last?.text === text && last.urn === urn && last.type === type) return last.view;
  const view = viewOf(type, plainProps(props), urn);
  if (text !== undefined) last = { type, urn, text, view };
  return view;
}
