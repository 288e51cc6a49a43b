import * as z from "zod";
import { openaiApiTypes } from "../catalog/provider-name";
import { anyCase, filledText, plaintextCredential, secretReference } from "../schema/field-facts";

/** Settings of a model that OpenAI or Azure OpenAI serves. */
export const openaiConfig = z.strictObject({
  /** Secret reference to the API key, `{{secrets/scope/key}}`. Needed with `openaiApiType` `openai` or `azure`, unless `openaiApiKeyPlaintext` is given. */
  openaiApiKey: secretReference(),
  /** The API key itself. Prefer `openaiApiKey`: whoever holds this program's inputs holds the key. */
  openaiApiKeyPlaintext: plaintextCredential("openaiApiKey"),
  /** Which API: `openai`, `azure` (Azure OpenAI with a key) or `azuread` (Azure OpenAI with Microsoft Entra ID). Default `openai`. */
  openaiApiType: z.enum(openaiApiTypes).optional(),
  /** Base URL. Default `https://api.openai.com/v1`; required for Azure, e.g. `https://my-resource.openai.azure.com`. */
  openaiApiBase: z.url({ protocol: /^https?$/, error: "a URL that starts with https://" }).optional(),
  /** API version; required for Azure, where it is a date, e.g. `2024-10-21`. */
  openaiApiVersion: filledText().optional(),
  /** Name of the Azure OpenAI deployment; required for Azure. */
  openaiDeploymentName: filledText().optional(),
  /** Organization in OpenAI that requests are charged to. */
  openaiOrganization: filledText().optional(),
  /** Microsoft Entra tenant id; required with `azuread`. */
  microsoftEntraTenantId: filledText().optional(),
  /** Microsoft Entra client (application) id; required with `azuread`. */
  microsoftEntraClientId: filledText().optional(),
  /** Secret reference to the Microsoft Entra client secret; needed with `azuread`, unless `microsoftEntraClientSecretPlaintext` is given. */
  microsoftEntraClientSecret: secretReference(),
  /** The Microsoft Entra client secret itself. Prefer `microsoftEntraClientSecret`. */
  microsoftEntraClientSecretPlaintext: plaintextCredential("microsoftEntraClientSecret"),
});

/** Settings of a model that Anthropic serves. */
export const anthropicConfig = z.strictObject({
  /** Secret reference to the API key, `{{secrets/scope/key}}`. Needed, unless `anthropicApiKeyPlaintext` is given. */
  anthropicApiKey: secretReference(),
  /** The API key itself. Prefer `anthropicApiKey`. */
  anthropicApiKeyPlaintext: plaintextCredential("anthropicApiKey"),
});

/** Settings of a model that Cohere serves. */
export const cohereConfig = z.strictObject({
  /** Secret reference to the API key, `{{secrets/scope/key}}`. Needed, unless `cohereApiKeyPlaintext` is given. */
  cohereApiKey: secretReference(),
  /** The API key itself. Prefer `cohereApiKey`. */
  cohereApiKeyPlaintext: plaintextCredential("cohereApiKey"),
  /** Base URL. Default: Cohere's own. */
  cohereApiBase: z.url({ protocol: /^https?$/, error: "a URL that starts with https://" }).optional(),
});

/** Settings of a model that Amazon Bedrock serves. Sign in by access keys, an instance profile or a service credential. */
export const amazonBedrockConfig = z.strictObject({
  /** AWS region in which Bedrock is enabled, e.g. `eu-central-1`. */
  awsRegion: filledText(),
  /** Provider of the model within Bedrock; case does not matter. */
  bedrockProvider: anyCase(
    "the API ignores it",
    z.enum(["anthropic", "cohere", "ai21labs", "amazon", "Anthropic", "Cohere", "AI21Labs", "Amazon"]),
  ),
  /** Secret reference to the AWS access key id, `{{secrets/scope/key}}`. */
  awsAccessKeyId: secretReference(),
  /** The AWS access key id itself. Prefer `awsAccessKeyId`. */
  awsAccessKeyIdPlaintext: plaintextCredential("awsAccessKeyId"),
  /** Secret reference to the AWS secret access key, `{{secrets/scope/key}}`. */
  awsSecretAccessKey: secretReference(),
  /** The AWS secret access key itself. Prefer `awsSecretAccessKey`. */
  awsSecretAccessKeyPlaintext: plaintextCredential("awsSecretAccessKey"),
  /** ARN of an instance profile that may call Bedrock, in place of access keys. */
  instanceProfileArn: filledText().optional(),
  /** Name of a Unity Catalog service credential that may call Bedrock, in place of access keys. */
  ucServiceCredentialName: filledText().optional(),
});

