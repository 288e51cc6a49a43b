import type { ExternalModel } from "../serving/messages";
import { upstreamError } from "../models/upstream-error";
import type { PlayedModel } from "../models/answer";
import { entraToken } from "./entra-token";

/** Looks up a credential of the model by its field; undefined: it has none. */
export type Credential = (field: string) => string | undefined;

/** Whom the gateway asks, and how it signs in there. */
export interface GatewayTarget {
  /** The gateway's own configuration, by its names. */
  config: Record<string, unknown>;
  /** Name of the model as the provider knows it. */
  model: string;
  /** Headers to hand on to the provider. */
  headers?: Record<string, string>;
}

/**
 * Where the gateway finds an external model.
 *
 * @throws UpstreamError 401 where a credential is missing or is of a kind that only a workspace can use.
 */
export async function gatewayTarget(
  external: ExternalModel,
  model: PlayedModel,
  credential: Credential,
  hosts: Readonly<Record<string, string>>,
): Promise<GatewayTarget> {
  const needed = (field: string): string => {
    const value = credential(field);
    if (value !== undefined) return value;
    throw upstreamError(
      model.provider,
      401,
      `The value of ${field} is not known; send the configuration again.`,
    );
  };
  switch (external.provider) {
    case "openai":
      return openai(external, model.name, needed, hosts);
    case "amazon-bedrock":
      return bedrock(external, model, needed);
    case "google-cloud-vertex-ai":
      return vertex(external, model, needed);
    case "custom":
      return custom(external, model.name, needed);
    case "cohere": {
      const base = external.cohere_config?.cohere_api_base;
      const config = {
        provider: "cohere",
        api_key: needed("cohere_api_key"),
        ...(base && { custom_host: base }),
      };
      return { config, model: model.name };
    }
    case "ai21labs":
      return { config: { provider: "ai21", api_key: needed("ai21labs_api_key") }, model: model.name };
    default:
      return {
        config: { provider: model.provider, api_key: needed(`${model.provider}_api_key`) },
        model: model.name,
      };
  }
}

async function openai(
  { openai_config: openai = {} }: ExternalModel,
  model: string,
  needed: (field: string) => string,
  hosts: Readonly<Record<string, string>>,
): Promise<GatewayTarget> {
  const {
    openai_api_base: base,
    openai_api_type: type = "openai",
    openai_organization: organization,
  } = openai;
  if (type === "openai") {
    return {
      config: {
        provider: "openai",
        api_key: needed("openai_api_key"),
        ...(base && { custom_host: base.replace(/\/+$/, "") }),
        ...(organization && { openai_organization: organization }),
      },
      model,
    };
  }
  const azure = {
    provider: "azure-openai",
    resource_name: "emulator",
    deployment_id: openai.openai_deployment_name,
    api_version: openai.openai_api_version,
    custom_host: `${base!.replace(/\/+$/, "")}/openai`,
  };
  if (type === "azure") return { config: { ...azure, api_key: needed("openai_api_key") }, model };
  const token = await entraToken(
    { tenant_id: openai.microsoft_entra_tenant_id!, client_id: openai.microsoft_entra_client_id! },
    needed("microsoft_entra_client_secret"),
    hosts,
  );
  // The gateway insists on a key, and uses the token where there is one.
  return { config: { ...azure, api_key: "none", azure_ad_token: token }, model };
}

function bedrock(
  { amazon_bedrock_config: aws = {} }: ExternalModel,
  { name, provider, vendor }: PlayedModel,
  needed: (field: string) => string,
): GatewayTarget {
  const byRole = aws.instance_profile_arn ?? aws.uc_service_credential_name;
  if (byRole !== undefined) {
    throw upstreamError(
      provider,
      401,
      `Only a workspace can sign in as ${byRole}; use access keys to call Bedrock from here.`,
    );
  }
  const prefix = `${vendor === "ai21labs" ? "ai21" : vendor}.`;
  return {
    config: {
      provider: "bedrock",
      aws_access_key_id: needed("aws_access_key_id"),
      aws_secret_access_key: needed("aws_secret_access_key"),
      aws_region: aws.aws_region,
    },
    // The page's names are without the vendor, Bedrock's with it.
    model: name.startsWith("arn:") || name.includes(prefix) ? name : prefix + name,
  };
}

function vertex(
  { google_cloud_vertex_ai_config: google = {} }: ExternalModel,
  { name, provider }: PlayedModel,
  needed: (field: string) => string,
): GatewayTarget {
  let account: unknown;
  try {
    account = JSON.parse(needed("private_key"));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw upstreamError(
      provider,
      401,
      "To call Vertex AI from here, private_key has to be the whole JSON key of the service account.",
    );
  }
  return {
    config: {
      provider: "vertex-ai",
      vertex_service_account_json: account,
      vertex_project_id: google.project_id,
      vertex_region: google.region,
    },
    model: name,
  };
}

function custom(
  { custom_provider_config: custom = {} }: ExternalModel,
  model: string,
  needed: (field: string) => string,
): GatewayTarget {
  const config = {
    provider: "openai",
    custom_host: custom.custom_provider_url!.replace(
      /\/+(?:chat\/completions|completions|embeddings)?\/*$/,
      "",
    ),
  };
  if (custom.api_key_auth === undefined)
    return { config: { ...config, api_key: needed("bearer_token_auth.token") }, model };
  const name = custom.api_key_auth.key!.toLowerCase();
  return {
    config: { ...config, api_key: "none", forward_headers: [name] },
    model,
    headers: { [name]: needed("api_key_auth.value") },
  };
}
