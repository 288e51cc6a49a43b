import { ApiError } from "../http/api-error";
import { answerRequest } from "../gateway/answer-request";
import { API_PATHS, type GatewayApi } from "../gateway/api-paths";
import { destinationModel } from "../gateway/destination-model";
import { formatFor } from "../invocations/format-for";
import type { Carriage } from "../invocations/carry-out";
import { invoke } from "../invocations/invoke";
import { playedModel } from "../invocations/played-model";
import type { PlayedModel } from "../models/answer";
import type { ApiFormat } from "../models/formats/api-format";
import { requireEndpoint } from "../serving/access";
import { offeredApiTypes } from "../unity-catalog/api-types";
import { bindingKey } from "../unity-catalog/check-routing";
import { backingOf } from "../unity-catalog/destination-backing";
import { find } from "../unity-catalog/securables";
import type { StoredModelService } from "../unity-catalog/stored-service";
import type { Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";

/** An endpoint or a model service, as the page asks it. */
export interface Askable {
  format: ApiFormat;
  path: string;
  models: PlayedModel[];
  /** What the request has besides the question. */
  beside: Record<string, unknown>;
  ask(text: string, requestId: string): Promise<Carriage>;
}

/**
 * Finds what the page is to ask: a model service where the name has dots, else an endpoint.
 *
 * @throws ApiError 404 for none of the name, 400 for one that cannot be asked yet.
 */
export const askable = (name: string, identity: Identity, workspace: Workspace): Askable =>
  name.includes(".") ? service(name, identity, workspace) : endpoint(name, identity, workspace);

function endpoint(endpointName: string, identity: Identity, workspace: Workspace): Askable {
  const found = requireEndpoint(workspace, identity, endpointName, "CAN_QUERY");
  const { config } = found;
  if (config === undefined)
    throw new ApiError(400, "INVALID_STATE", `Endpoint ${endpointName} is not ready to serve requests.`);
  return {
    format: formatFor(found, config, undefined),
    path: `/serving-endpoints/${endpointName}/invocations`,
    models: config.entities.map(playedModel),
    beside: {},
    ask: (text, requestId) => invoke({ endpointName, text, requestId, identity, via: [] }, workspace),
  };
}

/** The unified API that a service's first model speaks; a chat where it is not known. */
const UNIFIED = ["chat/completions", "completions", "embeddings"].map((name) => `/mlflow/v1/${name}`);

function service(name: string, identity: Identity, workspace: Workspace): Askable {
  const found = find(workspace, "MODEL_SERVICE", name) as StoredModelService;
  const { destinations = [], fallback } = found.config.routing ?? {};
  const backings = [
    ...destinations.map((one) => ["destinations", one] as const),
    ...(fallback?.destinations ?? []).map((one) => ["fallback.destinations", one] as const),
  ].flatMap(([which, one]) => {
    const backing = backingOf(one, found.bindings[bindingKey(which, one.name!)], workspace);
    return backing === undefined ? [] : [{ name: one.name!, backing }];
  });
  const offered = offeredApiTypes(backings[0]?.backing.apiTypes ?? []);
  const path = UNIFIED.find((one) => offered.includes(API_PATHS[one]!.type)) ?? UNIFIED[0]!;
  const api: GatewayApi = API_PATHS[path]!;
  return {
    format: api.format,
    path: `/ai-gateway${path}`,
    models: backings.map(({ name: servedAs, backing }) => destinationModel(servedAs, backing)),
    beside: { model: name },
    ask: (text, requestId) =>
      answerRequest({ api, model: name, providerService: undefined, text, requestId, identity }, workspace),
  };
}
