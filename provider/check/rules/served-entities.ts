import { endpointLimits } from "../../catalog/endpoint-limits";
import { isTask } from "../../catalog/task";
import { ENTITY_NAME, ENTITY_NAME_IN_WORDS, servedEntity } from "../../resources/endpoint-config";
import { entityName } from "../../resources/entity-name";
import { fieldsOf, listOf, type Fields } from "../../schema/plain-object";
import type { Path, Problem } from "../../schema/problem";
import { describeFound } from "../../schema/validate";
import { isUnknown } from "../../schema/unknown";

/** What only a model on own compute has. */
const CUSTOM_FIELDS = Object.keys(servedEntity.shape).filter(
  (field) => field !== "name" && field !== "externalModel",
);

const PROVISIONED = [
  "minProvisionedThroughput",
  "maxProvisionedThroughput",
  "provisionedModelUnits",
] as const;

/** The list of entities that a config has, under either name, and where. */
export function entitiesOf(config: Fields): { path: Path; entities: unknown[]; known: boolean } {
  const older = config["servedEntities"] === undefined && config["servedModels"] !== undefined;
  const list = older ? config["servedModels"] : config["servedEntities"];
  return {
    path: ["config", older ? "servedModels" : "servedEntities"],
    entities: listOf(list),
    known: Array.isArray(list) && !list.some(isUnknown),
  };
}

/** What the API refuses of the entities of an endpoint, each alone and all together. */
export function servedEntitiesRule(inputs: Fields): Problem[] {
  const config = fieldsOf(inputs["config"]);
  const { path, entities } = entitiesOf(config);
  const problems = entities.flatMap((entity, index) =>
    isUnknown(entity) ? [] : entityProblems(fieldsOf(entity), [...path, index]),
  );
  if (config["servedEntities"] !== undefined && config["servedModels"] !== undefined) {
    problems.push({
      path: ["config", "servedModels"],
      found: "both servedEntities and servedModels",
      allowed: "one of the two",
      fix: "move all into servedEntities",
    });
  }
  const limit = endpointLimits.servedEntities.reported;
  if (entities.length > limit) {
    problems.push({ path, found: `${entities.length} entities`, allowed: `at most ${limit}` });
  }
  return [
    ...problems,
    ...derivedNames(entities, path),
    ...duplicateNames(entities, path),
    ...mixedTasks(entities, path),
    ...mixedKinds(entities, path),
    ...attachable(inputs, entities, path),
  ];
}

function entityProblems(entity: Fields, path: Path): Problem[] {
  const { externalModel } = entity;
  if (externalModel !== undefined) {
    return CUSTOM_FIELDS.filter((field) => entity[field] !== undefined).map((field) => ({
      path: [...path, field],
      found: `${field} beside externalModel`,
      allowed: "only name beside externalModel",
      fix: `leave ${field} out: an external model has no compute here`,
    }));
  }
  if (entity["entityName"] === undefined && entity["modelName"] === undefined) {
    return [
      {
        path,
        found: "neither externalModel nor entityName",
        allowed: "one of the two",
        fix: "say what this entity serves",
      },
    ];
  }
  if (
    PROVISIONED.every((field) => entity[field] === undefined) &&
    entity["scaleToZeroEnabled"] === undefined
  ) {
    return [
      {
        path: [...path, "scaleToZeroEnabled"],
        found: "nothing",
        allowed: "true or false",
        fix: "the API has no default for a model without provisioned throughput",
      },
    ];
  }
  return [];
}

/** A name that derives from the model's can be none that the API takes. */
function derivedNames(entities: unknown[], path: Path): Problem[] {
  return entities.flatMap((entity, index) => {
    const derived = entityName(entity);
    const { name } = fieldsOf(entity);
    if (name !== undefined || derived === undefined || ENTITY_NAME.test(derived)) return [];
    return [
      {
        path: [...path, index, "name"],
        found: `nothing, and ${JSON.stringify(derived)} from the model's name`,
        allowed: ENTITY_NAME_IN_WORDS,
        fix: "give the entity a name of its own",
      },
    ];
  });
}

function duplicateNames(entities: unknown[], path: Path): Problem[] {
  const names = entities.map(entityName);
  return names.flatMap((name, index) =>
    name !== undefined && names.indexOf(name) < index
      ? [
          {
            path: [...path, index, "name"],
            found: `${JSON.stringify(name)} a second time`,
            allowed: "a name that no other entity of the endpoint has",
            fix: "set name, which otherwise derives from the model's name",
          },
        ]
      : [],
  );
}

function mixedTasks(entities: unknown[], path: Path): Problem[] {
  const tasks = entities.map((entity) => fieldsOf(fieldsOf(entity)["externalModel"])["task"]);
  const first = tasks.find(isTask);
  return tasks.flatMap((task, index) =>
    isTask(task) && task !== first
      ? [
          {
            path: [...path, index, "externalModel", "task"],
            found: describeFound(task),
            allowed: `${JSON.stringify(first)}, the task of the endpoint's other external models`,
            fix: "serve another task from another endpoint",
          },
        ]
      : [],
  );
}

function mixedKinds(entities: unknown[], path: Path): Problem[] {
  const known = entities.filter((entity) => !isUnknown(entity)).map(fieldsOf);
  const external = known.filter((entity) => entity["externalModel"] !== undefined).length;
  if (external === 0 || external === known.length) return [];
  return [
    {
      path,
      found: "external models beside others",
      allowed: "either external models only or none",
      fix: "serve the others from an endpoint of their own",
    },
  ];
}

function attachable(inputs: Fields, entities: unknown[], path: Path): Problem[] {
  const { config } = inputs;
  if (inputs["allowAttachedModels"] !== true || isUnknown(config)) return [];
  if (isUnknown(fieldsOf(config)["servedEntities"]) || isUnknown(fieldsOf(config)["servedModels"])) return [];
  const external = entities.some(
    (entity) => isUnknown(entity) || fieldsOf(entity)["externalModel"] !== undefined,
  );
  if (external) return [];
  return [
    {
      path,
      found: "no external model",
      allowed: "at least one external model with allowAttachedModels",
      fix: "list one here: an endpoint created without an external model can never gain one",
    },
  ];
}
