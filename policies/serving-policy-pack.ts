import { PolicyPack, type EnforcementLevel, type Policies } from "@pulumi/policy";
import type * as z from "zod";
import type { Rule, RuleConfig } from "./kit/define-rule";
import { configurationProblems } from "./kit/configuration-problems";
import { refuseWrong } from "./kit/environment";
import { guardConfigure } from "./kit/guard-configure";
import { rules } from "./rules/index";

type RuleOf<Name extends string> = Extract<(typeof rules)[number], { name: Name }>;

/** Id of a rule of the pack. */
export type RuleName = (typeof rules)[number]["name"];

/**
 * What to configure of the pack's rules, by rule: an enforcement level, or settings of the rule's own with
 * `enforcementLevel` and `exemptions`. The JSON file of `--policy-pack-config` has the same shape, and goes before it.
 */
export type ServingPolicyPackConfig = {
  [Name in RuleName]?: EnforcementLevel | RuleConfig<RuleOf<Name>["config"]>;
};

/** What the pack is called where nobody says otherwise. */
export const DEFAULT_PACK_NAME = "databricks-serving";

/**
 * All rules as a policy pack. Making one serves it at once, so a process makes one at most, in the main file of a
 * pack's folder.
 *
 * @example
 * new ServingPolicyPack("my-org-serving", {
 *   "require-tags": { enforcementLevel: "mandatory", required: { costCenter: {} } },
 *   "require-guardrails": "disabled",
 * });
 */
export class ServingPolicyPack extends PolicyPack {
  constructor(config?: ServingPolicyPackConfig);
  constructor(name: string, config?: ServingPolicyPackConfig, others?: Policies);
  constructor(
    first: string | ServingPolicyPackConfig = {},
    second: ServingPolicyPackConfig = {},
    others: Policies = [],
  ) {
    const [name, config] = typeof first === "string" ? [first, second] : [DEFAULT_PACK_NAME, first];
    const release = guardConfigure((configuration) =>
      configurationProblems(
        configuration,
        others.map((policy) => policy.name),
      ),
    );
    super(name, {
      policies: [...servingPolicies(config), ...others],
      displayName: "Databricks model serving",
      description: "Rules for Databricks model-serving endpoints and the external models behind them.",
      provider: "databricks",
      tags: ["databricks", "model-serving", "llm"],
    });
    release();
  }
}

/**
 * The policies of all rules, configured; for a `PolicyPack` of one's own.
 *
 * @throws TypeError where `config` names a rule that there is not, or has settings that a rule does not take, or where a
 *   variable of the pack's in the environment is none or has a value that it does not take
 */
export function servingPolicies(config: ServingPolicyPackConfig = {}): Policies {
  refuseWrong();
  const names = rules.map(({ name }) => name);
  const unknown = Object.keys(config).filter((name) => !(names as string[]).includes(name));
  if (unknown.length > 0)
    throw new TypeError(`There is no rule ${unknown.join(", ")}; there are ${names.join(", ")}.`);
  // Rule by rule the types agree; as a union of twenty they are beyond the compiler.
  const given = config as Record<string, EnforcementLevel | RuleConfig<z.ZodObject> | undefined>;
  return (rules as readonly Rule[]).map((rule) => rule.policy(given[rule.name]));
}
