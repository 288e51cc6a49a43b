import { entityName } from "../../provider/resources/entity-name";
import { fieldsOf, listOf, type Fields } from "../../provider/schema/plain-object";
import type { Path } from "../../provider/schema/problem";
import { isUnknown, UNKNOWN } from "../../provider/schema/unknown";
import { PROVIDER_CONFIGS } from "../../provider/resources/provider-configs";
import { putBackSecrets } from "../../provider/resources/secret-values";
import { isProviderName } from "../../provider/catalog/provider-name";

/** The kinds of resources that the rules know, by their type tokens. */
export const resourceKinds = {
  "pulumi-nodejs:dynamic/databricks:ServingEndpoint": "ServingEndpoint",
  "pulumi-nodejs:dynamic/databricks:ExternalModel": "ExternalModel",
  "pulumi-nodejs:dynamic/databricks:TrafficSplit": "TrafficSplit",
  "databricks:index/modelServing:ModelServing": "ModelServing",
} as const;

/** `ModelServing` is the resource of `@pulumi/databricks`; the others are this package's. */
export type ResourceKind = (typeof resourceKinds)[keyof typeof resourceKinds];

/** A served entity, and where it stands. */
export interface EntityView {
  path: Path;
  /** Its name, or the one that the API derives; missing while it is not known. */
  name?: string;
  fields: Fields;
}

/** An external model, and where it stands: one of an endpoint's entities, or a resource of its own. */
export interface ModelView {
  path: Path;
  entityName?: string;
  fields: Fields;
  /** Missing while not known, as are the next two. */
  provider?: string;
  task?: string;
  model?: string;
  /** The settings for its provider; empty while not known. */
  settings: Fields;
  /** Whether the settings are known as a whole; without, nothing can be said about what is not in them. */
  settingsKnown: boolean;
  settingsPath: Path;
}

/** A resource that has to do with model serving, in one shape for all kinds. */
export interface ResourceView {
  kind: ResourceKind;
  urn: string;
  /** The endpoint's name: its own, or that of the endpoint it joins; missing while not known. */
  endpoint?: string;
  fields: Fields;
  entities: EntityView[];
  models: ModelView[];
  /** Whether all entities are known; without, nothing can be said about what is not there. */
  complete: boolean;
  /** Whether it is known which credentials the SDK took out of the config; without, none can be said to be missing. */
  credentialsKnown: boolean;
}

/** The view of a resource, or `undefined` for a resource of another kind. */
export function viewOf(type: string, fields: Fields, urn: string): ResourceView | undefined {
  const kind = Object.hasOwn(resourceKinds, type)
    ? resourceKinds[type as keyof typeof resourceKinds]
    : undefined;
  if (kind === undefined) return undefined;
  const named = kind === "ServingEndpoint" || kind === "ModelServing" ? fields["name"] : fields["endpoint"];
  const endpoint = typeof named === "string" ? { endpoint: named } : {};
  if (kind === "ExternalModel") {
    const name = fields["servedModelName"] ?? entityName({ externalModel: fields });
    const entity = typeof name === "string" ? { entityName: name } : {};
    const model = { ...modelAt([], fields), ...entity };
    return {
      kind,
      urn,
      ...endpoint,
      fields,
      entities: [],
      models: [model],
      complete: true,
      credentialsKnown: true,
    };
  }
  const { entities, complete } =
    kind === "TrafficSplit" ? { entities: [], complete: false } : entitiesOf(withSecrets(fields));
  const models = entities.flatMap((entity) => {
    const external = entity.fields["externalModel"];
    if (external === undefined || isUnknown(external)) return [];
    const name = entity.name === undefined ? {} : { entityName: entity.name };
    return [{ ...modelAt([...entity.path, "externalModel"], fieldsOf(external)), ...name }];
  });
  const credentialsKnown = !isUnknown(fields["secretValues"]);
  return { kind, urn, ...endpoint, fields, entities, models, complete, credentialsKnown };
}

/** Whether the resource is an endpoint, with settings such as tags and an AI gateway. */
export function isEndpoint(view: ResourceView): boolean {
  return view.kind === "ServingEndpoint" || view.kind === "ModelServing";
}

/** The fields with a placeholder where the SDK took a plaintext credential out; the credential itself goes no further. */
function withSecrets(fields: Fields): Fields {
  const paths = Object.keys(fieldsOf(fields["secretValues"]));
  return paths.length === 0
    ? fields
    : putBackSecrets(fields, Object.fromEntries(paths.map((path) => [path, UNKNOWN])));
}

function entitiesOf(fields: Fields): { entities: EntityView[]; complete: boolean } {
  const config = fields["config"];
  if (isUnknown(config)) return { entities: [], complete: false };
  const lists = (["servedEntities", "servedModels"] as const).map((key) => ({
    key,
    list: fieldsOf(config)[key],
  }));
  const entities = lists.flatMap(({ key, list }) =>
    listOf(list).flatMap((entity, index) => {
      if (isUnknown(entity)) return [];
      const name = entityName(entity);
      const path: Path = ["config", key, index];
      return [{ path, ...(name === undefined ? {} : { name }), fields: fieldsOf(entity) }];
    }),
  );
  const complete = !lists.some(({ list }) => isUnknown(list) || listOf(list).some(isUnknown));
  return { entities, complete };
}

function modelAt(path: Path, fields: Fields): ModelView {
  const { provider, task, name } = fields;
  const key = isProviderName(provider) ? PROVIDER_CONFIGS[provider].key : undefined;
  return {
    path,
    fields,
    ...(typeof provider === "string" ? { provider } : {}),
    ...(typeof task === "string" ? { task } : {}),
    ...(typeof name === "string" ? { model: name } : {}),
    settings: key === undefined ? {} : fieldsOf(fields[key]),
    settingsKnown: key !== undefined && !isUnknown(fields[key]),
    settingsPath: key === undefined ? path : [...path, key],
  };
}
