import type { ModelReply } from "../models/model-reply";
import { applyParameters } from "../models/apply-parameters";
import { openaiBody } from "../models/openai-body";
import { readOpenaiAnswer, readOpenaiStream } from "../models/read-openai-reply";
import { UpstreamError, upstreamError } from "../models/upstream-error";
import type { StoredEntity } from "../serving/stored-endpoint";
import { credentialOf } from "../serving/credential-of";
import type { Workspace } from "../workspace/workspace";
import type { UpstreamCall } from "./upstream-call";
import { playedModel } from "./played-model";

/** Carries the endpoints that a request has come through, so that a circle of them ends. */
export const VIA_HEADER = "x-emulator-via";

/** Documented for model serving: a request may take this long. */
const TIMEOUT_MS = 297_000;

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Whether the model is an endpoint of a workspace that can be asked: this emulator, another one on this machine, or any
 * where providers are called. Otherwise one elsewhere is taken to exist and played: nothing leaves the machine unasked.
 */
export function isReachable({ external_model: model }: StoredEntity, { gateway }: Workspace): boolean {
  const url = model?.databricks_model_serving_config?.databricks_workspace_url;
  if (url === undefined || !URL.canParse(url)) return false;
  return gateway !== undefined || LOOPBACK.test(new URL(url).hostname);
}

/**
 * Asks an endpoint of a workspace, with the token that the served entity has for it.
 *
 * @throws UpstreamError with the workspace's own error; 503 when it cannot be reached.
 */
export async function callWorkspace(
  entity: StoredEntity,
  { query, via, endpoint }: UpstreamCall,
  workspace: Workspace,
): Promise<ModelReply> {
  const model = playedModel(entity);
  const token = credentialOf(entity, "databricks_api_token", workspace);
  const { databricks_workspace_url: url } = entity.external_model!.databricks_model_serving_config!;
  const taken = applyParameters(query, model);
  let response: Response;
  try {
    response = await fetch(`${url!.replace(/\/+$/, "")}/serving-endpoints/${model.name}/invocations`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        [VIA_HEADER]: [...via, `${workspace.url}/${endpoint.name}`].join(","),
      },
      body: JSON.stringify(openaiBody(taken, model)),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw upstreamError(model.provider, 503, `The workspace of endpoint '${model.name}' cannot be reached.`);
  }
  if (!response.ok) throw await failure(response, model.provider);
  if (query.stream && response.body !== null)
    return { query: taken, pieces: readOpenaiStream(response.body) };
  return { query: taken, answer: readOpenaiAnswer((await response.json()) as Record<string, unknown>) };
}

async function failure(response: Response, provider: string): Promise<UpstreamError> {
  const text = await response.text();
  try {
    const body = JSON.parse(text) as { message?: unknown };
    const message = typeof body.message === "string" ? body.message : text;
    return new UpstreamError(response.status, provider, message, body);
  } catch {
    return upstreamError(provider, response.status, text);
  }
}
