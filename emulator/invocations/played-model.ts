import type { PlayedModel } from "../models/answer";
import type { StoredEntity } from "../serving/stored-endpoint";

/** The model behind a served entity. */
export function playedModel(entity: StoredEntity): PlayedModel {
  const model = entity.external_model;
  const vendor = model?.amazon_bedrock_config?.bedrock_provider?.toLowerCase();
  return {
    servedAs: entity.name,
    name: model?.name ?? entity.entity_name ?? entity.name,
    provider: model?.provider ?? "databricks",
    ...(vendor !== undefined && { vendor }),
  };
}
