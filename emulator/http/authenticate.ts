import { ApiError } from "./api-error";
import { digest, type Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";

/**
 * Who a request comes from, by its bearer token, or by basic authentication with the user name `token` and a personal
 * access token as the password (what `curl --user token:…` of the documentation sends).
 *
 * @throws ApiError 401 without a token; 403 `Invalid access token.` for one that is unknown, as real servers answer
 * (with a number for error_code), and the same for an OAuth token past its end (n8n-io/n8n issue 34147).
 */
export function authenticate(
  authorization: string | undefined,
  workspace: Workspace,
  requestId: string,
): Identity {
  const token = tokenOf(authorization ?? "");
  if (token === undefined) {
    throw new ApiError(401, 401, "Credential was not sent or was of an unsupported type for this API.");
  }
  const { world, clock, switches } = workspace;
  const byToken = world.identities.find(({ tokens }) => tokens.includes(token));
  const access = byToken ? undefined : world.accessTokens[digest(token)];
  const status = switches.invalidTokenStatus;
  if (access !== undefined && access.expiresAt <= clock.now()) {
    throw new ApiError(status, status, "Invalid Token");
  }
  const identity = byToken ?? world.identities.find(({ userName }) => userName === access?.userName);
  if (identity === undefined || !identity.active) {
    throw new ApiError(status, status, `Invalid access token. [ReqId: ${requestId}]`);
  }
  return identity;
}

function tokenOf(authorization: string): string | undefined {
  const [, scheme = "", credentials = ""] = /^(Bearer|Basic)\s+(\S+)$/i.exec(authorization) ?? [];
  if (scheme.toLowerCase() !== "basic") return credentials || undefined;
  const [, token] = /^token:(.+)$/s.exec(Buffer.from(credentials, "base64").toString("utf8")) ?? [];
  return token;
}
