import { entityName } from "../resources/entity-name";
import { keepsRoutes, keptRoutes } from "./kept-routes";
import { normaliseExternalModel } from "../resources/normalise-external-model";
import type { ServingEndpointState } from "../resources/serving-endpoint";
import { fieldsOf, listOf, type Fields } from "../schema/plain-object";
import { isUnknown } from "../schema/unknown";

/** The tag by which a run recognises its own endpoint. */
export const OWNERSHIP_TAG = "pulumi-owner";

/**
 * Inputs in the one form that plan and state use: defaults that the API would fill in are filled, older forms are the
 * newer ones, and what the API reads without regard to case is in lower case.
 *
 * @param owner value of the ownership tag, for an endpoint that is to carry it
 * @param olds inputs of the last run; empty for a new endpoint
 */
export function normaliseEndpoint(inputs: Fields, owner: string, olds: ServingEndpointState): Fields {
  const { config } = inputs;
  const normalised =
    config === undefined || isUnknown(config)
      ? inputs
      : {
          ...inputs,
          config: normaliseConfig(fieldsOf(config), keepsRoutes(inputs, olds) ? olds : undefined),
        };
  if (inputs["ownershipTag"] !== true || isUnknown(inputs["tags"])) return normalised;
  const others = listOf(inputs["tags"]).filter((tag) => fieldsOf(tag)["key"] !== OWNERSHIP_TAG);
  return { ...normalised, tags: [...others, { key: OWNERSHIP_TAG, value: owner }] };
}

/** @param routesFrom state whose routes are kept, where they are no longer the endpoint's own */
function normaliseConfig(config: Fields, routesFrom: ServingEndpointState | undefined): Fields {
  const list = config["servedEntities"];
  if (!Array.isArray(list)) return config;
  const servedEntities = list.map((entity) =>
    isUnknown(entity) ? entity : normaliseEntity(fieldsOf(entity)),
  );
  const kept = routesFrom === undefined ? undefined : keptRoutes(servedEntities, routesFrom);
  if (kept !== undefined) return { ...config, servedEntities, trafficConfig: { routes: kept } };
  const only = servedEntities.length === 1 ? entityName(servedEntities[0]) : undefined;
  const defaultSplit =
    only === undefined
      ? {}
      : { trafficConfig: { routes: [{ servedModelName: only, trafficPercentage: 100 }] } };
  return { ...defaultSplit, ...config, servedEntities };
}

function normaliseEntity(entity: Fields): Fields {
  const { modelName, modelVersion, externalModel, ...rest } = entity;
  const name = entityName(entity);
  return {
    ...(name === undefined ? {} : { name }),
    ...(modelName === undefined ? {} : { entityName: modelName }),
    ...(modelVersion === undefined ? {} : { entityVersion: modelVersion }),
    ...rest,
    ...(externalModel === undefined ? {} : { externalModel: normaliseExternalModel(externalModel) }),
  };
}
