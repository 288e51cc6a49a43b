import { describe, expect, test } from "vitest";
import { defaultServicePrincipal as principal } from "../../emulator/index";
import { withEmulator } from "./with-emulator";

const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

async function post(url: string, form: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await fetch(url, { method: "POST", headers, body: new URLSearchParams(form) });
  return { status: response.status, body: (await response.json()) as any };
}

const basic = (id: string, secret: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
});

const jwt = (claims: object): string =>
  [{ alg: "RS256" }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".") + ".sig";

const github = (over: object = {}): string =>
  jwt({
    iss: "https://token.actions.githubusercontent.com",
    sub: "repo:acme/app:ref:main",
    aud: "acme",
    ...over,
  });

async function whoIs(url: string, token: string): Promise<string> {
  const response = await fetch(`${url}/api/2.0/preview/scim/v2/Me`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const body = (await response.json()) as any;
  return body.userName ?? `${response.status} ${body.message}`;
}

describe("client credentials", () => {
  test.each([
    ["basic authentication", {}, basic(principal.clientId, principal.clientSecret)],
    ["the form", { client_id: principal.clientId, client_secret: principal.clientSecret }, {}],
  ])("by %s give a token that signs in until it expires", async (_title, form, headers) => {
    const { emulator } = await withEmulator({ switches: { accessTokenSeconds: 60 } });
    const metadata = (await (
      await fetch(`${emulator.url}/oidc/.well-known/oauth-authorization-server`)
    ).json()) as any;
    const token = await post(
      metadata.token_endpoint,
      { grant_type: "client_credentials", scope: "all-apis", ...form },
      headers,
    );
    expect(token).toMatchObject({ status: 200, body: { token_type: "Bearer", expires_in: 60 } });
    expect(await whoIs(emulator.url, token.body.access_token)).toBe(principal.clientId);
    emulator.advance(60_000);
    expect(await whoIs(emulator.url, token.body.access_token)).toBe("403 Invalid Token");
  });

  test("of an account are taken at the account's own endpoint", async () => {
    const { emulator } = await withEmulator();
    const url = `${emulator.url}/oidc/accounts/3e8f/v1/token`;
    const token = await post(
      url,
      { grant_type: "client_credentials", scope: "all-apis" },
      basic(principal.clientId, principal.clientSecret),
    );
    expect(token.status).toBe(200);
  });

  test("that are wrong, or ask for nothing, are refused in the OAuth form", async () => {
    const { emulator } = await withEmulator();
    const url = `${emulator.url}/oidc/v1/token`;
    const form = { grant_type: "client_credentials", scope: "all-apis" };
    expect(await post(url, form, basic(principal.clientId, "wrong"))).toEqual({
      status: 401,
      body: { error: "invalid_client", error_description: "Client authentication failed" },
    });
    expect((await post(url, { grant_type: "client_credentials" })).body.error).toBe("invalid_scope");
    expect((await post(url, { grant_type: "password" })).body.error).toBe("unsupported_grant_type");
  });

  test("leave no secret in the journal", async () => {
    const { emulator } = await withEmulator();
    await post(`${emulator.url}/oidc/v1/token`, {
      grant_type: "client_credentials",
      scope: "all-apis",
      client_id: principal.clientId,
      client_secret: principal.clientSecret,
    });
    const [entry] = emulator.journal.entries();
    expect(entry).toMatchObject({
      path: "/oidc/v1/token",
      status: 200,
      body: { client_secret: "[redacted]" },
    });
    expect(JSON.stringify(entry)).not.toContain(principal.clientSecret);
  });
});

describe("a token for the data plane", () => {
  const forAssertion = (url: string, assertion: string) =>
    post(`${url}/oidc/v1/token`, {
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      authorization_details: "[]",
      assertion,
    });

  test("is given for one of the workspace, is the same caller's, and ends when that ends", async () => {
    const { emulator } = await withEmulator({ switches: { accessTokenSeconds: 60 } });
    const { body } = await post(
      `${emulator.url}/oidc/v1/token`,
      { grant_type: "client_credentials", scope: "all-apis" },
      basic(principal.clientId, principal.clientSecret),
    );
    emulator.advance(20_000);
    const given = await forAssertion(emulator.url, body.access_token);
    expect(given).toMatchObject({ status: 200, body: { token_type: "Bearer" } });
    expect(given.body.expires_in).toBeLessThanOrEqual(40);
    expect(await whoIs(emulator.url, given.body.access_token)).toBe(principal.clientId);
    emulator.advance(41_000);
    for (const wrong of [body.access_token, "none"]) {
      const refused = await forAssertion(emulator.url, wrong);
      expect(refused).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    }
  });
});

describe("token exchange", () => {
  const form = (over: Record<string, string> = {}): Record<string, string> => ({
    grant_type: EXCHANGE,
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    scope: "all-apis",
    subject_token: github(),
    client_id: principal.clientId,
    ...over,
  });

  test("of a workflow's token signs in as the service principal that trusts its issuer", async () => {
    const { emulator } = await withEmulator();
    const token = await post(`${emulator.url}/oidc/v1/token`, form());
    expect(await whoIs(emulator.url, token.body.access_token)).toBe(principal.clientId);
  });

  test("without a client id signs in as the user that the subject names", async () => {
    const { emulator } = await withEmulator();
    emulator.addIdentity({ userName: "ann@example.com" });
    const { client_id: _, ...account } = form({ subject_token: github({ sub: "ann@example.com" }) });
    const token = await post(`${emulator.url}/oidc/v1/token`, account);
    expect(await whoIs(emulator.url, token.body.access_token)).toBe("ann@example.com");
  });

  test("lives no longer than the token that was exchanged", async () => {
    const { emulator } = await withEmulator();
    const exp = Math.floor(Date.now() / 1000) + 120;
    const token = await post(`${emulator.url}/oidc/v1/token`, form({ subject_token: github({ exp }) }));
    expect(token.body.expires_in).toBeLessThanOrEqual(120);
    emulator.advance(200_000);
    const late = await post(`${emulator.url}/oidc/v1/token`, form({ subject_token: github({ exp }) }));
    expect(late.body).toEqual({ error: "invalid_grant", error_description: "subject_token has expired" });
  });

  test("is refused for an issuer, audience or subject that no policy names", async () => {
    const { emulator } = await withEmulator();
    emulator.addIdentity({
      userName: "app-2",
      federation: [{ issuer: "https://idp.example", audiences: ["databricks"], subject: "job" }],
    });
    const attempt = async (claims: object): Promise<number> =>
      (await post(`${emulator.url}/oidc/v1/token`, form({ client_id: "app-2", subject_token: jwt(claims) })))
        .status;
    expect(await attempt({ iss: "https://idp.example", aud: ["databricks"], sub: "job" })).toBe(200);
    expect(await attempt({ iss: "https://other.example", aud: ["databricks"], sub: "job" })).toBe(400);
    expect(await attempt({ iss: "https://idp.example", aud: "x", sub: "job" })).toBe(400);
    expect(await attempt({ iss: "https://idp.example", aud: "databricks", sub: "other" })).toBe(400);
    expect((await post(`${emulator.url}/oidc/v1/token`, form({ subject_token: "x" }))).body.error).toBe(
      "invalid_request",
    );
  });
});

describe("Microsoft Entra", () => {
  const app = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d";
  const client = {
    grant_type: "client_credentials",
    client_id: principal.clientId,
    client_secret: principal.clientSecret,
  };

  test("gives a token for Databricks in both versions of its endpoint", async () => {
    const { emulator } = await withEmulator();
    const base = `${emulator.url}/${principal.entraTenant}/oauth2`;
    const second = await post(`${base}/v2.0/token`, { ...client, scope: `${app}/.default` });
    expect(await whoIs(emulator.url, second.body.access_token)).toBe(principal.clientId);
    const first = await post(`${base}/token`, { ...client, resource: app });
    expect(first.body).toMatchObject({ expires_in: "3600", resource: app });
    const management = await post(`${base}/v2.0/token`, {
      ...client,
      scope: "https://management.core.windows.net//.default",
    });
    expect(management.status).toBe(200);
    expect(await whoIs(emulator.url, management.body.access_token)).toMatch(/^403/);
  });

  test("refuses another tenant, secret or resource", async () => {
    const { emulator } = await withEmulator();
    const url = (tenant: string): string => `${emulator.url}/${tenant}/oauth2/v2.0/token`;
    const scope = `${app}/.default`;
    expect((await post(url("other"), { ...client, scope })).body.error).toBe("unauthorized_client");
    expect(
      (await post(url(principal.entraTenant), { ...client, scope, client_secret: "x" })).body,
    ).toMatchObject({
      error: "invalid_client",
      error_description: expect.stringMatching(/^AADSTS7000215/),
    });
    expect((await post(url(principal.entraTenant), { ...client, scope: "graph" })).body.error).toBe(
      "invalid_resource",
    );
  });

  test("is found from the workspace by its redirect", async () => {
    const { emulator } = await withEmulator();
    const response = await fetch(`${emulator.url}/aad/auth`, { redirect: "manual" });
    expect(response.headers.get("location")).toContain(`login.microsoftonline.com/${principal.entraTenant}/`);
  });
});
