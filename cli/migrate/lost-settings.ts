import type { MovableEndpoint } from "./movable-endpoint";
/** Something of an endpoint that the newer generation has not, or has otherwise. */
export interface LostSetting {
  /** Which part of the endpoint. */
  readonly what: string;
  readonly why: string;
  /** What to do about it. */
  readonly todo: string;
}

/** Settings of an endpoint that have no counterpart on a model service. */
export function lostSettings({ answer }: MovableEndpoint): LostSetting[] {
  const { aiGateway, tags, emailNotifications, budgetPolicyId, routeOptimized, config } = answer.inputs;
  const { guardrails } = aiGateway ?? {};
  const lost: (LostSetting | false)[] = [
    guardrails !== undefined && {
      what: "guardrails",
      why: "they are service policies in this generation, which are objects of their own",
      todo: "attach a service policy (detect_sensitive_data for personal data, safety for unsafe content) to the model service",
    },
    (tags ?? []).length > 0 && {
      what: "tags",
      why: "a service has none of its own",
      todo: "tag the securable in Unity Catalog, where costs are to be told apart by it",
    },
    hasAddresses(emailNotifications) && {
      what: "email notifications",
      why: "nothing is rolled out, so that nobody is told",
      todo: "none needed",
    },
    (budgetPolicyId ?? answer.effectiveBudgetPolicy) !== undefined && {
      what: "budget policy",
      why: "spending is limited by budgets",
      todo: "make a budget for BUDGET_RESOURCE_TYPE_UNITY_AI_GATEWAY",
    },
    routeOptimized === true && { what: "optimised route", why: "services have none", todo: "none needed" },
    config?.autoCaptureConfig?.enabled === true && {
      what: "autoCaptureConfig",
      why: "it is the older form of the inference table",
      todo: "give the model service an inferenceTable",
    },
  ];
  return lost.filter((one) => one !== false);
}

const hasAddresses = (lists: object | undefined): boolean =>
  Object.values(lists ?? {}).some((list: unknown) => Array.isArray(list) && list.length > 0);
