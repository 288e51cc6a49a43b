import type * as z from "zod";
import { factsOf } from "../schema/field-facts";
import { fieldsOf, type Fields } from "../schema/plain-object";
import { differences, type Difference } from "../schema/differences";
import type { Replacement } from "./plan-endpoint";

/** What brings a part of an endpoint's config (an attached model, a traffic split) to its new inputs. */
export interface AttachedPlan {
  readonly replacements: readonly Replacement[];
  /** Fields that need the endpoint's config to be written. */
  readonly written: readonly string[];
  /** Settings of this provider that changed: recorded, never sent. */
  readonly recorded: readonly string[];
  /** Whether an earlier run ended before the endpoint's config had settled. */
  readonly unsettled: boolean;
}

/** Plans an update, without the network, of a resource whose inputs have this schema or, by field, these facts. */
export function planAttached(
  shape: z.ZodRawShape,
  olds: Fields,
  news: Fields,
  content: readonly Difference[],
): AttachedPlan {
  const changed = Object.entries(shape).filter(
    ([field, schema]) => differences(schema as z.core.$ZodType, olds[field], news[field], field).length > 0,
  );
  const replacements = changed.flatMap(([field, schema]) => {
    const reason = factsOf(schema).replaces;
    return reason === undefined ? [] : [{ input: field, path: field, reason }];
  });
  const written = changed
    .filter(([, schema]) => factsOf(schema).updatedBy !== undefined)
    .map(([field]) => field);
  return {
    replacements,
    written: [...content.map(({ path }) => (path === "" ? "provider" : path)), ...written],
    recorded: changed.filter(([, schema]) => factsOf(schema).local !== undefined).map(([field]) => field),
    unsettled: fieldsOf(olds["state"])["configUpdate"] === "IN_PROGRESS",
  };
}

/** Whether a plan changes anything at all, so that an update must run. */
export const attachedPlanChanges = (plan: AttachedPlan): boolean =>
  plan.replacements.length > 0 || plan.written.length > 0 || plan.recorded.length > 0 || plan.unsettled;
