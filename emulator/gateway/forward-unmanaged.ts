import { ApiError } from "../http/api-error";
import { storedName } from "../unity-catalog/full-name";
import { requirePrivilege } from "../unity-catalog/privileges";
import { PROVIDERS } from "../unity-catalog/provider-types";
import { refuse } from "../unity-catalog/refusals";
import { find } from "../unity-catalog/securables";
import type { StoredProviderService } from "../unity-catalog/stored-service";
import type { Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";

/** A request by a path that the gateway has no API for. */
export interface UnmanagedRequest {
  method: string;
  path: string;
  /** With the question mark, or empty. */
  query: string;
  providerService: string | undefined;
}

/**
 * Plays the provider for a path that the gateway does not know, where the provider service forwards those: the answer says
 * what would have been sent.
 *
 * @throws ApiError 404 without a provider service, 403 for one that may not be used or does not forward.
 */
export function forwardUnmanaged(
  { method, path, query, providerService }: UnmanagedRequest,
  identity: Identity,
  workspace: Workspace,
): Record<string, unknown> {
  if (providerService === undefined) {
    throw new ApiError(404, "ENDPOINT_NOT_FOUND", `No API found for '${method} /ai-gateway${path}'`);
  }
  const name = storedName(providerService, workspace);
  requirePrivilege(workspace, identity, ["EXECUTE"], ["MODEL_PROVIDER_SERVICE", name]);
  const { config } = find(workspace, "MODEL_PROVIDER_SERVICE", name) as StoredProviderService;
  if (!config.forward_unmanaged_paths) throw refuse(workspace, "pathUnmanaged", { path, name });
  const { block } = PROVIDERS[config.provider_type!];
  const direct = (config[block] as { direct?: { base_url?: string } }).direct;
  return {
    forwarded: {
      method,
      path: `${path}${config.forward_query_parameters ? query : ""}`,
      ...(direct?.base_url !== undefined && { base_url: direct.base_url }),
    },
  };
}
