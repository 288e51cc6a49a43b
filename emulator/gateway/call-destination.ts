import { lookUp } from "../unity-catalog/securables";
import type { StoredUcSecret } from "../unity-catalog/catalog-world";
import { requirePrivilege } from "../unity-catalog/privileges";
import { PROVIDERS, SECRET_OF, type SignIn } from "../unity-catalog/provider-types";
import { refuse } from "../unity-catalog/refusals";
import { principalOf } from "../unity-catalog/principal-of";
import type { StoredProviderService } from "../unity-catalog/stored-service";
import { callProvider } from "../live/call-provider";
import { serviceTarget } from "../live/service-target";
import { applyParameters } from "../models/apply-parameters";
import type { PlayedModel } from "../models/answer";
import type { ModelReply } from "../models/model-reply";
import { playModel, replyByScript } from "../models/play-model";
import type { Query } from "../models/query";
import { upstreamError } from "../models/upstream-error";
import { digest } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";

/** A request on its way to one destination. */
export interface DestinationCall {
  /** Full name of the service that was asked. */
  service: string;
  model: PlayedModel;
  /** Through whose key; absent for a model that Databricks hosts. */
  provider: StoredProviderService | undefined;
  query: Query;
}

/**
 * Asks the model behind a destination: a script answers before a provider is called.
 *
 * @throws UpstreamError for a model that the switches break, a key that was revoked, or what the provider refuses;
 * ApiError for a secret that is gone or that the provider service's owner may not read any more.
 */
export async function callDestination(call: DestinationCall, workspace: Workspace): Promise<ModelReply> {
  const { service, model, provider, query } = call;
  const { gateway } = workspace;
  const { brokenModels, revokedKeys } = workspace.switches;
  const broken = brokenModels[`${service}/${model.servedAs}`] ?? brokenModels[model.name];
  if (broken !== undefined) throw upstreamError(model.provider, broken.status, broken.message);
  const key = provider && currentKey(provider, workspace);
  const revoked = key && revokedKeys.some((one) => one === key.reference || digest(one) === key.digest);
  if (revoked) throw upstreamError(model.provider, 401, "Incorrect API key provided.");
  const stage = {
    endpoint: service,
    scripts: workspace.scripts,
    sleep: (ms: number) => workspace.clock.sleep(ms),
  };
  if (gateway === undefined || provider === undefined) return playModel(query, model, stage);
  const scripted = await replyByScript(applyParameters(query, model), model, stage);
  if (scripted !== undefined) return scripted;
  const target = await serviceTarget(provider.config, model, key?.value, gateway.hosts);
  return callProvider(query, model, target, gateway);
}

/** The key of a provider service as it is now: a secret is read at each call, as the service's owner. */
function currentKey(
  { config, keyDigest, owner }: StoredProviderService,
  workspace: Workspace,
): { digest?: string | undefined; reference?: string; value?: string | undefined } {
  const { block, signIns } = PROVIDERS[config.provider_type!];
  const direct = (config[block] as { direct?: Partial<Record<SignIn, unknown>> }).direct ?? {};
  const signIn = signIns.find((name) => direct[name] !== undefined);
  const [inner] = (signIn && SECRET_OF[signIn]?.path) ?? [];
  const holder = signIn && (direct[signIn] as Record<string, unknown>);
  const secret = (inner === undefined ? holder : holder?.[inner]) as
    { secret_reference?: { name: string } } | undefined;
  const reference = secret?.secret_reference?.name;
  if (reference === undefined || !workspace.switches.resolveSecrets) {
    return { digest: keyDigest, value: workspace.credentials.get(keyDigest ?? "") };
  }
  const name = reference.slice("secrets/".length);
  const stored = lookUp(workspace, "SECRET", name) as StoredUcSecret | undefined;
  if (stored === undefined) {
    throw refuse(workspace, "secretReferenceMissing", { name, field: `config.${block}` });
  }
  requirePrivilege(workspace, principalOf(owner, workspace), ["READ_SECRET"], ["SECRET", name]);
  return { digest: digest(stored.value), reference, value: stored.value };
}
