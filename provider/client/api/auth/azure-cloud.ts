import type { SignInContext } from "./sign-in";

export interface AzureCloud {
  /** Where Entra signs in, with a slash at the end. */
  login: string;
  /** What tokens for Azure's own management are asked for. */
  management: string;
}

/** https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud */
const CLOUDS: Readonly<Record<string, AzureCloud>> = {
  public: {
    login: "https://login.microsoftonline.com/",
    management: "https://management.core.windows.net/",
  },
  usgovernment: {
    login: "https://login.microsoftonline.us/",
    management: "https://management.core.usgovcloudapi.net/",
  },
  china: {
    login: "https://login.chinacloudapi.cn/",
    management: "https://management.core.chinacloudapi.cn/",
  },
};

/** The Databricks application in every Entra tenant. https://learn.microsoft.com/azure/databricks/dev-tools/auth/aad-token-manual */
export const DATABRICKS_APPLICATION = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d";

const ZONES: readonly { zone: string; cloud: string }[] = [
  { zone: ".azuredatabricks.net", cloud: "public" },
  { zone: ".databricks.azure.us", cloud: "usgovernment" },
  { zone: ".databricks.azure.cn", cloud: "china" },
];

/** The Azure cloud that the workspace is in; undefined where nothing says that it is in one. */
export function azureCloud({ host, settings, environment }: SignInContext): AzureCloud | undefined {
  const { azureEnvironment, azureWorkspaceResourceId } = settings.values;
  const name = new URL(host).hostname;
  const named = azureEnvironment?.toLowerCase().replace(/^azure|cloud$/g, "");
  // The host knows best: ARM_ENVIRONMENT may be there for other tools.
  const byHost = ZONES.find(({ zone }) => name.endsWith(zone))?.cloud;
  if (byHost === undefined && azureWorkspaceResourceId === undefined) return undefined;
  const cloud = CLOUDS[byHost ?? named ?? "public"] ?? CLOUDS["public"];
  const authority = environment["AZURE_AUTHORITY_HOST"];
  return cloud !== undefined && authority ? { ...cloud, login: `${authority.replace(/\/+$/, "")}/` } : cloud;
}

/** Why nothing of Azure applies. */
export const NOT_AZURE =
  "the host is none of Azure's (*.azuredatabricks.net), and no workspace resource id is given (DATABRICKS_AZURE_RESOURCE_ID)";
