import type { ServiceInputs, ServiceKind, ServiceState } from "../resources/unity-catalog/service-kind";
import { differences } from "../schema/differences";
import { factsOf } from "../schema/field-facts";
import { maskedChanges, type MaskedChange } from "../schema/masked-changes";
import { fieldsOf } from "../schema/plain-object";
import { isUnknown } from "../schema/unknown";
import type { Replacement } from "./plan-endpoint";
import { fewOf } from "./update-requests";

/** What brings a service from its old state to its new inputs. */
export interface ServicePlan {
  readonly replacements: readonly Replacement[];
  /** The one PATCH, by the paths of its mask. */
  readonly changes: readonly MaskedChange[];
  /** Whether what the service grants changes. */
  readonly grants: boolean;
  /** Settings of this provider that changed: recorded, never sent. */
  readonly recorded: readonly string[];
}

const PROVIDER_IS_FIXED = "the API cannot change the provider of a service";

/** Plans an update, without the network. Parts of the inputs may be unknown. */
export function planService<Inputs extends ServiceInputs>(
  kind: ServiceKind<Inputs>,
  olds: ServiceState<Inputs>,
  news: Inputs,
): ServicePlan {
  const before = fieldsOf(olds);
  const after = fieldsOf(news);
  const changed = Object.entries(kind.inputs.shape).filter(
    ([field, schema]) => differences(schema as never, before[field], after[field], field).length > 0,
  );
  const having = (fact: "local" | "grants" | "replaces") =>
    changed.filter(([, schema]) => factsOf(schema as never)[fact] !== undefined);
  const replacements: Replacement[] = having("replaces").map(([input, schema]) => ({
    input,
    path: input,
    reason: factsOf(schema as never).replaces ?? "",
  }));
  const types = [before, after].map((inputs) => fieldsOf(inputs["config"])["providerType"]);
  if (types[0] !== undefined && types[0] !== types[1] && !isUnknown(after["config"])) {
    replacements.push({ input: "config", path: "config.providerType", reason: PROVIDER_IS_FIXED });
  }
  return {
    replacements,
    changes: maskedChanges(kind.inputs, before, after),
    grants: having("grants").length > 0,
    recorded: having("local").map(([field]) => field),
  };
}

/** Whether a plan changes anything at all, so that an update must run. */
export const servicePlanChanges = ({ replacements, changes, grants, recorded }: ServicePlan): boolean =>
  replacements.length > 0 || changes.length > 0 || grants || recorded.length > 0;

/** What an update will do, as a preview says it. */
export function willUpdateService({ replacements, changes, grants }: ServicePlan): string[] {
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
