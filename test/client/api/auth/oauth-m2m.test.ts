import { describe, expect, it } from "vitest";
import { defaultServicePrincipal } from "../../../../emulator/index";
import { resolveConnection } from "../../../../provider/client/api/connection";
import { HttpClient } from "../../../../provider/client/api/http-client";
import { apiErrorOf } from "../api-error-of";
import { HandClock } from "../hand-clock";
import { BARE, serving } from "../serving";
import { emulated, tokenRequests, whoami } from "./emulated";

const { clientId, clientSecret } = defaultServicePrincipal;
const variables = { DATABRICKS_CLIENT_ID: clientId, DATABRICKS_CLIENT_SECRET: clientSecret };

describe("a service principal with an OAuth secret", () => {
  it("signs in, with one token for many requests at once", async () => {
    const { signedIn, emulator } = await emulated();
    const client = signedIn({}, variables);
    const names = await Promise.all(Array.from({ length: 20 }, () => whoami(client)));
    expect(new Set(names)).toEqual(new Set([clientId]));
    expect(tokenRequests(emulator)).toBe(1);
    expect(client.connection).toMatchObject({ method: "oauth-m2m", source: "DATABRICKS_CLIENT_SECRET" });
  });

  it("gets a new token before the old one ends", async () => {
    const { signedIn, emulator, pass } = await emulated({ accessTokenSeconds: 3600 });
    const client = signedIn({}, variables);
    await whoami(client);
    pass(54 * 60_000);
    await whoami(client);
    expect(tokenRequests(emulator)).toBe(1);
    pass(2 * 60_000);
    await whoami(client);
    expect(tokenRequests(emulator)).toBe(2);
    expect(emulator.journal.entries().every(({ status }) => status === 200)).toBe(true);
  });

  it.each([401, 403] as const)(
    "gets a new token when the old one is refused early with %i",
    async (invalidTokenStatus) => {
      const { signedIn, emulator, clock } = await emulated({ invalidTokenStatus });
      const client = signedIn({}, variables);
      await whoami(client);
      emulator.advance(2 * 3_600_000);
      clock.advance(60_000);
      expect(await whoami(client)).toBe(clientId);
      expect(tokenRequests(emulator)).toBe(2);
    },
  );

  it("is refused in one message that names the principal and not its secret", async () => {
    const { signedIn, emulator } = await emulated();
    const client = signedIn({ clientId, clientSecret: "not-the-secret-at-all" });
    const errors = await Promise.all(Array.from({ length: 50 }, () => apiErrorOf(whoami(client))));
    const [error] = errors;
    expect(error).toMatchObject({ category: "unauthenticated", status: 401, errorCode: "invalid_client" });
    expect(error?.message).toContain(
      `Check the client id ${clientId} and its OAuth secret (from the provider's \`clientSecret\`)`,
    );
    expect(error?.message).not.toContain("not-the-secret-at-all");
    expect(client.requests).toBe(0);
    expect(tokenRequests(emulator)).toBeLessThanOrEqual(2);
  });

  it("is signed in although the token endpoint is busy at first", async () => {
    const { signedIn, emulator } = await emulated();
    emulator.addFault({ path: "/oidc/v1/token", action: { kind: "status", status: 429, retryAfter: 3 } });
    emulator.addFault({ path: "/oidc/v1/token", action: { kind: "cut" } });
    expect(await whoami(signedIn({}, variables))).toBe(clientId);
  });

  it("has its id and secret encoded, as RFC 6749 wants", async () => {
    const { signedIn, emulator } = await emulated();
    emulator.addIdentity({ userName: "app-1", clientSecret: "a+b:c%d/é", kind: "ServicePrincipal" });
    expect(await whoami(signedIn({ clientId: "app-1", clientSecret: "a+b:c%d/é" }))).toBe("app-1");
  });
});

describe("where its tokens come from", () => {
  const connect = (host: string, settings = {}) =>
    new HttpClient(
      resolveConnection({ host, clientId: "id", clientSecret: "secret", ...settings }, BARE, {
        clock: new HandClock(),
      }),
      { clock: new HandClock(), random: () => 0.5 },
    );
  const token = { access_token: "issued", token_type: "Bearer", expires_in: 3600 };

  it("is asked of the workspace", async () => {
    const server = await serving(({ path, headers }) => {
      if (path === "/oidc/.well-known/oauth-authorization-server") {
        return { body: { token_endpoint: `http://${headers.host}/elsewhere/token` } };
      }
      return { body: path === "/elsewhere/token" ? token : { ok: true } };
    });
    await connect(server.url).request("GET", "/x");
    expect(server.received.map(({ path }) => path)).toEqual([
      "/oidc/.well-known/oauth-authorization-server",
      "/elsewhere/token",
      "/x",
    ]);
    expect(server.received[1]).toMatchObject({
      method: "POST",
      body: "grant_type=client_credentials&scope=all-apis",
    });
    expect(server.received[2]?.headers.authorization).toBe("Bearer issued");
  });

  it("is the usual place where the workspace does not tell", async () => {
    const server = await serving(({ path }) =>
      path === "/oidc/v1/token" ? { body: token } : path === "/x" ? {} : { status: 404, body: "" },
    );
    await connect(server.url).request("GET", "/x");
    expect(server.received.map(({ path }) => path)).toContain("/oidc/v1/token");
  });

  it("is never one that would get the secret unencrypted", async () => {
    const server = await serving(({ path }) =>
      path.includes("well-known")
        ? { body: { token_endpoint: "http://evil.example/token" } }
        : { body: path.endsWith("/token") ? token : {} },
    );
    await connect(server.url).request("GET", "/x");
    expect(server.received.map(({ path }) => path)).toContain("/oidc/v1/token");
  });

  it("is fixed for an account, whose id is needed", () => {
    const host = "https://accounts.cloud.databricks.com";
    expect(() => connect(host)).toThrow("no account id is given (DATABRICKS_ACCOUNT_ID)");
    expect(connect(host, { accountId: "acc-1" }).connection.method).toBe("oauth-m2m");
  });
});
