import { invalidParameter } from "../http/api-error";
import { applyParameters } from "../models/apply-parameters";
import type { PlayedModel } from "../models/answer";
import { callProvider } from "../live/call-provider";
import { gatewayTarget } from "../live/gateway-target";
import type { ApiFormat } from "../models/formats/api-format";
import type { ModelReply } from "../models/model-reply";
import { playModel, replyByScript } from "../models/play-model";
import { upstreamError } from "../models/upstream-error";
import type { StoredEntity } from "../serving/stored-endpoint";
import { credentialOf } from "../serving/credential-of";
import { digest } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";
import { callWorkspace, isReachable } from "./call-workspace";
import { playedModel } from "./played-model";
import type { UpstreamCall } from "./upstream-call";

/**
 * Asks the model behind a served entity: a script answers before a provider or another workspace is called.
 *
 * @throws UpstreamError for a model that the switches break, a key that was revoked since the configuration was sent, or
 * what the provider refuses; ApiError 400 for an API that the model does not answer by.
 */
export async function callUpstream(
  entity: StoredEntity,
  call: UpstreamCall,
  workspace: Workspace,
): Promise<ModelReply> {
  const { endpoint, query, format } = call;
  const model = playedModel(entity);
  assertAnswersBy(format, model, endpoint.name);
  const { brokenModels, revokedKeys } = workspace.switches;
  const broken = brokenModels[`${endpoint.name}/${entity.name}`] ?? brokenModels[model.name];
  if (broken !== undefined) throw upstreamError(model.provider, broken.status, broken.message);

  const references = JSON.stringify(entity.external_model ?? {});
  const digests = Object.values(entity.credentialDigests);
  const revoked = revokedKeys.some((key) =>
    key.startsWith("{{") ? references.includes(key) : digests.includes(digest(key)),
  );
  if (revoked) throw upstreamError(model.provider, 401, "Incorrect API key provided.");
  const stage = {
    endpoint: endpoint.name,
    scripts: workspace.scripts,
    sleep: (ms: number) => workspace.clock.sleep(ms),
  };
  const external = entity.external_model;
  const reachable = isReachable(entity, workspace);
  if (!reachable && (workspace.gateway === undefined || external === undefined))
    return playModel(query, model, stage);
  const scripted = await replyByScript(applyParameters(query, model), model, stage);
  if (scripted !== undefined) return scripted;
  if (reachable) return callWorkspace(entity, call, workspace);
  const { gateway } = workspace;
  const credential = (field: string) => credentialOf(entity, field, workspace);
  const target = await gatewayTarget(external!, model, credential, gateway!.hosts);
  return callProvider(query, model, target, gateway!);
}

function assertAnswersBy(
  { name, providers }: ApiFormat,
  { provider, vendor }: PlayedModel,
  endpoint: string,
): void {
  const own = provider === "amazon-bedrock" ? `${provider}/${vendor}` : provider;
  if (providers === undefined || providers.includes(own)) return;
  throw invalidParameter(
    `Endpoint ${endpoint} does not support ${name} requests: they are for models of ${providers.join(", ")}; its model is of ${own}.`,
  );
}
