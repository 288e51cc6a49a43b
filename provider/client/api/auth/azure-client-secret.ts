import { azureCloud, NOT_AZURE } from "./azure-cloud";
import { azureSignIn } from "./azure-sign-in";
import { fetchToken } from "./fetch-token";
import type { SignInMethod } from "./sign-in";

/**
 * A Microsoft Entra service principal with a client secret.
 *
 * @see https://learn.microsoft.com/azure/databricks/dev-tools/auth/azure-sp
 */
export const azureClientSecret: SignInMethod = {
  name: "azure-client-secret",
  offer(context) {
    const { settings } = context;
    const { azureTenantId: tenant, azureClientId: client, azureClientSecret: secret } = settings.values;
    const missing = [
      tenant === undefined ? "tenant id (ARM_TENANT_ID)" : undefined,
      client === undefined ? "client id (ARM_CLIENT_ID)" : undefined,
      secret === undefined ? "client secret (ARM_CLIENT_SECRET)" : undefined,
    ].filter((each) => each !== undefined);
    if (tenant === undefined || client === undefined || secret === undefined) {
      return { whyNot: `no ${missing.join(", no ")}` };
    }
    const cloud = azureCloud(context);
    if (cloud === undefined) return { whyNot: NOT_AZURE };
    const source = settings.source("azureClientSecret");
    const tokenFor = (resource: string) =>
      fetchToken(
        {
          url: `${cloud.login}${encodeURIComponent(tenant)}/oauth2/token`,
          form: { grant_type: "client_credentials", client_id: client, client_secret: secret, resource },
          advice: `Check the tenant ${tenant}, the client id ${client} and its secret (from ${source}), which may have ended.`,
          secrets: [secret],
        },
        context,
      );
    return { certain: true, signIn: azureSignIn(source, cloud, tokenFor, context) };
  },
};
