import { azureCli } from "./azure-cli";
import { azureClientSecret } from "./azure-client-secret";
import { azureDevopsOidc } from "./azure-devops-oidc";
import { azureMsi } from "./azure-msi";
import { basic } from "./basic";
import { databricksCli } from "./databricks-cli";
import { envOidc } from "./env-oidc";
import { fileOidc } from "./file-oidc";
import { githubOidc } from "./github-oidc";
import { githubOidcAzure } from "./github-oidc-azure";
import { oauthM2m } from "./oauth-m2m";
import { pat } from "./pat";
import type { SignInMethod } from "./sign-in";
import { externalBrowser, googleCredentials, googleId, metadataService } from "./unsupported";

/**
 * All ways to sign in, in the order in which they are tried: that of Databricks' SDK for Python, in which what was
 * configured comes before what merely happens to be there.
 *
 * @see https://docs.databricks.com/dev-tools/auth/unified-auth
 * @see https://github.com/databricks/databricks-sdk-py/blob/main/databricks/sdk/credentials_provider.py
 */
export const SIGN_IN_METHODS: readonly SignInMethod[] = [
  pat,
  basic,
  metadataService,
  oauthM2m,
  envOidc,
  fileOidc,
  githubOidc,
  azureMsi,
  azureClientSecret,
  githubOidcAzure,
  azureCli,
  azureDevopsOidc,
  externalBrowser,
  databricksCli,
  googleCredentials,
  googleId,
];
