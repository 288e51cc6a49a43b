import type { UpdateCall } from "../schema/field-facts";
import {
  servingEndpoint,
  type ServingEndpointInputs,
  type ServingEndpointState,
} from "../resources/serving-endpoint";
import { listOf } from "../schema/plain-object";
import { isUnknown } from "../schema/unknown";
import { changedInputs, recordedOf, replacementsOf, type Replacement } from "./changed-inputs";

/** Update calls in an order that works while the endpoint is updating: what needs a settled endpoint comes after the wait for its config. */
export const CALL_ORDER: readonly UpdateCall[] = [
  "patchTags",
  "putAiGateway",
  "putRateLimits",
  "putPermissions",
  "putConfig",
  "patchNotifications",
  "patchTelemetry",
];

/** Name of an input. */
type Input = keyof ServingEndpointInputs;

/** One call of an update. */
export interface PlannedCall {
  readonly call: UpdateCall;
  /** The inputs that are done once the call has succeeded. */
  readonly settles: readonly Input[];
  /** The fields that made it necessary, for progress and errors. */
  readonly because: readonly string[];
}

/** What brings an endpoint from its old state to its new inputs. */
export interface EndpointPlan {
  readonly replacements: readonly Replacement[];
  readonly calls: readonly PlannedCall[];
  /** Settings of this provider that changed: recorded, never sent. */
  readonly recorded: readonly Input[];
  /** How the last config update ended, where it did not succeed: the config is then sent again. */
  readonly failed: string | undefined;
  /** Whether an earlier run ended before the endpoint's config had settled. */
  readonly unsettled: boolean;
}

const KIND_IS_FIXED =
  "the API takes no external model away from an endpoint that has one, and gives none to one that has not";

/**
 * Plans an update, without the network.
 *
 * @param olds what state holds: inputs that are done, and the last answers
 * @param news checked inputs; in a preview parts of them may be unknown
 */
export function planEndpoint(olds: ServingEndpointState, news: ServingEndpointInputs): EndpointPlan {
  const changed = changedInputs(servingEndpoint.inputs.shape, olds, news);
  const replacements = changed.flatMap(replacementsOf);
  const because = new Map<UpdateCall, { inputs: Set<Input>; paths: string[] }>();
  for (const { input, facts, differences } of changed) {
    if (facts.updatedBy === undefined) continue;
    const entry = because.get(facts.updatedBy) ?? { inputs: new Set(), paths: [] };
    entry.inputs.add(input);
    entry.paths.push(...differences.map(({ path }) => path));
    because.set(facts.updatedBy, entry);
  }
  const ended = olds.state?.configUpdate;
  const failed =
    (ended === "UPDATE_FAILED" || ended === "UPDATE_CANCELED") && kindOf(news) !== "none" ? ended : undefined;
  const putConfig = (reason: string) => {
    const entry = because.get("putConfig") ?? { inputs: new Set<Input>(["config"]), paths: [] };
    entry.paths.push(reason);
    because.set("putConfig", entry);
  };
  if (failed !== undefined) putConfig(`the last update ended as ${failed}`);
  if (reordersFallback(olds, news))
    putConfig("config.servedEntities: their order, in which fallback tries them");
  if (because.has("putConfig") && changesKind(olds, news)) {
    replacements.push({ input: "config", path: "config", reason: KIND_IS_FIXED });
  }
  const calls = CALL_ORDER.flatMap((call) => {
    const entry = because.get(call);
    return entry === undefined ? [] : [{ call, settles: [...entry.inputs], because: entry.paths }];
  });
  return {
    replacements,
    calls,
    recorded: recordedOf(changed),
    failed,
    unsettled: ended === "IN_PROGRESS",
  };
}

/** Whether a plan changes anything at all, so that an update must run. */
export const planChanges = (plan: EndpointPlan): boolean =>
  plan.replacements.length > 0 || plan.calls.length > 0 || plan.recorded.length > 0 || plan.unsettled;

/** What an endpoint serves; `unknown` in a preview, where another resource decides it. */
type Kind = "none" | "external" | "other" | "unknown";

function changesKind(olds: ServingEndpointState, news: ServingEndpointInputs): boolean {
  // An endpoint whose first config failed has none, but is of the kind that it was created as.
  const before =
    kindOf(olds) === "none" && olds.endpointType === "EXTERNAL_MODEL" ? "external" : kindOf(olds);
  const after = kindOf(news);
  return after !== "unknown" && before !== after && !(before === "none" && after === "other");
}

function kindOf({ config }: ServingEndpointState): Kind {
  const entities = listOf(config?.servedEntities);
  if (entities.some(({ externalModel }) => externalModel !== undefined)) return "external";
  if ([config, config?.servedEntities, ...entities].some(isUnknown)) return "unknown";
  return entities.length === 0 ? "none" : "other";
}

/**
 * Where fallback is on, the order of the entities is the order in which they are tried. It is compared with what was last
 * sent, since servers show an order of their own. A config that others write too is kept in one order for all.
 */
function reordersFallback(olds: ServingEndpointState, news: ServingEndpointInputs): boolean {
  if (news.aiGateway?.fallbackConfig?.enabled !== true) return false;
  if (news.allowAttachedModels === true) return false;
  const namesOf = ({ config }: ServingEndpointState) =>
    listOf(config?.servedEntities).map(({ name }) => name);
  const before = namesOf(olds);
  const after = namesOf(news);
  if (![...before, ...after].every((name) => typeof name === "string")) return false;
  const kept = before.filter((name) => after.includes(name));
  return JSON.stringify(kept) !== JSON.stringify(after.filter((name) => before.includes(name)));
}
