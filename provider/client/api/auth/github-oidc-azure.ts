import { azureCloud, NOT_AZURE } from "./azure-cloud";
import { azureSignIn } from "./azure-sign-in";
import { fetchToken } from "./fetch-token";
import { githubIdToken, noGithubToken } from "./github-id-token";
import type { SignInMethod } from "./sign-in";

/**
 * A Microsoft Entra service principal that trusts GitHub: the job's ID token takes the place of its secret.
 *
 * @see https://learn.microsoft.com/entra/workload-id/workload-identity-federation
 */
export const githubOidcAzure: SignInMethod = {
  name: "github-oidc-azure",
  offer(context) {
    const { azureTenantId: tenant, azureClientId: client } = context.settings.values;
    const whyNot = noGithubToken(context);
    if (whyNot !== undefined) return { whyNot };
    if (tenant === undefined || client === undefined) {
      return { whyNot: "no tenant id and client id (ARM_TENANT_ID, ARM_CLIENT_ID)" };
    }
    const cloud = azureCloud(context);
    if (cloud === undefined) return { whyNot: NOT_AZURE };
    const tokenFor = async (resource: string) => {
      const idToken = await githubIdToken("api://AzureADTokenExchange", context);
      return fetchToken(
        {
          url: `${cloud.login}${encodeURIComponent(tenant)}/oauth2/token`,
          form: {
            grant_type: "client_credentials",
            client_id: client,
            client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            client_assertion: idToken,
            resource,
          },
          advice: `Check that the application ${client} of tenant ${tenant} has a federated credential for this repository and branch.`,
          secrets: [idToken],
        },
        context,
      );
    };
    return { certain: false, signIn: azureSignIn("GitHub Actions", cloud, tokenFor, context) };
  },
};
