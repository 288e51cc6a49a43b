import type { StoredEndpoint, StoredEntity } from "../serving/stored-endpoint";
import { digest } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";
import { composeAnswer, type Answer, type Answerer } from "./answer";
import type { Query } from "./query";
import { upstreamError } from "./upstream-error";
import { canStream, isServedUpstream } from "./upstream-models";

/** Who answers for a served entity. */
export function answererOf(entity: StoredEntity): Answerer {
  const model = entity.external_model;
  return {
    entity: entity.name,
    model: model?.name ?? entity.entity_name ?? entity.name,
    provider: model?.provider ?? "databricks",
  };
}

/**
 * Plays the model behind a served entity.
 *
 * @throws UpstreamError for a model that the switches break, a key that was revoked since the configuration was sent, or
 * a model that the provider does not serve.
 */
export function callUpstream(
  endpoint: StoredEndpoint,
  entity: StoredEntity,
  query: Query,
  workspace: Workspace,
): Answer {
  const model = entity.external_model;
  const { brokenModels, revokedKeys } = workspace.switches;
  const broken = brokenModels[`${endpoint.name}/${entity.name}`] ?? brokenModels[answererOf(entity).model];
  if (broken !== undefined) throw upstreamError(model ?? {}, broken.status, broken.message);
  if (model === undefined) return composeAnswer(query, answererOf(entity));

  const references = JSON.stringify(model);
  const revoked = revokedKeys.some((key) =>
    key.startsWith("{{") ? references.includes(key) : entity.credentialDigests.includes(digest(key)),
  );
  if (revoked) throw upstreamError(model, 401, "Incorrect API key provided.");
  if (model.provider === "databricks-model-serving") assertServedHere(entity, workspace);
  if (!isServedUpstream(model)) {
    const status = model.provider === "amazon-bedrock" ? 400 : 404;
    const message =
      status === 400
        ? "The provided model identifier is invalid."
        : `The model \`${model.name}\` does not exist or you do not have access to it.`;
    throw upstreamError(model, status, message);
  }
  if (query.stream && !canStream(model)) {
    throw upstreamError(model, 400, `Streaming is not supported for provider ${model.provider}.`);
  }
  return composeAnswer(query, answererOf(entity));
}

/** An endpoint of this workspace can be the upstream of another; one elsewhere is taken to exist. */
function assertServedHere({ external_model: model }: StoredEntity, { url, world }: Workspace): void {
  const target = model!.databricks_model_serving_config?.databricks_workspace_url?.replace(/\/$/, "");
  if (target !== url || Object.hasOwn(world.endpoints, model!.name!)) return;
  throw upstreamError(model!, 404, `Endpoint with name '${model!.name}' does not exist.`);
}
