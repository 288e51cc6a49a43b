import { judgeModel } from "./judge-model";
import type { Judgement, ModelVerdict } from "./model-verdict";
import { PROVIDER_TYPE, PROVIDER_TYPES, providerTypeOf, type ProviderType } from "./provider-types";
import type { Task } from "./task";
import { allowed } from "./verdict-wording";

/** A target of a model provider service. */
export interface TargetQuestion {
  /** As the API spells it, or without `EXTERNAL_MODEL_PROVIDER_TYPE_`. */
  providerType: string;
  model: string;
  /** APIs by which the target says that the model is called. */
  nativeApiTypes: readonly string[];
  /** The day to judge retirement by; without it the verdicts have no `retirement`. */
  today?: string | Date | undefined;
}

/** What the catalogue thinks of a model that is called by one API. */
export interface TargetVerdict extends ModelVerdict {
  readonly apiType: string;
}

/** The kind of interaction of an API type, by its last words. */
const TASK_OF_API: readonly { readonly form: RegExp; readonly task: Task }[] = [
  {
    form: /(^|\/)(chat\/completions|responses|messages|converse|chat)$|generateContent$/,
    task: "llm/v1/chat",
  },
  { form: /(^|\/)(embeddings|embed)$|[eE]mbedContents?$/, task: "llm/v1/embeddings" },
  { form: /(^|\/)completions$/, task: "llm/v1/completions" },
];

/** The task that an API type comes to; undefined for one that the catalogue does not know. */
export const taskOfApi = (apiType: string): Task | undefined =>
  TASK_OF_API.find(({ form }) => form.test(apiType))?.task;

/** Vendors whose own API a provider that speaks only its own does not serve. */
const OWN_API: Partial<Record<ProviderType, RegExp>> = {
  EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI: /^(openai|mlflow)\//,
  EXTERNAL_MODEL_PROVIDER_TYPE_AZURE_OPENAI: /^(openai|mlflow)\//,
};

/**
 * Judges whether a provider serves a model by each API that a target names, like `judgeModel`. Of an API type that the
 * catalogue does not know it says nothing.
 */
export function judgeTarget({ providerType, model, nativeApiTypes, today }: TargetQuestion): TargetVerdict[] {
  const type = providerTypeOf(providerType);
  if (type === undefined) return [];
  const asked = PROVIDER_TYPES[type];
  return nativeApiTypes.flatMap((apiType): TargetVerdict[] => {
    const task = taskOfApi(apiType);
    if (task === undefined) return [];
    const judged = judgeModel({
      provider: asked.provider,
      ...("openaiApiType" in asked ? { openaiApiType: asked.openaiApiType } : {}),
      task,
      model,
      today,
    });
    // What answers to the Responses API alone is called by it here.
    const verdict =
      judged.because === "other-api" && apiType.endsWith("/responses")
        ? { ...judged, ...allowed("family", "OpenAI serves it by its Responses API") }
        : judged;
    return [{ ...verdict, ...strangeApi(type, apiType), apiType }];
  });
}

function strangeApi(type: ProviderType, apiType: string): Judgement | undefined {
  const own = OWN_API[type];
  if (own === undefined || own.test(apiType) || !apiType.includes("/")) return undefined;
  return {
    verdict: "contradicted",
    because: "other-provider",
    reason: `${type.slice(PROVIDER_TYPE.length)} serves no model by ${JSON.stringify(apiType)}`,
  };
}
