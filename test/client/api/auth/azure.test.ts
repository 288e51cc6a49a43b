import { connect } from "node:net";
import { Agent } from "undici";
import { describe, expect, it, onTestFinished } from "vitest";
import { defaultServicePrincipal } from "../../../../emulator/index";
import { azureCloud } from "../../../../provider/client/api/auth/azure-cloud";
import { resolveConnection } from "../../../../provider/client/api/connection";
import { HttpClient } from "../../../../provider/client/api/http-client";
import { resolveSettings } from "../../../../provider/client/api/resolve-settings";
import { apiErrorOf } from "../api-error-of";
import { HandClock } from "../hand-clock";
import { BARE, serving } from "../serving";
import { emulated, idToken, whoami } from "./emulated";

const { clientId, clientSecret, entraTenant } = defaultServicePrincipal;
const DATABRICKS = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d";
const RESOURCE_ID =
  "/subscriptions/0b1f6471-1bf0-4dda-aec3-111122223333/resourceGroups/ai/providers/Microsoft.Databricks/workspaces/prod";
const variables = {
  ARM_TENANT_ID: entraTenant,
  ARM_CLIENT_ID: clientId,
  ARM_CLIENT_SECRET: clientSecret,
  DATABRICKS_AZURE_RESOURCE_ID: RESOURCE_ID,
};

describe("a Microsoft Entra service principal", () => {
  it("signs in with its secret", async () => {
    const { signedIn, emulator } = await emulated();
    const client = signedIn({}, { ...variables, AZURE_AUTHORITY_HOST: emulator.url });
    expect(await whoami(client)).toBe(clientId);
    expect(client.connection).toMatchObject({ method: "azure-client-secret", source: "ARM_CLIENT_SECRET" });
    const asked = emulator.journal.entries().filter(({ path }) => path === `/${entraTenant}/oauth2/token`);
    expect(asked.map(({ body }) => (body as { resource: string }).resource).sort()).toEqual([
      DATABRICKS,
      "https://management.core.windows.net/",
    ]);
  });

  it("sends the workspace's resource id and a token for Azure's management along", async () => {
    const server = await serving(({ path, body }) =>
      path.endsWith("/oauth2/token")
        ? { body: { access_token: `for-${new URLSearchParams(body).get("resource")}`, expires_in: "3599" } }
        : {},
    );
    const clock = new HandClock();
    const connection = resolveConnection(
      { host: server.url },
      { ...BARE, ...variables, AZURE_AUTHORITY_HOST: server.url },
      { clock },
    );
    await new HttpClient(connection, { clock }).request("GET", "/x");
    expect(server.received.at(-1)?.headers).toMatchObject({
      authorization: "Bearer for-2ff814a6-3304-4ab8-85cb-cd0e6f879c1d",
      "x-databricks-azure-workspace-resource-id": RESOURCE_ID,
      "x-databricks-azure-sp-management-token": "for-https://management.core.windows.net/",
    });
  });

  it("gets a new token before the old one ends", async () => {
    const { signedIn, emulator, pass } = await emulated({ accessTokenSeconds: 3600 });
    const client = signedIn({}, { ...variables, AZURE_AUTHORITY_HOST: emulator.url });
    await whoami(client);
    pass(3_550_000);
    expect(await whoami(client)).toBe(clientId);
    expect(emulator.journal.entries().every(({ status }) => status === 200)).toBe(true);
  });

  it("with a wrong secret is refused with Entra's reason and not the secret", async () => {
    const { signedIn, emulator } = await emulated();
    const error = await apiErrorOf(
      whoami(
        signedIn(
          {},
          { ...variables, ARM_CLIENT_SECRET: "wrong-but-secret", AZURE_AUTHORITY_HOST: emulator.url },
        ),
      ),
    );
    expect(error.category).toBe("unauthenticated");
    expect(error.message).toContain("AADSTS7000215");
    expect(error.message).toContain(`Check the tenant ${entraTenant}, the client id ${clientId}`);
    expect(error.message).not.toContain("wrong-but-secret");
  });

  it("does not apply to a workspace outside Azure", () => {
    expect(() =>
      resolveConnection(
        { host: "https://x.cloud.databricks.com" },
        { ...BARE, ...variables, DATABRICKS_AZURE_RESOURCE_ID: "" },
      ),
    ).toThrow("azure-client-secret: the host is none of Azure's");
  });

  it("lacking a part of its credentials is told which", () => {
    expect(() =>
      resolveConnection({ host: "https://adb-1.2.azuredatabricks.net" }, { ...BARE, ARM_CLIENT_ID: "a" }),
    ).toThrow("azure-client-secret: no tenant id (ARM_TENANT_ID), no client secret (ARM_CLIENT_SECRET)");
  });

  it("that trusts GitHub signs in by the workflow's ID token", async () => {
    const assertion = idToken();
    const server = await serving(({ path, body }) => {
      if (path.startsWith("/github")) return { body: { value: assertion } };
      if (path !== `/${entraTenant}/oauth2/token`)
        return path.startsWith("/api") ? {} : { status: 400, body: { error: "invalid_grant" } };
      const form = new URLSearchParams(body);
      return form.get("client_assertion") === assertion
        ? { body: { access_token: "by-assertion", expires_on: "1795348800" } }
        : { status: 401, body: { error: "invalid_client" } };
    });
    const clock = new HandClock();
    const connection = resolveConnection(
      {
        host: server.url,
        azureTenantId: entraTenant,
        azureClientId: clientId,
        azureWorkspaceResourceId: RESOURCE_ID,
      },
      {
        ...BARE,
        AZURE_AUTHORITY_HOST: server.url,
        ACTIONS_ID_TOKEN_REQUEST_URL: `${server.url}/github?x=1`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: "run",
      },
      { clock },
    );
    await new HttpClient(connection, { clock }).request("GET", "/api/x");
    expect(connection.method).toBe("github-oidc-azure");
    expect(server.received.at(-1)?.headers.authorization).toBe("Bearer by-assertion");
    expect(
      server.received.some(({ path }) => path.includes("audience=api%3A%2F%2FAzureADTokenExchange")),
    ).toBe(true);
  });
});

