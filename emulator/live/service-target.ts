import { upstreamError } from "../models/upstream-error";
import type { PlayedModel } from "../models/answer";
import type { ModelProviderConfig, ProviderBlock } from "../unity-catalog/service-messages";
import { PROVIDERS } from "../unity-catalog/provider-types";
import { entraToken } from "./entra-token";
import type { GatewayTarget } from "./gateway-target";

/** The parts of a provider's block that say where it is and how to sign in; each provider has some of them. */
interface Direct {
  base_url?: string;
  organization?: string;
  region?: string;
  project_id?: string;
  entra_service_principal?: { tenant_id: string; client_id: string };
  aws_access_key?: { access_key_id: string };
  header_auth?: { api_key_name: string };
  service_credential?: { name: string };
}

/** Paths that the gateway puts behind a host by itself. */
const OPENAI_PATHS = /\/+(?:chat\/completions|completions|embeddings)?\/*$/;

/**
 * Where the gateway finds a model of a provider service.
 *
 * @param key value of the service's key as it is now; undefined: it is not known, as plaintext is after a restart.
 * @throws UpstreamError 401 where the key is not known, or the sign-in is one that only a workspace has.
 */
export async function serviceTarget(
  config: ModelProviderConfig,
  model: PlayedModel,
  key: string | undefined,
  hosts: Readonly<Record<string, string>>,
): Promise<GatewayTarget> {
  const { block } = PROVIDERS[config.provider_type!];
  const refuse = (reason: string): Error => upstreamError(model.provider, 401, reason);
  const { direct } = config[block] as { direct?: Direct };
  if (direct === undefined)
    throw refuse("A relayed sign-in is the caller's own, which only a workspace passes on.");
  if (direct.service_credential !== undefined) {
    const { name } = direct.service_credential;
    throw refuse(`Only a workspace can sign in as ${name}; use a key to call the provider from here.`);
  }
  if (key === undefined) throw refuse("The value of the key is not known; send the configuration again.");
  switch (block satisfies ProviderBlock) {
    case "openai":
      return {
        config: {
          ...openaiAt(direct.base_url, key),
          ...(direct.organization && { openai_organization: direct.organization }),
        },
        model: model.name,
      };
    case "anthropic":
      return { config: { provider: "anthropic", api_key: key }, model: model.name };
    case "azure_openai":
    case "microsoft_foundry": {
      // Azure's version-less API takes a key and a token alike as a bearer token.
      const { entra_service_principal: principal } = direct;
      const bearer = principal === undefined ? key : await entraToken(principal, key, hosts);
      const base = `${direct.base_url!.replace(/\/+(?:openai\/+v1\/*)?$/, "")}/openai/v1`;
      return { config: openaiAt(base, bearer), model: model.name };
    }
    case "amazon_bedrock":
      return {
        config: {
          provider: "bedrock",
          aws_access_key_id: direct.aws_access_key!.access_key_id,
          aws_secret_access_key: key,
          aws_region: direct.region,
        },
        model: model.name,
      };
    case "bedrock_mantle":
      throw refuse("Bedrock Mantle asks for a signature that the gateway does not make.");
    case "gemini_enterprise":
      return {
        config: {
          provider: "vertex-ai",
          api_key: "none",
          vertex_project_id: direct.project_id,
          vertex_region: direct.region,
          forward_headers: ["x-goog-api-key"],
        },
        headers: { "x-goog-api-key": key },
        model: model.name,
      };
    case "custom":
      return custom(config, direct, model.name, key);
  }
}

function custom(
  { targets = [] }: ModelProviderConfig,
  { base_url: base, header_auth: header }: Direct,
  model: string,
  key: string,
): GatewayTarget {
  const route = targets.find((target) => target.model === model)?.endpoint_route ?? "";
  const host = `${base!.replace(/\/+$/, "")}/${route.replace(/^\/+/, "")}`.replace(OPENAI_PATHS, "");
  if (header === undefined) return { config: openaiAt(host, key), model };
  const name = header.api_key_name.toLowerCase();
  return {
    config: { ...openaiAt(host, "none"), forward_headers: [name] },
    headers: { [name]: key },
    model,
  };
}

const openaiAt = (base: string | undefined, key: string): Record<string, unknown> => ({
  provider: "openai",
  api_key: key,
  ...(base && { custom_host: base.replace(OPENAI_PATHS, "") }),
});
