import type { Workspace } from "../workspace/workspace";
import { builtInApiTypes } from "./provider-types";
import type { Destination } from "./service-messages";
import { SYSTEM_MODELS } from "./system-models";
import { lookUp } from "./securables";
import type { StoredProviderService } from "./stored-service";

/** What a destination stands on, as it is now. */
export interface Backing {
  /** Full name of the Unity Catalog model, or the provider's name of its own. */
  model: string;
  /** Provider-native APIs that it speaks. */
  apiTypes: readonly string[];
  provider?: StoredProviderService;
}

/**
 * What a destination stands on; undefined where that was deleted. What is made again under the same name is another
 * object, unless a switch says that names are all that counts.
 */
export function backingOf(
  destination: Destination,
  boundId: string | undefined,
  workspace: Workspace,
): Backing | undefined {
  const isBound = (id: string): boolean => workspace.switches.destinationsFollow === "name" || id === boundId;
  const { external_model_config: external, pay_per_token_config: hosted } = destination;
  if (external !== undefined) {
    const name = external.model_provider_service!.slice("model-provider-services/".length);
    const provider = lookUp(workspace, "MODEL_PROVIDER_SERVICE", name) as StoredProviderService | undefined;
    if (provider === undefined || !isBound(provider.id)) return undefined;
    const { model, native_api_types: own = [] } = external.target!;
    const { targets, provider_type: type } = provider.config;
    const listed = targets?.find((target) => target.model === model)?.native_api_types;
    const apiTypes = own.length > 0 ? own : (listed ?? builtInApiTypes(type!, model!));
    return { model: model!, provider, apiTypes };
  }
  if (hosted !== undefined) {
    const name = hosted.model!.slice("models/".length);
    const model = lookUp(workspace, "MODEL", name);
    if (model === undefined || (boundId !== undefined && !isBound(model.id))) return undefined;
    return { model: name, apiTypes: hostedApiTypes(name) };
  }
  const endpointName = destination.provisioned_throughput_config!.model_serving_endpoint!;
  const endpoint = workspace.world.endpoints[endpointName.slice("serving-endpoints/".length)];
  if (endpoint === undefined || !isBound(endpoint.id)) return undefined;
  const served = (endpoint.config ?? endpoint.pending?.config)?.entities[0]?.entity_name;
  return { model: served ?? "", apiTypes: hostedApiTypes(served ?? "") };
}

function hostedApiTypes(fullName: string): readonly string[] {
  const known = SYSTEM_MODELS.find(({ name }) => fullName === `system.ai.${name}`);
  return known?.apiTypes ?? ["openai/v1/chat/completions"];
}
