import { basic } from "./basic";
import { oauthM2m } from "./oauth-m2m";
import { pat } from "./pat";
import type { SignInMethod } from "./sign-in";

/**
 * All ways to sign in, in the order in which they are tried: that of Databricks' SDK for Python.
 *
 * @see https://docs.databricks.com/dev-tools/auth/unified-auth
 * @see https://github.com/databricks/databricks-sdk-py/blob/main/databricks/sdk/credentials_provider.py
 */
export const SIGN_IN_METHODS: readonly SignInMethod[] = [pat, basic, oauthM2m];
