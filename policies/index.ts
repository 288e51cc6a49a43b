export { rules } from "./rules/index";
export { disallowPlaintextCredentials } from "./rules/disallow-plaintext-credentials";
export { requireSecretReference } from "./rules/require-secret-reference";
export { requireSupportedModel } from "./rules/require-supported-model";
export { requireListedTarget } from "./rules/require-listed-target";
export { requireCallableRegion } from "./rules/require-callable-region";
export { disallowRetiredModel } from "./rules/disallow-retired-model";
export { requireCompleteProviderConfig } from "./rules/require-complete-provider-config";
export { requireValidService } from "./rules/require-valid-service";
export { requireSameTask } from "./rules/require-same-task";
export { requireCompleteTraffic } from "./rules/require-complete-traffic";
export { disallowMixedOwnership } from "./rules/disallow-mixed-ownership";
export { requireServiceReference } from "./rules/require-service-reference";
export { requireHttpsBase } from "./rules/require-https-base";
export { limitBaseHosts } from "./rules/limit-base-hosts";
export { limitProviders } from "./rules/limit-providers";
export { limitRegions } from "./rules/limit-regions";
export { requireBudget } from "./rules/require-budget";
export { requireGovernedCredential } from "./rules/require-governed-credential";
export { limitDestinations } from "./rules/limit-destinations";
export { disallowAllTargets } from "./rules/disallow-all-targets";
export { disallowForwarding } from "./rules/disallow-forwarding";
export { reportLegacyGateway } from "./rules/report-legacy-gateway";
export { requireRateLimit } from "./rules/require-rate-limit";
export { requireUsageTracking } from "./rules/require-usage-tracking";
export { requireGuardrails } from "./rules/require-guardrails";
export { requireInferenceTable } from "./rules/require-inference-table";
export { requireFallback } from "./rules/require-fallback";
export { requireTags } from "./rules/require-tags";
export { requirePermissions } from "./rules/require-permissions";
export { reportAdvice } from "./rules/report-advice";
export { reportExemptions } from "./rules/report-exemptions";
export type { Rule, RuleConfig, RuleFacts } from "./kit/define-rule";
export type { Exemption } from "./kit/exemption";
export {
  DEFAULT_PACK_NAME,
  servingPolicies,
  ServingPolicyPack,
  type RuleName,
  type ServingPolicyPackConfig,
} from "./serving-policy-pack";
