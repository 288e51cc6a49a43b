import { DATABRICKS_APPLICATION, type AzureCloud } from "./azure-cloud";
import type { SignIn, SignInContext } from "./sign-in";
import { TokenCache, type Token } from "./token-cache";

/**
 * Signs in with an Entra token for Databricks. Where the workspace is named by its resource id, a second token for Azure's
 * management goes along: it lets those in who are not users of the workspace but contributors to the resource.
 *
 * @see https://learn.microsoft.com/azure/databricks/dev-tools/auth/aad-token-manual
 */
export function azureSignIn(
  source: string,
  cloud: AzureCloud,
  tokenFor: (resource: string) => Promise<Token>,
  { settings, clock }: SignInContext,
): SignIn {
  const databricks = new TokenCache(() => tokenFor(DATABRICKS_APPLICATION), clock);
  const management = new TokenCache(() => tokenFor(cloud.management), clock);
  const resourceId = settings.values.azureWorkspaceResourceId;
  return {
    source,
    authorization: async () => `Bearer ${await databricks.get()}`,
    headers: async () =>
      resourceId === undefined
        ? {}
        : {
            "x-databricks-azure-workspace-resource-id": resourceId,
            "x-databricks-azure-sp-management-token": await management.get(),
          },
    renew: () => {
      databricks.forget();
      management.forget();
    },
  };
}
