import { Hono, type Context } from "hono";
import { digest, newAccessToken, type Identity } from "../workspace/identities";
import { readJwt } from "../workspace/jwt";
import type { Env, Workspace } from "../workspace/workspace";

const TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

/** How SDKs get a token for the data plane of a route-optimised endpoint: they give the one for the workspace. */
const JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/** The Databricks application in every Entra tenant; tokens for it sign in to workspaces. */
const DATABRICKS_APP = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d";

const AZURE_MANAGEMENT = ["https://management.core.windows.net/", "https://management.azure.com/"];

const DAY = 86_400_000;

/** The account that the workspace belongs to. */
const ACCOUNT_ID = "0e3c1f6a-7b2d-4c58-9d41-6a5f8e2b7c90";

/** How the client calls this workspace: the address it listens on may be another's inside a container. */
const originOf = (c: Context<Env>): string => new URL(c.req.url).origin;

/** An error as RFC 6749 §5.2 shapes it: token endpoints do not use the envelope of the other APIs. */
class OauthError extends Error {
  constructor(
    readonly status: 400 | 401,
    readonly code: string,
    description: string,
  ) {
    super(description);
  }
}

/**
 * Token endpoints: the workspace's own, the account's, and those of Microsoft Entra for service principals of Azure.
 * Tokens expire by the emulator's clock.
 *
 * @see https://docs.databricks.com/aws/en/dev-tools/auth/oauth-m2m
 * @see https://docs.databricks.com/aws/en/dev-tools/auth/oauth-federation-exchange
 */
