import { ApiError } from "../api-error";
import { isAccountHost } from "../normalise-host";
import { fetchJson } from "./fetch-token";
import type { SignInContext } from "./sign-in";

/**
 * Where Databricks gives out OAuth tokens: for an account at a fixed path, for a workspace as its metadata say (RFC 8414).
 *
 * @see https://docs.databricks.com/dev-tools/auth/oauth-m2m
 */
export async function tokenEndpoint(context: SignInContext): Promise<string> {
  const { host, settings } = context;
  const { accountId, discoveryUrl } = settings.values;
  if (isAccountHost(host) && discoveryUrl === undefined) return `${host}/oidc/accounts/${accountId}/v1/token`;
  const usual = `${host}/oidc/v1/token`;
  let metadata: Record<string, unknown>;
  try {
    metadata = await fetchJson(
      {
        method: "GET",
        url: discoveryUrl ?? `${host}/oidc/.well-known/oauth-authorization-server`,
        advice: "",
        secrets: [],
      },
      context,
    );
  } catch (error) {
    // Servers that do not tell have it at the usual place.
    if (error instanceof ApiError && error.category === "unauthenticated") return usual;
    throw error;
  }
  const found = metadata["token_endpoint"];
  return typeof found === "string" && isSafe(found, host) ? found : usual;
}

/** The secret is sent there: never unencrypted, unless the workspace itself is on this machine. */
function isSafe(url: string, host: string): boolean {
  return URL.canParse(url) && (url.startsWith("https://") || new URL(url).origin === host);
}

/** Why an account's address cannot be signed in to, where that is so. */
export function missingAccount({ host, settings }: SignInContext): string | undefined {
  return isAccountHost(host) && settings.values.accountId === undefined
    ? "the host is an account's address, and no account id is given (DATABRICKS_ACCOUNT_ID)"
    : undefined;
}
