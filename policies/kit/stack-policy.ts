import type { Policy, PolicyResource, StackValidationPolicy } from "@pulumi/policy";
import type * as z from "zod";
import type { RuleContext, StackMember, StackRuleDefinition } from "./rule-definition";
import { viewOf } from "./resource-view";
import { currentDay } from "./environment";
import { formatFinding } from "./finding";
import { worded } from "./gather-advice";
import { plainProps } from "./plain-props";
import { applyExemption, settingsReader } from "./rule-settings";

/** The policy of a rule over a whole stack. */
export function stackPolicy<Config extends z.ZodObject>(
  policy: Policy,
  rule: StackRuleDefinition<Config>,
  settings: z.ZodObject,
  given: Record<string, unknown>,
): StackValidationPolicy {
  return {
    ...policy,
    validateStack(args, reportViolation) {
      const { exemptions, ...config } = settingsReader(settings, given)(args.getConfig());
      const context = {
        config,
        today: currentDay(),
        stackTags: args.stackTags,
      } as unknown as RuleContext<Config>;
      const findings = new Map<string, string[]>();
      rule.checkStack(
        // Resources come in the order in which they were registered, which differs from run to run.
        args.resources.map(memberOf).sort((a, b) => (a.urn < b.urn ? -1 : 1)),
        (finding, urn) => findings.set(urn, [...(findings.get(urn) ?? []), formatFinding(finding)]),
        context,
      );
      for (const [urn, texts] of findings) {
        const counting = applyExemption(rule.name, urn, exemptions, context.today, texts);
        for (const text of worded(rule.name, policy.enforcementLevel, urn, counting))
          reportViolation(text, urn);
      }
    },
  };
}

function memberOf(resource: PolicyResource): StackMember {
  const fields = resource.type.includes("databricks") ? plainProps(resource.props) : {};
  const view = viewOf(resource.type, fields, resource.urn);
  return {
    type: resource.type,
    urn: resource.urn,
    name: resource.name,
    fields,
    ...(view === undefined ? {} : { view }),
    ...(resource.provider === undefined ? {} : { provider: providerOf(resource.provider) }),
    propertyDependencies: Object.fromEntries(
      Object.entries(resource.propertyDependencies).map(([property, on]) => [
        property,
        on.map(({ urn }) => urn),
      ]),
    ),
  };
}

function providerOf({ urn, props }: NonNullable<PolicyResource["provider"]>): { urn: string; host?: string } {
  const { host } = plainProps(props);
  return typeof host === "string" ? { urn, host } : { urn };
}
