import * as pulumi from "@pulumi/pulumi";

/** How to reach and sign in to one workspace. What is not given comes from the environment, as for every Databricks tool. */
export interface ProviderArgs {
  /** Host of the workspace, e.g. `https://adb-123.4.azuredatabricks.net`. Default `DATABRICKS_HOST`. */
  host?: pulumi.Input<string>;
  /** Personal access token. Default `DATABRICKS_TOKEN`. */
  token?: pulumi.Input<string>;
  /** Client id of a service principal (OAuth machine to machine). Default `DATABRICKS_CLIENT_ID`. */
  clientId?: pulumi.Input<string>;
  /** OAuth secret of that service principal. Default `DATABRICKS_CLIENT_SECRET`. */
  clientSecret?: pulumi.Input<string>;
  /** Profile of `.databrickscfg`. Default `DATABRICKS_CONFIG_PROFILE`. */
  profile?: pulumi.Input<string>;
  /** Path of the file that holds profiles. Default `DATABRICKS_CONFIG_FILE`, else `~/.databrickscfg`. */
  configFile?: pulumi.Input<string>;
  /** Only this way to sign in, by its name in Databricks' unified authentication. Default `DATABRICKS_AUTH_TYPE`. */
  authType?: pulumi.Input<string>;
  /** Id of the account, for account hosts. Default `DATABRICKS_ACCOUNT_ID`. */
  accountId?: pulumi.Input<string>;
  /** Microsoft Entra tenant. Default `ARM_TENANT_ID`. */
  azureTenantId?: pulumi.Input<string>;
  /** Client id of a Microsoft Entra service principal. Default `ARM_CLIENT_ID`. */
  azureClientId?: pulumi.Input<string>;
  /** Client secret of that service principal. Default `ARM_CLIENT_SECRET`. */
  azureClientSecret?: pulumi.Input<string>;
  /** Azure resource id of the workspace. Default `DATABRICKS_AZURE_RESOURCE_ID`. */
  azureWorkspaceResourceId?: pulumi.Input<string>;
}

const SECRET: readonly string[] = ["token", "clientSecret", "azureClientSecret"];

/**
 * An explicit connection, for a second workspace: pass it as `{ provider }`. It runs as a process of its own. Prefer to
 * leave credentials to the environment or a profile: what is given here is kept in state, encrypted.
 */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, options?: pulumi.ResourceOptions) {
    const properties = Object.entries(args).map(
      ([key, value]: [string, pulumi.Input<string> | undefined]) => [
        `databricks:${key}`,
        SECRET.includes(key) && value !== undefined ? pulumi.secret(value) : value,
      ],
    );
    super(
      "pulumi-nodejs",
      name,
      Object.fromEntries(properties) as Record<string, pulumi.Input<string>>,
      options,
    );
  }
}
