import type { ModelProviderServiceInputs } from "../resources/model-provider-service";
import type { ServiceInputs, ServiceKind, ServiceState } from "../resources/unity-catalog/service-kind";
import { maskedChanges, type MaskedChange } from "../schema/masked-changes";
import { isUnknown } from "../schema/unknown";
import { changedInputs, recordedOf, replacementsOf, type Replacement } from "./changed-inputs";
import { fewOf } from "./update-requests";

/** What brings a service from its old state to its new inputs. */
export interface ServicePlan<Inputs> {
  readonly replacements: readonly Replacement[];
  /** The one PATCH, by the paths of its mask. */
  readonly changes: readonly MaskedChange[];
  /** Whether what the service grants changes. */
  readonly grants: boolean;
  /** Settings of this provider that changed: recorded, never sent. */
  readonly recorded: readonly (keyof Inputs & string)[];
}

const PROVIDER_IS_FIXED = "the API cannot change the provider of a service";

/** Plans an update, without the network. Parts of the inputs may be unknown. */
export function planService<Inputs extends ServiceInputs>(
  kind: ServiceKind<Inputs>,
  olds: ServiceState<Inputs>,
  news: Inputs,
): ServicePlan<Inputs> {
  const changed = changedInputs<Inputs>(kind.inputs.shape, olds, news);
  const replacements = changed.flatMap(replacementsOf);
  const before = providerTypeOf(olds as object);
  if (before !== undefined && before !== providerTypeOf(news as object) && !isUnknown(news.config)) {
    replacements.push({ input: "config", path: "config.providerType", reason: PROVIDER_IS_FIXED });
  }
  return {
    replacements,
    changes: maskedChanges(kind.inputs, olds, news),
    grants: changed.some(({ facts }) => facts.grants !== undefined),
    recorded: recordedOf(changed),
  };
}

/** Of the two kinds, provider services alone have a provider. */
const providerTypeOf = ({ config }: Partial<ModelProviderServiceInputs>) => config?.providerType;

/** Whether a plan changes anything at all, so that an update must run. */
export const servicePlanChanges = ({
  replacements,
  changes,
  grants,
  recorded,
}: ServicePlan<never>): boolean =>
  replacements.length > 0 || changes.length > 0 || grants || recorded.length > 0;

/** What an update will do, as a preview says it. */
export function willUpdateService({ replacements, changes, grants }: ServicePlan<never>): string[] {
  if (replacements.length > 0) return [];
  const masks = changes.map(({ mask }) => mask).join(",");
  const fields = fewOf(changes.flatMap(({ paths }) => paths));
  return [
    ...(changes.length > 0
      ? [`will update ${fields} by PATCH /api/2.1/unity-catalog/{name}, mask ${masks}`]
      : []),
    ...(grants ? ["will update grants by PATCH /api/2.1/unity-catalog/permissions/{type}/{fullName}"] : []),
  ];
}
