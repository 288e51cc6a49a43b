import type { Task } from "../../provider/catalog/task";
import { fieldsOf, type Fields } from "../../provider/schema/plain-object";
import type { SecretMoves } from "./secret-moves";

/** How a model of an endpoint is reached in the newer generation. */
export interface Connection {
  /** Without the API's prefix. */
  readonly providerType: string;
  /** The provider's own block of the config, by its name. */
  readonly block: Fields;
  /** Name of the model as the provider service calls it. */
  readonly model: string;
  readonly nativeApiTypes: readonly string[];
  /** What a reader has to know, or to do. */
  readonly remarks: readonly string[];
}

/** An external model of an endpoint, as far as its connection goes. */
export interface ServedModel {
  readonly entity: string;
  readonly provider: string;
  readonly name: string;
  readonly task: Task;
  readonly settings: Fields;
}

const OPENAI_APIS: Readonly<Record<Task, string>> = {
  "llm/v1/chat": "openai/v1/chat/completions",
  "llm/v1/completions": "openai/v1/completions",
  "llm/v1/embeddings": "openai/v1/embeddings",
};

/** Where vendors without a type of their own offer OpenAI's API. */
const COMPATIBLE: Readonly<Record<string, { readonly url: string; readonly key: string }>> = {
  cohere: { url: "https://api.cohere.ai/compatibility/v1", key: "cohereApiKey" },
  ai21labs: { url: "https://api.ai21.com/studio/v1", key: "ai21labsApiKey" },
};

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/** The connection of an external model; undefined where the newer generation has none. */
export function connectionOf(model: ServedModel, secrets: SecretMoves): Connection | undefined {
  const { provider, entity, name, task, settings } = model;
  const credential = (field: string, from: Fields = settings) =>
    secrets.credential(text(from[field]), `${entity}-${field}`);
  const simple = { model: name, nativeApiTypes: [OPENAI_APIS[task]], remarks: [] };
  switch (provider) {
    case "openai":
      return settings["openaiApiType"] === undefined || settings["openaiApiType"] === "openai"
        ? {
            ...simple,
            providerType: "OPENAI",
            block: {
              openai: {
                direct: {
                  apiKey: credential("openaiApiKey"),
                  baseUrl: text(settings["openaiApiBase"]),
                  organization: text(settings["openaiOrganization"]),
                },
              },
            },
          }
        : azure(model, credential);
    case "anthropic":
      return {
        ...simple,
        providerType: "ANTHROPIC",
        nativeApiTypes: ["anthropic/v1/messages"],
        block: { anthropic: { direct: { apiKey: credential("anthropicApiKey") } } },
      };
    case "amazon-bedrock":
      return bedrock(model, secrets, credential);
    case "google-cloud-vertex-ai":
      return {
        ...simple,
        providerType: "GEMINI_ENTERPRISE",
        nativeApiTypes:
          task === "llm/v1/embeddings" ? [OPENAI_APIS[task]] : ["gemini/v1beta/generateContent"],
        block: {
          geminiEnterprise: {
            direct: {
              projectId: settings["projectId"],
              region: settings["region"],
              apiKey: secrets.credential(undefined, `${entity}-geminiApiKey`),
            },
          },
        },
        remarks: [
          `${entity} signed in with a service account's private key, and Gemini Enterprise takes an API key or a service credential: make one, and give it.`,
        ],
      };
    case "custom":
      return {
        ...simple,
        ...custom(String(settings["customProviderUrl"]), customSignIn(settings, credential)),
      };
    case "databricks-model-serving": {
      const url = String(settings["databricksWorkspaceUrl"]).replace(/\/$/, "");
      const signIn = { apiKey: credential("databricksApiToken") };
      return { ...simple, ...custom(`${url}/serving-endpoints`, signIn) };
    }
    case "cohere":
    case "ai21labs": {
      const { url, key } = COMPATIBLE[provider] ?? { url: "", key: "" };
      return {
        ...simple,
        ...custom(text(settings["cohereApiBase"]) ?? url, { apiKey: credential(key) }),
        remarks: [
          `${entity}: ${provider} has no type of its own; it is reached by its OpenAI-compatible URL, where not every parameter means the same. Try it before you move callers.`,
        ],
      };
    }
    default:
      return undefined;
  }
}

const custom = (baseUrl: string, signIn: Fields) => ({
  providerType: "CUSTOM",
  block: { custom: { direct: { baseUrl, ...signIn } } },
});

type Credential = (field: string, from?: Fields) => unknown;

function customSignIn(settings: Fields, credential: Credential): Fields {
  const { apiKeyAuth, bearerTokenAuth } = settings;
  if (apiKeyAuth === undefined) return { apiKey: credential("token", fieldsOf(bearerTokenAuth)) };
  const apiKeyName = fieldsOf(apiKeyAuth)["key"];
  return { headerAuth: { apiKeyName, apiKeyValue: credential("value", fieldsOf(apiKeyAuth)) } };
}

function azure({ entity, name, task, settings }: ServedModel, credential: Credential): Connection {
  const entra = settings["openaiApiType"] === "azuread";
  const signIn = entra
    ? {
        entraServicePrincipal: {
          tenantId: settings["microsoftEntraTenantId"],
          clientId: settings["microsoftEntraClientId"],
          clientSecret: credential("microsoftEntraClientSecret"),
        },
      }
    : { apiKey: credential("openaiApiKey") };
  const deployment = text(settings["openaiDeploymentName"]);
  return {
    providerType: "AZURE_OPENAI",
    block: { azureOpenai: { direct: { baseUrl: settings["openaiApiBase"], ...signIn } } },
    // Azure answers by deployment, whatever model stands behind it.
    model: deployment ?? name,
    nativeApiTypes: [OPENAI_APIS[task]],
    remarks:
      settings["openaiApiVersion"] === undefined
        ? []
        : [
            `${entity}: the API version ${String(settings["openaiApiVersion"])} has no counterpart; Databricks calls Azure OpenAI by its versionless API.`,
          ],
  };
}

function bedrock(
  { entity, name, task, settings }: ServedModel,
  secrets: SecretMoves,
  credential: Credential,
): Connection {
  const { ucServiceCredentialName, instanceProfileArn } = settings;
  const signIn =
    text(ucServiceCredentialName) !== undefined
      ? { serviceCredential: { name: ucServiceCredentialName } }
      : instanceProfileArn === undefined
        ? {
            awsAccessKey: {
              accessKeyId: secrets.open(text(settings["awsAccessKeyId"]), `${entity}-awsAccessKeyId`),
              secretAccessKey: credential("awsSecretAccessKey"),
            },
          }
        : { serviceCredential: { name: "TODO" } };
  const speaksMessages = /(^|\.)anthropic\./.test(name) && task === "llm/v1/chat";
  return {
    providerType: "AMAZON_BEDROCK",
    block: { amazonBedrock: { direct: { region: settings["awsRegion"], ...signIn } } },
    model: name,
    nativeApiTypes: [speaksMessages ? "anthropic/v1/messages" : OPENAI_APIS[task]],
    remarks:
      instanceProfileArn === undefined
        ? []
        : [
            `${entity} signed in with an instance profile, which a provider service does not take: make a service credential for the same role, and write its name.`,
          ],
  };
}
