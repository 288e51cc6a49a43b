import * as pulumi from "@pulumi/pulumi";
import { endpointLimits } from "../provider/catalog/endpoint-limits";
import { entityName } from "../provider/resources/entity-name";
import { fieldsOf, listOf } from "../provider/schema/plain-object";

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
  readonly label: string;
  readonly allowsAttached: boolean;
  /** Whether the program itself says which models the endpoint lists. */
  readonly configKnown: boolean;
  readonly models: ProgramModel[];
  split?: string;
}

const endpoints = new WeakMap<object, ProgramEndpoint>();

/** Notes the models that an endpoint of this program lists itself. */
export function noteEndpoint(endpoint: object, label: string, args: object): void {
  const { config, allowAttachedModels } = fieldsOf(args);
  const { servedEntities } = pulumi.Output.isInstance(config) ? {} : fieldsOf(config);
  const entities = listOf(servedEntities);
  endpoints.set(endpoint, {
    label,
    configKnown: Array.isArray(servedEntities),
    // What comes from another resource may be true.
    allowsAttached: allowAttachedModels !== undefined && allowAttachedModels !== false,
    models: entities.map((entity) => ({
      by: label,
      name: entityName(entity),
      task: fieldsOf(fieldsOf(entity)["externalModel"])["task"],
    })),
  });
}

/**
 * Notes a model that the program attaches to an endpoint of its own.
 *
 * @returns tells which resource it is, once that is registered
 * @throws Error for what could never work: a taken name, another task, one model too many, an endpoint that is not shared
 */
export function noteAttachedModel(
  endpoint: unknown,
  label: string,
  args: object,
): (resource: pulumi.Resource) => void {
  const known = endpoints.get(fieldsOf(endpoint));
  if (known === undefined) return () => {};
  refuseUnlessShared(known, `ExternalModel ${JSON.stringify(label)}`);
  const { servedModelName, task } = fieldsOf(args);
  const name = servedModelName === undefined ? entityName({ externalModel: args }) : servedModelName;
  const of = `ExternalModel ${JSON.stringify(label)} on ServingEndpoint ${JSON.stringify(known.label)}`;
  const namesake = known.models.find((model) => typeof name === "string" && model.name === name);
  if (namesake !== undefined) {
    throw new Error(
      `${of}: the name ${JSON.stringify(name)} is taken by ${JSON.stringify(namesake.by)}. Set servedModelName to another one.`,
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
  const model: ProgramModel = { by: label, name: typeof name === "string" ? name : undefined, task };
  known.models.push(model);
  return (resource) => {
    model.resource = resource;
  };
}

/**
 * Notes the traffic split of an endpoint of this program.
 *
 * @returns the attached models that there must be before the split, and the names of all models that the program has the
 *   endpoint serve by then, where it knows them
 */
export function noteSplit(
  endpoint: unknown,
  label: string,
): { attached: pulumi.Resource[]; served: string[] | undefined } {
  const known = endpoints.get(fieldsOf(endpoint));
  if (known === undefined) return { attached: [], served: undefined };
  refuseUnlessShared(known, `TrafficSplit ${JSON.stringify(label)}`);
  if (known.split !== undefined) {
    throw new Error(
      `TrafficSplit ${JSON.stringify(label)}: ServingEndpoint ${JSON.stringify(known.label)} has the split ` +
        `${JSON.stringify(known.split)} already. Put all routes into one.`,
    );
  }
  known.split = label;
  const names = known.models.flatMap(({ name }) => name ?? []);
  return {
    attached: known.models.flatMap(({ resource }) => resource ?? []),
    served: known.configKnown && names.length === known.models.length ? names : undefined,
  };
}

function refuseUnlessShared({ label, allowsAttached }: ProgramEndpoint, by: string): void {
  if (allowsAttached) return;
  throw new Error(
    `${by}: ServingEndpoint ${JSON.stringify(label)} lacks allowAttachedModels: true, so that it would remove what others ` +
      "attach and reset the routes at its next update. Set it there.",
  );
}