/** Settings of a model that Google Cloud Vertex AI serves. */
export const googleCloudVertexAiConfig = z.strictObject({
  /** Region of the Vertex AI service, e.g. `europe-west4`. */
  region: filledText(),
  /** Id of the Google Cloud project of the service account. */
  projectId: filledText(),
  /** Secret reference to the service account's private key, `{{secrets/scope/key}}`. Needed, unless `privateKeyPlaintext` is given. */
  privateKey: secretReference(),
  /** The service account's private key itself. Prefer `privateKey`. */
  privateKeyPlaintext: plaintextCredential("privateKey"),
});

/** Settings of a model that another Databricks model-serving endpoint serves. */
export const databricksModelServingConfig = z.strictObject({
  /** URL of the workspace that has the endpoint, e.g. `https://adb-123.4.azuredatabricks.net`. */
  databricksWorkspaceUrl: z.url({ protocol: /^https?$/, error: "the URL of a workspace, https://…" }),
  /** Secret reference to a token of that workspace, `{{secrets/scope/key}}`. Needed, unless `databricksApiTokenPlaintext` is given. */
  databricksApiToken: secretReference(),
  /** The token itself. Prefer `databricksApiToken`. */
  databricksApiTokenPlaintext: plaintextCredential("databricksApiToken"),
});

/** Settings of a model that AI21 Labs serves. */
export const ai21labsConfig = z.strictObject({
  /** Secret reference to the API key, `{{secrets/scope/key}}`. Needed, unless `ai21labsApiKeyPlaintext` is given. */
  ai21labsApiKey: secretReference(),
  /** The API key itself. Prefer `ai21labsApiKey`. */
  ai21labsApiKeyPlaintext: plaintextCredential("ai21labsApiKey"),
});

/** Settings of a model of Google's PaLM API, which the REST API still names. */
export const palmConfig = z.strictObject({
  /** Secret reference to the API key, `{{secrets/scope/key}}`. Needed, unless `palmApiKeyPlaintext` is given. */
  palmApiKey: secretReference(),
  /** The API key itself. Prefer `palmApiKey`. */
  palmApiKeyPlaintext: plaintextCredential("palmApiKey"),
});

const apiKeyAuth = z.strictObject({
  /** Name of the header or parameter that carries the key. */
  key: filledText(),
  /** Secret reference to the key's value, `{{secrets/scope/key}}`. Needed, unless `valuePlaintext` is given. */
  value: secretReference(),
  /** The key's value itself. Prefer `value`. */
  valuePlaintext: plaintextCredential("value"),
});

const bearerTokenAuth = z.strictObject({
  /** Secret reference to the token, `{{secrets/scope/key}}`. Needed, unless `tokenPlaintext` is given. */
  token: secretReference(),
  /** The token itself. Prefer `token`. */
  tokenPlaintext: plaintextCredential("token"),
});

/** Settings of a model behind any OpenAI-compatible server. Give exactly one of `apiKeyAuth` and `bearerTokenAuth`. */
export const customProviderConfig = z.strictObject({
  /** URL of the server; https only. */
  customProviderUrl: z.url({ protocol: /^https$/, error: "a URL that starts with https://" }),
  /** Sign in with an API key. */
  apiKeyAuth: apiKeyAuth.optional(),
  /** Sign in with a bearer token. */
  bearerTokenAuth: bearerTokenAuth.optional(),
});
