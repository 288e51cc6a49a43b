import { disallowAllTargets } from "./disallow-all-targets";
import { disallowForwarding } from "./disallow-forwarding";
import { disallowMixedOwnership } from "./disallow-mixed-ownership";
import { disallowPlaintextCredentials } from "./disallow-plaintext-credentials";
import { disallowRetiredModel } from "./disallow-retired-model";
import { limitBaseHosts } from "./limit-base-hosts";
import { limitDestinations } from "./limit-destinations";
import { limitProviders } from "./limit-providers";
import { limitRegions } from "./limit-regions";
import { reportAdvice } from "./report-advice";
import { reportExemptions } from "./report-exemptions";
import { reportLegacyGateway } from "./report-legacy-gateway";
import { requireBudget } from "./require-budget";
import { requireCallableRegion } from "./require-callable-region";
import { requireCompleteProviderConfig } from "./require-complete-provider-config";
import { requireCompleteTraffic } from "./require-complete-traffic";
import { requireFallback } from "./require-fallback";
import { requireGovernedCredential } from "./require-governed-credential";
import { requireGuardrails } from "./require-guardrails";
import { requireHttpsBase } from "./require-https-base";
import { requireInferenceTable } from "./require-inference-table";
import { requireListedTarget } from "./require-listed-target";
import { requirePermissions } from "./require-permissions";
import { requireRateLimit } from "./require-rate-limit";
import { requireSameTask } from "./require-same-task";
import { requireSecretReference } from "./require-secret-reference";
import { requireSupportedModel } from "./require-supported-model";
import { requireServiceReference } from "./require-service-reference";
import { requireTags } from "./require-tags";
import { requireValidService } from "./require-valid-service";
import { requireUsageTracking } from "./require-usage-tracking";

/**
 * Every rule of the pack, in the order in which they are run and documented: what leaks or can never work first, then
 * governance; `report-exemptions` last, because it reports what the others left out.
 */
export const rules = [
  disallowPlaintextCredentials,
  requireSecretReference,
  requireSupportedModel,
  requireListedTarget,
  requireCallableRegion,
  disallowRetiredModel,
  requireCompleteProviderConfig,
  requireValidService,
  requireSameTask,
  requireCompleteTraffic,
  disallowMixedOwnership,
  requireServiceReference,
  requireHttpsBase,
  limitBaseHosts,
  limitProviders,
  limitRegions,
  limitDestinations,
  disallowAllTargets,
  disallowForwarding,
  requireGovernedCredential,
  requireRateLimit,
  requireBudget,
  requireUsageTracking,
  requireGuardrails,
  requireInferenceTable,
  requireFallback,
  requireTags,
  requirePermissions,
  reportLegacyGateway,
  reportExemptions,
  reportAdvice,
] as const;
