import { fetchToken } from "./fetch-token";
import type { Offer, SignInContext } from "./sign-in";
import { TokenCache } from "./token-cache";
import { missingAccount, tokenEndpoint } from "./token-endpoint";
import { isAccountHost } from "../normalise-host";

export interface IdTokenSource {
  /** Where the ID token comes from, for people. */
  source: string;
  /** Gets the ID token anew: it lives for minutes, the access token for it about an hour. */
  idToken(audience: string): Promise<string>;
  certain: boolean;
}

/**
 * Federation: the ID token that a CI system gives its jobs is exchanged for an access token of the workspace (RFC 8693).
 * With a client id it signs in as that service principal, without one as whom the account's federation policy says.
 *
 * @see https://docs.databricks.com/dev-tools/auth/oauth-federation-exchange
 */
export function exchangeIdToken(from: IdTokenSource, context: SignInContext): Offer {
  const whyNot = missingAccount(context);
  if (whyNot !== undefined) return { whyNot };
  const { clientId, audience, accountId } = context.settings.values;
  const cache = new TokenCache(async () => {
    const url = await tokenEndpoint(context);
    const wanted = audience ?? (isAccountHost(context.host) && accountId !== undefined ? accountId : url);
    const idToken = await from.idToken(wanted);
    return fetchToken(
      {
        url,
        form: {
          grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
          subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
          subject_token: idToken,
          scope: "all-apis",
          ...(clientId === undefined ? {} : { client_id: clientId }),
        },
        advice: `Check that a federation policy of ${clientId === undefined ? "the account" : `the service principal ${clientId}`} accepts issuer, audience and subject of the token from ${from.source}, and that the token has not ended${clientId === undefined ? "; for a service principal's policy give its id (DATABRICKS_CLIENT_ID)" : ""}.`,
        secrets: [idToken],
      },
      context,
    );
  }, context.clock);
  return {
    certain: from.certain,
    signIn: {
      source: from.source,
      authorization: async () => `Bearer ${await cache.get()}`,
      renew: () => cache.forget(),
    },
  };
}
