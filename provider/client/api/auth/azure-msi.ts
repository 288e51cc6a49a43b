import { azureCloud, NOT_AZURE } from "./azure-cloud";
import { azureSignIn } from "./azure-sign-in";
import { fetchToken } from "./fetch-token";
import type { SignInMethod } from "./sign-in";

/** The metadata service of a virtual machine; link-local, hence plain http. */
const METADATA_SERVICE = "http://169.254.169.254/metadata/identity/oauth2/token";

/**
 * The managed identity of the Azure machine that this runs on.
 *
 * @see https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
 */
export const azureMsi: SignInMethod = {
  name: "azure-msi",
  offer(context) {
    const { azureUseMsi, azureClientId } = context.settings.values;
    if (!/^(true|1|t)$/i.test(azureUseMsi ?? "")) return { whyNot: "not asked for (ARM_USE_MSI=true)" };
    const cloud = azureCloud(context);
    if (cloud === undefined) return { whyNot: NOT_AZURE };
    const tokenFor = (resource: string) => {
      const url = new URL(METADATA_SERVICE);
      url.searchParams.set("api-version", "2018-02-01");
      url.searchParams.set("resource", resource);
      // A machine may have several identities.
      if (azureClientId !== undefined) url.searchParams.set("client_id", azureClientId);
      return fetchToken(
        {
          method: "GET",
          url: url.href,
          headers: { metadata: "true" },
          advice: "Check that this machine has a managed identity, and which one is meant (ARM_CLIENT_ID).",
          secrets: [],
        },
        context,
      );
    };
    return {
      certain: true,
      signIn: azureSignIn("the machine's managed identity", cloud, tokenFor, context),
    };
  },
};
