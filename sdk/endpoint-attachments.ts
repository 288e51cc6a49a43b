import * as pulumi from "@pulumi/pulumi";
import { endpointLimits } from "../provider/catalog/endpoint-limits";
import { entityName } from "../provider/resources/entity-name";
import type { AttachmentInputs } from "../provider/resources/external-model";
import type { ServingEndpointArguments } from "../provider/resources/serving-endpoint";
import { listOf } from "../provider/schema/plain-object";
import type { ExternalModelSettings, FieldInputs } from "./deep-input";
import { written } from "./written";

/** A served model, as far as the program itself says; undefined where that comes from another resource. */
interface ProgramModel {
  readonly by: string;
  readonly name: string | undefined;
  readonly task: unknown;
  /** The resource that attaches it, once that is registered. */
  resource?: pulumi.Resource;
}

/** What a program says of one endpoint: its own models, and what the program attaches. */
interface ProgramEndpoint {
  /** How messages call it. */
  readonly label: string;
  readonly allowsAttached: boolean;
  /** Whether the program itself says which models the endpoint lists. */
  readonly configKnown: boolean;
  readonly models: ProgramModel[];
  split?: string;
}

const endpoints = new WeakMap<object, ProgramEndpoint>();

/** The endpoint of each output that names one: `endpoint.name` and `endpoint.id` mean the endpoint as well as itself does. */
const byOutput = new WeakMap<object, object>();

/** Endpoints that the program only looks up: another program, or nobody, manages them. */
const lookedUp = new WeakSet<object>();

/** An endpoint of others, by its name or as it was looked up, with the options that say where it is. */
interface OtherEndpoint {
  readonly reference: string | object;
  readonly where: Where;
  readonly endpoint: ProgramEndpoint;
}

/** Endpoints of others by the program that refers to them: the Automation API runs many in one process. */
const others = new WeakMap<pulumi.Resource, OtherEndpoint[]>();

/** Options that decide which workspace a resource is in. */
type Where = Pick<pulumi.CustomResourceOptions, "provider" | "parent">;

/** Notes an endpoint that the program looks up by `ServingEndpoint.get`: of what it allows, the program says nothing. */
export function noteLookedUp(endpoint: object): void {
  lookedUp.add(endpoint);
}

/** What a reference stands for where it is no name: the endpoint, also by an output of it; undefined for one that is looked up. */
export function ownEndpoint(reference: unknown): object | undefined {
  if (typeof reference !== "object" || reference === null || lookedUp.has(reference)) return undefined;
  return byOutput.get(reference) ?? reference;
}

/** What the program says of the endpoint that a reference stands for; undefined for a name that another resource gives. */
function noted(reference: unknown, where: Where): ProgramEndpoint | undefined {
  if (typeof reference !== "string" && !lookedUp.has(Object(reference)))
    return endpoints.get(ownEndpoint(reference) ?? {});
  const program = pulumi.runtime.getStackResource();
  if (program === undefined) return undefined;
  const ofProgram = others.get(program) ?? [];
  others.set(program, ofProgram);
  const known = ofProgram.find(
    (other) =>
      other.reference === reference &&
      other.where.provider === where.provider &&
      other.where.parent === where.parent,
  );
  if (known !== undefined) return known.endpoint;
  const label = typeof reference === "string" ? `endpoint ${JSON.stringify(reference)}` : "the endpoint";
  const endpoint = { label, allowsAttached: true, configKnown: true, models: [] };
  ofProgram.push({ reference: reference as string | object, where, endpoint });
  return endpoint;
}