export function oidc(workspace: Workspace): Hono<Env> {
  const app = new Hono<Env>();

  const metadata = (c: Context<Env>, prefix: string): Record<string, unknown> => ({
    issuer: `${originOf(c)}${prefix}`,
    authorization_endpoint: `${originOf(c)}${prefix}/v1/authorize`,
    token_endpoint: `${originOf(c)}${prefix}/v1/token`,
    scopes_supported: ["all-apis", "email", "offline_access", "openid", "profile", "sql"],
    response_types_supported: ["code"],
    grant_types_supported: [
      "client_credentials",
      "authorization_code",
      "refresh_token",
      TOKEN_EXCHANGE,
      JWT_BEARER,
    ],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post", "none"],
    code_challenge_methods_supported: ["S256"],
  });

  // What kind of host this is: the SDKs of 2026 ask before they sign in, and find the token endpoint through it.
  app.get("/.well-known/databricks-config", (c) =>
    c.json({
      oidc_endpoint: `${originOf(c)}/oidc`,
      account_id: ACCOUNT_ID,
      workspace_id: workspace.world.workspaceId,
      cloud: (workspace.switches.cloud ?? "aws").toUpperCase(),
      host_type: "workspace",
    }),
  );

  // The first is where Databricks' own SDKs look, the second is RFC 8414's place.
  app.get("/oidc/.well-known/oauth-authorization-server", (c) => c.json(metadata(c, "/oidc")));
  app.get("/.well-known/oauth-authorization-server", (c) => c.json(metadata(c, "/oidc")));
  app.get("/oidc/accounts/:account/.well-known/oauth-authorization-server", (c) =>
    c.json(metadata(c, `/oidc/accounts/${c.req.param("account")}`)),
  );

  app.post("/oidc/v1/token", (c) => c.json(databricksToken(c)));
  app.post("/oidc/accounts/:account/v1/token", (c) => c.json(databricksToken(c)));

  // Where the tenant of an Azure workspace is learnt: the redirect's path names it.
  app.get("/aad/auth", (c) => {
    const tenant = workspace.world.identities.find(
      ({ entraTenant }) => entraTenant !== undefined,
    )?.entraTenant;
    return c.redirect(
      `https://login.microsoftonline.com/${tenant ?? "common"}/oauth2/authorize?client_id=${DATABRICKS_APP}`,
    );
  });
  app.post("/:tenant/oauth2/v2.0/token", (c) => c.json(entraToken(c, c.req.param("tenant"), "scope")));
  app.post("/:tenant/oauth2/token", (c) => c.json(entraToken(c, c.req.param("tenant"), "resource")));

  function databricksToken(c: Context<Env>): Record<string, unknown> {
    const form = new URLSearchParams(c.get("text"));
    const grant = form.get("grant_type");
    if (grant === "client_credentials") {
      requireScope(form);
      const { clientId, clientSecret } = clientOf(c, form);
      return issue(bySecret(clientId, clientSecret), workspace.switches.accessTokenSeconds);
    }
    if (grant === TOKEN_EXCHANGE) {
      requireScope(form);
      return exchange(form);
    }
    if (grant === JWT_BEARER) return dataPlaneToken(form);
    throw new OauthError(400, "unsupported_grant_type", `grant_type is ${grant ?? "missing"}`);
  }

  function dataPlaneToken(form: URLSearchParams): Record<string, unknown> {
    const given = workspace.world.accessTokens[digest(form.get("assertion") ?? "")];
    const left = Math.floor(((given?.expiresAt ?? 0) - workspace.clock.now()) / 1000);
    const identity = workspace.world.identities.find(
      ({ userName, active }) => active && userName === given?.userName,
    );
    if (identity === undefined || left <= 0)
      throw new OauthError(400, "invalid_grant", "assertion is no valid token of this workspace");
    return issue(identity, left);
  }

  function requireScope(form: URLSearchParams): void {
    if (!(form.get("scope") ?? "").split(/\s+/).includes("all-apis")) {
      throw new OauthError(
        400,
        "invalid_scope",
        "The requested scope is invalid, unknown, or malformed; use all-apis",
      );
    }
  }

  function exchange(form: URLSearchParams): Record<string, unknown> {
    if (form.get("subject_token_type") !== "urn:ietf:params:oauth:token-type:jwt") {
      throw new OauthError(
        400,
        "invalid_request",
        "subject_token_type must be urn:ietf:params:oauth:token-type:jwt",
      );
    }
    const claims = readJwt(form.get("subject_token") ?? "");
    if (claims === undefined)
      throw new OauthError(400, "invalid_request", "subject_token is not a JSON web token");
    const now = workspace.clock.now() / 1000;
    if (typeof claims.exp === "number" && claims.exp <= now) {
      throw new OauthError(400, "invalid_grant", "subject_token has expired");
    }
    const clientId = form.get("client_id");
    // With a client id, a service principal's policies decide; without, the account's policy maps the subject to a user.
    const identity =
      clientId === null
        ? workspace.world.identities.find(({ userName, active }) => active && userName === claims.sub)
        : workspace.world.identities.find(
            (one) => one.active && one.userName === clientId && trusts(one, claims),
          );
    if (identity === undefined) {
      throw new OauthError(
        400,
        "invalid_grant",
        `No federation policy matches issuer ${claims.iss}, audience ${[claims.aud].flat().join(" ")}, subject ${claims.sub}`,
      );
    }
    // Documented: the lifetime of the access token is derived from the token that was exchanged.
    const left = typeof claims.exp === "number" ? Math.floor(claims.exp - now) : Infinity;
    return issue(identity, Math.min(workspace.switches.accessTokenSeconds, left));
  }

  function entraToken(
    c: Context<Env>,
    tenant: string,
    wanted: "scope" | "resource",
  ): Record<string, unknown> {
    const form = new URLSearchParams(c.get("text"));
    if (form.get("grant_type") !== "client_credentials") {
      throw new OauthError(
        400,
        "unsupported_grant_type",
        "AADSTS70003: The app requested an unsupported grant type.",
      );
    }
    const target = (form.get(wanted) ?? "").replace(/\/\.default$/, wanted === "scope" ? "" : "/.default");
    const known = [DATABRICKS_APP, ...AZURE_MANAGEMENT, ...AZURE_MANAGEMENT.map((url) => url.slice(0, -1))];
    if (!known.includes(target)) {
      throw new OauthError(
        400,
        "invalid_resource",
        `AADSTS500011: The resource principal named ${target} was not found in the tenant.`,
      );
    }
    const { clientId, clientSecret } = clientOf(c, form);
    const inTenant = workspace.world.identities.some(
      (one) => one.userName === clientId && one.entraTenant === tenant,
    );
    if (!inTenant) {
      throw new OauthError(
        400,
        "unauthorized_client",
        `AADSTS700016: Application with identifier '${clientId}' was not found in the directory '${tenant}'.`,
      );
    }
    const identity = bySecret(clientId, clientSecret, "AADSTS7000215: Invalid client secret provided.");
    const token = issue(identity, workspace.switches.accessTokenSeconds, target === DATABRICKS_APP);
    // Version 1 answers numbers as strings.
    return wanted === "resource"
      ? { ...token, expires_in: String(token.expires_in), resource: target }
      : { ...token, ext_expires_in: token.expires_in };
  }

  function bySecret(
    clientId: string,
    secret: string,
    description = "Client authentication failed",
  ): Identity {
    const identity = workspace.world.identities.find((one) => one.userName === clientId);
    if (!identity?.active || identity.clientSecret === undefined || identity.clientSecret !== secret) {
      throw new OauthError(401, "invalid_client", description);
    }
    return identity;
  }

  /** @param signsIn false for a token of Azure's management plane, which is no key to a workspace. */
  function issue(identity: Identity, seconds: number, signsIn = true): Record<string, unknown> {
    const token = newAccessToken();
    const { accessTokens } = workspace.world;
    const now = workspace.clock.now();
    // Kept for a day past their end, to tell an expired token from an unknown one.
    for (const [key, { expiresAt }] of Object.entries(accessTokens)) {
      if (expiresAt + DAY < now) delete accessTokens[key];
    }
    if (signsIn)
      accessTokens[digest(token)] = { userName: identity.userName, expiresAt: now + seconds * 1000 };
    return { access_token: token, token_type: "Bearer", scope: "all-apis", expires_in: seconds };
  }

  app.onError((error, c) => {
    if (!(error instanceof OauthError)) throw error;
    return c.json({ error: error.code, error_description: error.message }, error.status);
  });
  return app;
}

/** A client gives its id and secret by basic authentication, form-encoded first (RFC 6749 §2.3.1), or in the form. */
function clientOf(c: Context<Env>, form: URLSearchParams): { clientId: string; clientSecret: string } {
  const basic = /^Basic\s+(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  if (basic === undefined) {
    return { clientId: form.get("client_id") ?? "", clientSecret: form.get("client_secret") ?? "" };
  }
  const [id = "", ...secret] = Buffer.from(basic, "base64").toString("utf8").split(":");
  const decode = (text: string): string => new URLSearchParams(`x=${text}`).get("x") ?? "";
  return { clientId: decode(id), clientSecret: decode(secret.join(":")) };
}

function trusts(
  { federation = [] }: Identity,
  claims: { iss?: unknown; aud?: unknown; sub?: unknown },
): boolean {
  const audiences = new Set([claims.aud].flat());
  return federation.some(
    (policy) =>
      policy.issuer === claims.iss &&
      (policy.audiences === undefined || policy.audiences.some((audience) => audiences.has(audience))) &&
      (policy.subject === undefined || policy.subject === claims.sub),
  );
}
