import {
  PROVIDER_TYPE,
  PROVIDER_TYPES,
  usualApi,
  type ModelSuggestion,
  type ModelVerdict,
  type ProviderType,
  type TargetVerdict,
} from "../../provider/catalog";
import type { ModelView } from "./model-view";
import { targetVerdictsOf } from "./model-verdict";
import { showValue } from "./show-value";

/** What is wrong with a target, and what to write instead. */
export interface TargetFault extends Pick<ModelVerdict, "verdict"> {
  /** The API by which it is wrong. */
  readonly apiType: string;
  /** The model, the provider and the API, with the reason. */
  readonly found: string;
  readonly instead: string;
}

/** What the catalogue holds against a target of a provider service, reason by reason. */
export function targetFaults(
  {
    model,
    apiTypes = [],
    connection: { providerType },
  }: Pick<ModelView, "model" | "apiTypes" | "connection">,
  today: string,
): TargetFault[] {
  if (model === undefined || providerType === undefined) return [];
  const faults = targetVerdictsOf({ providerType, model, nativeApiTypes: apiTypes }, today).filter(
    ({ verdict }) => verdict === "contradicted" || verdict === "unlisted",
  );
  const told = new Set<string>();
  return faults.flatMap((fault) => {
    if (told.has(fault.reason)) return [];
    told.add(fault.reason);
    const { verdict, apiType, reason } = fault;
    const short = providerType.slice(PROVIDER_TYPE.length);
    return [
      {
        verdict,
        apiType,
        found: `${showValue(model)} for ${short} by ${showValue(apiType)}: ${reason}`,
        instead: insteadOf(fault, providerType, model),
      },
    ];
  });
}

function insteadOf({ suggestions }: TargetVerdict, type: ProviderType, model: string): string {
  const own = PROVIDER_TYPES[type].provider;
  const written = suggestions.flatMap((one) => (one.provider === own ? [writeOut(one, type)] : []));
  if (written.length > 0) return `write ${[...new Set(written)].slice(0, 3).join(", or ")}`;
  const others = suggestions.flatMap(({ provider, openaiApiType }) => typesOf(provider, openaiApiType));
  if (others.length > 0)
    return `serve ${showValue(model)} by a provider service of ${[...new Set(others)].join(" or ")}`;
  return "name a model that this provider serves by this API, or another API";
}

/** A suggestion as one writes it into `targets`. */
const writeOut = ({ model, task }: ModelSuggestion, type: ProviderType): string =>
  `{ model: ${JSON.stringify(model)}, nativeApiTypes: [${JSON.stringify(usualApi(type, task))}] }`;

/** The types of provider services that reach a provider. */
function typesOf(provider: string, openaiApiType: string | undefined): string[] {
  return Object.entries(PROVIDER_TYPES).flatMap(([type, facts]) =>
    facts.provider === provider &&
    (openaiApiType === undefined || !("openaiApiType" in facts) || facts.openaiApiType === openaiApiType)
      ? [type.slice(PROVIDER_TYPE.length)]
      : [],
  );
}
