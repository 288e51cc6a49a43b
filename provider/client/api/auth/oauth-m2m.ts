import { fetchToken } from "./fetch-token";
import type { SignInMethod } from "./sign-in";
import { TokenCache } from "./token-cache";
import { missingAccount, tokenEndpoint } from "./token-endpoint";

/**
 * A Databricks service principal with an OAuth secret (client credentials).
 *
 * @see https://docs.databricks.com/dev-tools/auth/oauth-m2m
 */
export const oauthM2m: SignInMethod = {
  name: "oauth-m2m",
  offer(context) {
    const { settings, clock } = context;
    const { clientId, clientSecret } = settings.values;
    if (clientId === undefined && clientSecret === undefined) {
      return { whyNot: "no client id and secret (DATABRICKS_CLIENT_ID, DATABRICKS_CLIENT_SECRET)" };
    }
    if (clientId === undefined) return { whyNot: "a client secret, but no client id (DATABRICKS_CLIENT_ID)" };
    if (clientSecret === undefined)
      return { whyNot: "a client id, but no client secret (DATABRICKS_CLIENT_SECRET)" };
    const whyNot = missingAccount(context);
    if (whyNot !== undefined) return { whyNot };
    const source = settings.source("clientSecret");
    const credentials = Buffer.from(
      `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`,
      "utf8",
    ).toString("base64");
    const cache = new TokenCache(
      async () =>
        fetchToken(
          {
            url: await tokenEndpoint(context),
            headers: { authorization: `Basic ${credentials}` },
            form: { grant_type: "client_credentials", scope: "all-apis" },
            advice: `Check the client id ${clientId} and its OAuth secret (from ${source}): it must be a secret of this service principal, not have ended, and the principal must be assigned to this workspace.`,
            secrets: [clientSecret, credentials],
          },
          context,
        ),
      clock,
    );
    return {
      certain: true,
      signIn: {
        source,
        authorization: async () => `Bearer ${await cache.get()}`,
        renew: () => cache.forget(),
      },
    };
  },
};
