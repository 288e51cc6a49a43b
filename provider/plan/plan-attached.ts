import type * as z from "zod";
import type { Difference } from "../schema/differences";
import { changedInputs, recordedOf, replacementsOf, type Replacement } from "./changed-inputs";
import { willMake } from "./update-requests";

/** What brings a part of an endpoint's config (an attached model, a traffic split) to its new inputs. */
export interface AttachedPlan<Inputs> {
  readonly replacements: readonly Replacement[];
  /** Fields that need the endpoint's config to be written. */
  readonly written: readonly string[];
  /** Settings of this provider that changed: recorded, never sent. */
  readonly recorded: readonly (keyof Inputs & string)[];
  /** Whether an earlier run ended before the endpoint's config had settled. */
  readonly unsettled: boolean;
}

/** Plans an update, without the network, of a resource whose inputs have this schema or, by field, these facts. */
export function planAttached<Inputs extends object>(
  shape: z.ZodRawShape,
  olds: Partial<Inputs> & { readonly state?: { readonly configUpdate?: string | undefined } | undefined },
  news: Inputs,
  content: readonly Difference[],
): AttachedPlan<Inputs> {
  const changed = changedInputs(shape, olds, news);
  const written = changed.filter(({ facts }) => facts.updatedBy !== undefined).map(({ input }) => input);
  return {
    replacements: changed.flatMap(replacementsOf),
    written: [...content.map(({ path }) => (path === "" ? "provider" : path)), ...written],
    recorded: recordedOf(changed),
    unsettled: olds.state?.configUpdate === "IN_PROGRESS",
  };
}

/** Whether a plan changes anything at all, so that an update must run; what it replaces, and what it will do. */
export function attachedDiff({ replacements, written, recorded, unsettled }: AttachedPlan<never>): {
  changes: boolean;
  replaces: readonly Replacement[];
  will: readonly string[];
} {
  return {
    changes: replacements.length > 0 || written.length > 0 || recorded.length > 0 || unsettled,
    replaces: replacements,
    will: replacements.length > 0 || written.length === 0 ? [] : [willMake("putConfig", written)],
  };
}
