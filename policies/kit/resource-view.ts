import { entityName } from "../../provider/resources/entity-name";
import { putBackSecrets } from "../../provider/resources/secret-values";
import { fieldsOf, listOf, type Fields } from "../../provider/schema/plain-object";
import type { Path } from "../../provider/schema/problem";
import { isUnknown, UNKNOWN } from "../../provider/schema/unknown";
import { connectionOfService, type ConnectionView } from "./connection-view";
import { externalModelAt, targetsOf, type ModelView } from "./model-view";
import { kindOf, resourceKinds, type ResourceKind, type ResourceRole } from "./resource-kinds";

/** A served entity, and where it stands. */
export interface EntityView {
  path: Path;
  /** Its name, or the one that the API derives; missing while it is not known. */
  name?: string;
  fields: Fields;
}

/** A resource that has to do with model serving, in one shape for all kinds. */
export interface ResourceView {
  kind: ResourceKind;
  role: ResourceRole;
  urn: string;
  /** The endpoint's name: its own, or that of the endpoint it joins; missing while not known. */
  endpoint?: string;
  fields: Fields;
  entities: EntityView[];
  models: ModelView[];
  /** How the models' providers are reached; a provider service has one, whatever its targets. */
  connections: ConnectionView[];
  /** Whether all entities are known; without, nothing can be said about what is not there. */
  complete: boolean;
  /** Whether it is known which credentials the SDK took out of the config; without, none can be said to be missing. */
  credentialsKnown: boolean;
}

/** The view of a resource, or `undefined` for a resource of another kind. */
export function viewOf(type: string, fields: Fields, urn: string): ResourceView | undefined {
  const kind = kindOf(type);
  if (kind === undefined) return undefined;
  const { role } = resourceKinds[kind];
  const named = role === "endpoint" ? fields["name"] : fields["endpoint"];
  const common = {
    kind,
    role,
    urn,
    ...(typeof named === "string" ? { endpoint: named } : {}),
    fields,
    credentialsKnown: !isUnknown(fields["secretValues"]),
  };
  const { entities, models, connections, complete } = partsOf(role, fields);
  return { ...common, entities, models, connections, complete };
}

type Parts = Pick<ResourceView, "entities" | "models" | "connections" | "complete">;

function partsOf(role: ResourceRole, fields: Fields): Parts {
  switch (role) {
    case "endpoint": {
      const { entities, complete } = entitiesOf(withSecrets(fields));
      const models = entities.flatMap(modelOf);
      return { entities, models, connections: models.map(({ connection }) => connection), complete };
    }
    case "model": {
      const name = fields["servedModelName"] ?? entityName({ externalModel: fields });
      const model = {
        ...externalModelAt([], fields),
        ...(typeof name === "string" ? { entityName: name } : {}),
      };
      return { entities: [], models: [model], connections: [model.connection], complete: true };
    }
    case "provider-service": {
      const config = fieldsOf(fields["config"]);
      const connection = connectionOfService(config);
      const connections = connection === undefined ? [] : [connection];
      const models = connections.flatMap((one) => targetsOf(config["targets"], one));
      return { entities: [], models, connections, complete: !isUnknown(config["targets"]) };
    }
    default:
      return { entities: [], models: [], connections: [], complete: false };
  }
}

function modelOf(entity: EntityView): ModelView[] {
  const external = entity.fields["externalModel"];
  if (external === undefined || isUnknown(external)) return [];
  const name = entity.name === undefined ? {} : { entityName: entity.name };
  return [{ ...externalModelAt([...entity.path, "externalModel"], fieldsOf(external)), ...name }];
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