describe("a managed identity", () => {
  it("is asked of the machine's metadata service", async () => {
    const { emulator, clock } = await emulated();
    const metadata = await serving(() => ({
      body: { access_token: emulator.token, expires_on: String(Math.floor(clock.now() / 1000) + 3600) },
    }));
    // The service has a link-local address; its connections are led to this test's server.
    const dispatcher = new Agent({
      connect: (_options, done) => {
        const socket = connect(Number(new URL(metadata.url).port), "127.0.0.1", () => done(null, socket));
      },
    });
    onTestFinished(() => dispatcher.close());
    const connection = resolveConnection(
      { host: emulator.url },
      {
        ...BARE,
        ARM_USE_MSI: "true",
        ARM_CLIENT_ID: "identity-2",
        DATABRICKS_AZURE_RESOURCE_ID: RESOURCE_ID,
      },
      { clock, dispatcher },
    );
    expect(await whoami(new HttpClient(connection, { clock }))).toBe("admin@emulator.example");
    expect(connection.method).toBe("azure-msi");
    const [asked] = metadata.received;
    expect(asked?.headers).toMatchObject({ metadata: "true", host: "169.254.169.254" });
    expect(Object.fromEntries(new URL(asked?.path ?? "", "http://x").searchParams)).toEqual({
      "api-version": "2018-02-01",
      resource: DATABRICKS,
      client_id: "identity-2",
    });
  });
});

describe("the cloud of Azure", () => {
  const cloudOf = (host: string, environment: NodeJS.ProcessEnv = {}) =>
    azureCloud({
      host,
      settings: resolveSettings({ host }, { ...BARE, ...environment }),
      environment,
      clock: new HandClock(),
      dispatcher: undefined,
    })?.login;

  it.each([
    ["https://adb-1.2.azuredatabricks.net", "https://login.microsoftonline.com/"],
    ["https://adb-1.2.databricks.azure.us", "https://login.microsoftonline.us/"],
    ["https://adb-1.2.databricks.azure.cn", "https://login.chinacloudapi.cn/"],
    ["https://x.cloud.databricks.com", undefined],
    ["https://x.gcp.databricks.com", undefined],
  ])("of %s signs in at %s", (host, login) => {
    expect(cloudOf(host, { ARM_ENVIRONMENT: "public" })).toBe(login);
  });

  it.each([
    ["usgovernment", "https://login.microsoftonline.us/"],
    ["AzureChinaCloud", "https://login.chinacloudapi.cn/"],
    ["PUBLIC", "https://login.microsoftonline.com/"],
  ])("is that of ARM_ENVIRONMENT=%s where the host does not tell", (name, login) => {
    const environment = { ARM_ENVIRONMENT: name, DATABRICKS_AZURE_RESOURCE_ID: RESOURCE_ID };
    expect(cloudOf("https://databricks.acme.example", environment)).toBe(login);
  });
});
