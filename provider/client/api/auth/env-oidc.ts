import { exchangeIdToken } from "./exchange-id-token";
import type { SignInMethod } from "./sign-in";

const USUAL = "DATABRICKS_OIDC_TOKEN";

/** An ID token in an environment variable, as GitLab and others give their jobs. */
export const envOidc: SignInMethod = {
  name: "env-oidc",
  offer(context) {
    const variable = context.settings.values.oidcTokenEnv ?? USUAL;
    const idToken = context.environment[variable]?.trim();
    if (!idToken) {
      return {
        whyNot: `no ID token in ${variable}${variable === USUAL ? " (another name: DATABRICKS_OIDC_TOKEN_ENV)" : ""}`,
      };
    }
    return exchangeIdToken(
      { source: variable, idToken: () => Promise.resolve(idToken), certain: true },
      context,
    );
  },
};
