/**
 * What may be given explicitly, on the `Provider` resource or as `databricks:*` stack config; what is missing comes from
 * the environment and from a profile. Names and meanings are those of `@pulumi/databricks`.
 *
 * @see https://docs.databricks.com/dev-tools/auth/unified-auth
 */
export interface ConnectionSettings {
  /** Address of the workspace. */
  host?: string;
  /** Personal access token (or any access token that is renewed elsewhere). */
  token?: string;
  /** User name, where a deployment still allows signing in with one and a password. */
  username?: string;
  /** Password of that user. */
  password?: string;
  /** Application id of a Databricks service principal. */
  clientId?: string;
  /** OAuth secret of that service principal. */
  clientSecret?: string;
  /** Section of the configuration file. */
  profile?: string;
  /** Path of the configuration file. Default `~/.databrickscfg`. */
  configFile?: string;
  /** The one method to use, by Databricks' name of it, such as `oauth-m2m`. */
  authType?: string;
  /** Id of the account: needed to sign in to account addresses, and as audience there. */
  accountId?: string;
  /** Id of the workspace, where one address serves several. */
  workspaceId?: string;
  /** Resource id of an Azure workspace (`/subscriptions/…/workspaces/…`). */
  azureWorkspaceResourceId?: string;
  /** Id of the Microsoft Entra tenant. */
  azureTenantId?: string;
  /** Application (client) id of a Microsoft Entra service principal. */
  azureClientId?: string;
  /** Client secret of that service principal. */
  azureClientSecret?: string;
  /** `public` (default), `usgovernment` or `china`; else by the host's name. */
  azureEnvironment?: string;
  /** `true` to sign in as the managed identity of the Azure machine. */
  azureUseMsi?: string;
  /** Path of the Databricks CLI. Default: `databricks` on PATH. */
  databricksCliPath?: string;
  /** Name of the environment variable with an OIDC token. Default `DATABRICKS_OIDC_TOKEN`. */
  oidcTokenEnv?: string;
  /** File with an OIDC token. */
  databricksIdTokenFilepath?: string;
  /** Audience of the OIDC token to ask GitHub for. Default: the token endpoint of the workspace. */
  audience?: string;
  /** Where GitHub Actions hands out OIDC tokens; Actions sets it. */
  actionsIdTokenRequestUrl?: string;
  /** What GitHub Actions wants to see for one; Actions sets it. */
  actionsIdTokenRequestToken?: string;
  /** URL of the OAuth server's metadata. Default: `/oidc/.well-known/oauth-authorization-server` of the host. */
  discoveryUrl?: string;
  /** URL of a local metadata service. Not supported; mentioned where signing in fails. */
  metadataServiceUrl?: string;
  /** Google service account. Not supported; mentioned where signing in fails. */
  googleServiceAccount?: string;
  /** Google credentials. Not supported; mentioned where signing in fails. */
  googleCredentials?: string;
}

export type SettingName = keyof ConnectionSettings;

/** Where a setting is looked for besides the explicit ones. */
export interface SettingFacts {
  /** Key in the configuration file. */
  key: string;
  variable?: string;
  /** The family of sign-in that it belongs to: settings of two families contradict each other. */
  family?: "pat" | "basic" | "oauth" | "azure" | "google" | "metadata-service";
}

/**
 * Keys, variables and families as in Databricks' SDKs. One difference: a client id alone belongs to no family, as federated
 * tokens need it too.
 *
 * @see https://github.com/databricks/databricks-sdk-go/blob/main/config/config.go
 */
export const SETTINGS: Readonly<Record<SettingName, SettingFacts>> = {
  host: { key: "host", variable: "DATABRICKS_HOST" },
  token: { key: "token", variable: "DATABRICKS_TOKEN", family: "pat" },
  username: { key: "username", variable: "DATABRICKS_USERNAME", family: "basic" },
  password: { key: "password", variable: "DATABRICKS_PASSWORD", family: "basic" },
  clientId: { key: "client_id", variable: "DATABRICKS_CLIENT_ID" },
  clientSecret: { key: "client_secret", variable: "DATABRICKS_CLIENT_SECRET", family: "oauth" },
  profile: { key: "profile", variable: "DATABRICKS_CONFIG_PROFILE" },
  configFile: { key: "config_file", variable: "DATABRICKS_CONFIG_FILE" },
  authType: { key: "auth_type", variable: "DATABRICKS_AUTH_TYPE" },
  accountId: { key: "account_id", variable: "DATABRICKS_ACCOUNT_ID" },
  workspaceId: { key: "workspace_id", variable: "DATABRICKS_WORKSPACE_ID" },
  azureWorkspaceResourceId: {
    key: "azure_workspace_resource_id",
    variable: "DATABRICKS_AZURE_RESOURCE_ID",
    family: "azure",
  },
  azureTenantId: { key: "azure_tenant_id", variable: "ARM_TENANT_ID", family: "azure" },
  azureClientId: { key: "azure_client_id", variable: "ARM_CLIENT_ID", family: "azure" },
  azureClientSecret: { key: "azure_client_secret", variable: "ARM_CLIENT_SECRET", family: "azure" },
  azureEnvironment: { key: "azure_environment", variable: "ARM_ENVIRONMENT" },
  azureUseMsi: { key: "azure_use_msi", variable: "ARM_USE_MSI", family: "azure" },
  databricksCliPath: { key: "databricks_cli_path", variable: "DATABRICKS_CLI_PATH" },
  oidcTokenEnv: { key: "oidc_token_env", variable: "DATABRICKS_OIDC_TOKEN_ENV" },
  databricksIdTokenFilepath: {
    key: "databricks_id_token_filepath",
    variable: "DATABRICKS_OIDC_TOKEN_FILEPATH",
  },
  audience: { key: "audience", variable: "DATABRICKS_TOKEN_AUDIENCE" },
  actionsIdTokenRequestUrl: { key: "actions_id_token_request_url", variable: "ACTIONS_ID_TOKEN_REQUEST_URL" },
  actionsIdTokenRequestToken: {
    key: "actions_id_token_request_token",
    variable: "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
  },
  discoveryUrl: { key: "discovery_url", variable: "DATABRICKS_DISCOVERY_URL" },
  metadataServiceUrl: {
    key: "metadata_service_url",
    variable: "DATABRICKS_METADATA_SERVICE_URL",
    family: "metadata-service",
  },
  googleServiceAccount: {
    key: "google_service_account",
    variable: "DATABRICKS_GOOGLE_SERVICE_ACCOUNT",
    family: "google",
  },
  googleCredentials: { key: "google_credentials", variable: "GOOGLE_CREDENTIALS", family: "google" },
};

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];