/** Notes the models that an endpoint of this program lists itself. */
export function noteEndpoint(
  endpoint: { readonly name: object; readonly id: object },
  label: string,
  args: FieldInputs<ServingEndpointArguments>,
): void {
  byOutput.set(endpoint.name, endpoint);
  byOutput.set(endpoint.id, endpoint);
  const { allowAttachedModels } = args;
  const servedEntities = written(written(args.config)?.servedEntities);
  endpoints.set(endpoint, {
    label: `ServingEndpoint ${JSON.stringify(label)}`,
    configKnown: Array.isArray(servedEntities),
    // What comes from another resource may be true.
    allowsAttached: allowAttachedModels !== undefined && allowAttachedModels !== false,
    models: listOf(servedEntities).map((entity) => ({
      by: `ServingEndpoint ${JSON.stringify(label)}`,
      name: entityName(entity),
      task: written(written(entity)?.externalModel)?.task,
    })),
  });
}

/**
 * Notes a model that the program attaches to an endpoint.
 *
 * @param where the model's options
 * @returns tells which resource it is, once that is registered
 * @throws Error for what could never work: a taken name, another task, one model too many, an endpoint that is not shared
 */
export function noteAttachedModel(
  endpoint: unknown,
  label: string,
  args: ExternalModelSettings & FieldInputs<Omit<AttachmentInputs, "endpoint">>,
  where: Where,
): (resource: pulumi.Resource) => void {
  const known = noted(endpoint, where);
  if (known === undefined) return () => {};
  refuseUnlessShared(known, `ExternalModel ${JSON.stringify(label)}`);
  const { servedModelName, task } = args;
  const name = servedModelName === undefined ? entityName({ externalModel: args }) : servedModelName;
  const of = `ExternalModel ${JSON.stringify(label)} on ${known.label}`;
  const namesake = known.models.find((model) => typeof name === "string" && model.name === name);
  if (namesake !== undefined) {
    throw new Error(
      `${of}: the name ${JSON.stringify(name)} is taken by ${namesake.by}. Set servedModelName to another one.`,
    );
  }
  const other = known.models.find((model) => typeof model.task === "string" && model.task !== task);
  if (other !== undefined && typeof task === "string") {
    throw new Error(
      `${of}: found task ${JSON.stringify(task)}; allowed: ${JSON.stringify(other.task)}, the task of ` +
        `${JSON.stringify(other.name)}. All external models of an endpoint have one task.`,
    );
  }
  const limit = endpointLimits.servedEntities.documented;
  if (known.models.length + 1 > limit) {
    throw new Error(
      `${of}: found model ${known.models.length + 1}; allowed: at most ${limit} models on an endpoint.`,
    );
  }
  const model: ProgramModel = {
    by: `ExternalModel ${JSON.stringify(label)}`,
    name: typeof name === "string" ? name : undefined,
    task,
  };
  known.models.push(model);
  return (resource) => {
    model.resource = resource;
  };
}

/**
 * Notes the traffic split of an endpoint.
 *
 * @param where the split's options
 * @returns the attached models that there must be before the split, and the names of all models that the program has the
 *   endpoint serve by then, where it knows them
 */
export function noteSplit(
  endpoint: unknown,
  label: string,
  where: Where,
): { attached: pulumi.Resource[]; served: string[] | undefined } {
  const known = noted(endpoint, where);
  if (known === undefined) return { attached: [], served: undefined };
  refuseUnlessShared(known, `TrafficSplit ${JSON.stringify(label)}`);
  if (known.split !== undefined) {
    throw new Error(
      `TrafficSplit ${JSON.stringify(label)}: ${known.label} has the split ` +
        `${JSON.stringify(known.split)} already. Put all routes into one.`,
    );
  }
  known.split = label;
  const names = known.models.flatMap(({ name }) => name ?? []);
  return {
    attached: known.models.flatMap(({ resource }) => resource ?? []),
    // Of an endpoint of others the program knows what it attaches; the rest, the workspace shows.
    served: known.configKnown && names.length > 0 && names.length === known.models.length ? names : undefined,
  };
}

function refuseUnlessShared({ label, allowsAttached }: ProgramEndpoint, by: string): void {
  if (allowsAttached) return;
  throw new Error(
    `${by}: ${label} lacks allowAttachedModels: true, so that it would remove what others ` +
      "attach and reset the routes at its next update. Set it there.",
  );
}
