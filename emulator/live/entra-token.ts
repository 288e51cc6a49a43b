import { upstreamError } from "../models/upstream-error";

const AUTHORITY = "login.microsoftonline.com";

/** What Azure OpenAI's tokens are for. */
const SCOPE = "https://cognitiveservices.azure.com/.default";

/**
 * A token of Microsoft Entra for Azure OpenAI, by client credentials.
 *
 * @throws UpstreamError 401 with Entra's own reason.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export async function entraToken(
  { tenant_id: tenant, client_id: client }: { tenant_id: string; client_id: string },
  secret: string,
  hosts: Readonly<Record<string, string>>,
): Promise<string> {
  const origin = hosts[AUTHORITY] ?? `https://${AUTHORITY}`;
  const response = await fetch(`${origin}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: client,
      client_secret: secret,
      scope: SCOPE,
    }),
  });
  const body = (await response.json().catch(() => ({}))) as {
    access_token?: string;
    error_description?: string;
  };
  if (response.ok && body.access_token !== undefined) return body.access_token;
  throw upstreamError(
    "openai",
    401,
    `Microsoft Entra refuses the sign-in: ${body.error_description ?? response.status}`,
  );
}
