export { rules } from "./rules/index";
export { disallowPlaintextCredentials } from "./rules/disallow-plaintext-credentials";
export { requireSupportedModel } from "./rules/require-supported-model";
export type { Rule, RuleConfig, RuleFacts } from "./kit/define-rule";
export type { Exemption } from "./kit/exemption";
export {
  DEFAULT_PACK_NAME,
  servingPolicies,
  ServingPolicyPack,
  type RuleName,
  type ServingPolicyPackConfig,
} from "./serving-policy-pack";
