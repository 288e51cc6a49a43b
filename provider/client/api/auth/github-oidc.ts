import { exchangeIdToken } from "./exchange-id-token";
import { githubIdToken, noGithubToken } from "./github-id-token";
import type { SignInMethod } from "./sign-in";

/**
 * The ID token of a GitHub Actions job, exchanged at the workspace.
 *
 * @see https://docs.databricks.com/dev-tools/auth/provider-github
 */
export const githubOidc: SignInMethod = {
  name: "github-oidc",
  offer(context) {
    const whyNot = noGithubToken(context);
    if (whyNot !== undefined) return { whyNot };
    return exchangeIdToken(
      {
        source: "GitHub Actions",
        idToken: (audience) => githubIdToken(audience, context),
        // Any job with that permission has one, so that it alone does not say that it is meant for Databricks.
        certain: context.settings.values.clientId !== undefined,
      },
      context,
    );
  },
};
