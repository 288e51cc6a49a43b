import { createHash } from "node:crypto";
import { planChanges, planEndpoint, type EndpointPlan } from "../../plan/plan-endpoint";
import { willMake } from "../../plan/update-requests";
import { checkEndpoint } from "../../check/check-endpoint";
import { createEndpoint } from "./create-endpoint";
import { deleteEndpoint } from "./delete-endpoint";
import { preflightEndpoint } from "../preflight/preflight-endpoint";
import type { ServingEndpointInputs, ServingEndpointState } from "../../resources/serving-endpoint";
import { forgetCreate } from "../begin-create";
import { readEndpoint } from "./read-endpoint";
import type { ResourceLifecycle } from "../resource-lifecycle";
import { updateEndpoint } from "./update-endpoint";

/** The life of a serving endpoint. */
export const servingEndpointLifecycle: ResourceLifecycle<ServingEndpointInputs, ServingEndpointState> = {
  check(olds, news, urn) {
    const defaults = { name: olds.name ?? defaultName(urn), owner: ownerOf(urn) };
    return checkEndpoint(news, defaults, olds);
  },

  preflight: preflightEndpoint,

  diff(olds, news) {
    const plan = planEndpoint(olds, news);
    return {
      changes: planChanges(plan),
      replaces: plan.replacements,
      deleteBeforeReplace: plan.replacements.length > 0 && olds.name === news.name,
      notes: notesOf(plan),
      will:
        plan.replacements.length > 0 ? [] : plan.calls.map(({ call, because }) => willMake(call, because)),
    };
  },

  claimsOf: ({ endpointId }) => (endpointId === undefined ? [] : [endpointId]),

  create: createEndpoint,

  async read(id, last, operation) {
    const found = await readEndpoint(id, last, operation);
    // The engine knows the endpoint now, so that its create cannot have been cut short.
    forgetCreate(id, operation);
    return found;
  },

  update(id, olds, news, operation) {
    if (olds.endpointId !== undefined) forgetCreate(id, operation);
    return updateEndpoint(id, olds, news, operation);
  },

  delete: deleteEndpoint,
};

function notesOf({ replacements, failed, unsettled }: EndpointPlan): string[] {
  if (replacements.length > 0) return [];
  return [
    ...(failed === undefined ? [] : [`sends the config again, since its last update ended as ${failed}`]),
    ...(unsettled ? ["waits for a config update that was still running when we last looked"] : []),
  ];
}

/** `urn:pulumi:stack::project::type::name`. */
function partsOf(urn: string): { stack: string; project: string; name: string } {
  const [stack = "", project = "", , name = ""] = urn.replace(/^urn:pulumi:/, "").split("::");
  return { stack, project, name };
}

/** The resource's own name, with a suffix that is the same in every run and another in every stack. */
function defaultName(urn: string): string {
  const suffix = createHash("sha256").update(urn).digest("hex").slice(0, 7);
  const base = partsOf(urn)
    .name.replace(/[^A-Za-z0-9_-]+/g, "-")
    .slice(0, 63 - suffix.length - 1);
  return `${base}-${suffix}`;
}

function ownerOf(urn: string): string {
  const { project, stack, name } = partsOf(urn);
  return `${project}/${stack}/${name}`;
}
