import { fetchJson } from "./fetch-token";
import type { SignInContext } from "./sign-in";
import { signInFailed } from "./sign-in-failed";

/** Why GitHub gives no ID token here, or undefined where it does. */
export function noGithubToken({ settings }: SignInContext): string | undefined {
  const { actionsIdTokenRequestUrl: url, actionsIdTokenRequestToken: token } = settings.values;
  return url === undefined || token === undefined
    ? "not in a GitHub workflow with `permissions: id-token: write` (ACTIONS_ID_TOKEN_REQUEST_URL, ACTIONS_ID_TOKEN_REQUEST_TOKEN)"
    : undefined;
}

/**
 * The ID token of a GitHub Actions job.
 *
 * @see https://docs.github.com/actions/reference/security/oidc
 */
export async function githubIdToken(audience: string, context: SignInContext): Promise<string> {
  const { actionsIdTokenRequestUrl, actionsIdTokenRequestToken: token = "" } = context.settings.values;
  if (actionsIdTokenRequestUrl === undefined || !URL.canParse(actionsIdTokenRequestUrl)) {
    throw signInFailed("asking GitHub for an ID token", "ACTIONS_ID_TOKEN_REQUEST_URL is not a URL");
  }
  const url = new URL(actionsIdTokenRequestUrl);
  url.searchParams.set("audience", audience);
  const { value } = await fetchJson(
    {
      method: "GET",
      url: url.href,
      headers: { authorization: `Bearer ${token}` },
      advice: "Check that the workflow has `permissions: id-token: write`.",
      secrets: [token],
    },
    context,
  );
  if (typeof value === "string" && value !== "") return value;
  throw signInFailed("asking GitHub for an ID token", "the answer holds no token");
}
