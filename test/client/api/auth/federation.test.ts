import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { defaultServicePrincipal } from "../../../../emulator/index";
import { apiErrorOf } from "../api-error-of";
import { serving } from "../serving";
import { temporaryFolder } from "../temporary-folder";
import { emulated, idToken, tokenRequests, whoami } from "./emulated";

const { clientId } = defaultServicePrincipal;

describe("an ID token in a variable", () => {
  it.each([
    ["DATABRICKS_OIDC_TOKEN", {}],
    ["MY_TOKEN", { DATABRICKS_OIDC_TOKEN_ENV: "MY_TOKEN" }],
  ])("of the name %s is exchanged at the workspace", async (name, extra) => {
    const { signedIn, emulator } = await emulated();
    const client = signedIn({}, { [name]: idToken(), DATABRICKS_CLIENT_ID: clientId, ...extra });
    expect(await whoami(client)).toBe(clientId);
    expect(client.connection).toMatchObject({ method: "env-oidc", source: name });
    const exchange = emulator.journal.entries().find(({ path }) => path === "/oidc/v1/token");
    expect(exchange?.body).toMatchObject({
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      scope: "all-apis",
      client_id: clientId,
    });
  });

  it("without a client id signs in as whom the account's policy says", async () => {
    const { signedIn, emulator } = await emulated();
    emulator.addIdentity({ userName: "dev@acme.example" });
    expect(await whoami(signedIn({}, { DATABRICKS_OIDC_TOKEN: idToken({ sub: "dev@acme.example" }) }))).toBe(
      "dev@acme.example",
    );
  });

  it("that no policy accepts is refused, with what to check and without the token", async () => {
    const { signedIn } = await emulated();
    const foreign = idToken({ iss: "https://gitlab.example" });
    const error = await apiErrorOf(
      whoami(signedIn({}, { DATABRICKS_OIDC_TOKEN: foreign, DATABRICKS_CLIENT_ID: clientId })),
    );
    expect(error).toMatchObject({ category: "unauthenticated", errorCode: "invalid_grant" });
    expect(error.message).toContain(
      `Check that a federation policy of the service principal ${clientId} accepts issuer, audience and subject of the token from DATABRICKS_OIDC_TOKEN`,
    );
    expect(error.message).toContain("issuer https://gitlab.example");
    expect(error.message).not.toContain(foreign);
  });
});

describe("an ID token in a file", () => {
  it("is read anew for each exchange, as it is replaced before it ends", async () => {
    const { writeFileSync } = await import("node:fs");
    const { signedIn, emulator, pass } = await emulated({ accessTokenSeconds: 300 });
    const file = join(temporaryFolder({ token: `${idToken()}\n` }), "token");
    const client = signedIn({ clientId }, { DATABRICKS_OIDC_TOKEN_FILEPATH: file });
    expect(await whoami(client)).toBe(clientId);
    pass(3_600_000);
    writeFileSync(file, idToken({ exp: Math.floor(Date.now() / 1000) + 7_200 }));
    expect(await whoami(client)).toBe(clientId);
    expect(tokenRequests(emulator)).toBe(2);
    expect(client.connection).toMatchObject({ method: "file-oidc", source: file });
  });

  it.each([
    ["missing", undefined, "cannot be read (ENOENT)"],
    ["empty", "\n", "is empty"],
  ])("that is %s is said to be so", async (_state, text, said) => {
    const { signedIn } = await emulated();
    const file = join(temporaryFolder(text === undefined ? {} : { token: text }), "token");
    const error = await apiErrorOf(whoami(signedIn({}, { DATABRICKS_OIDC_TOKEN_FILEPATH: file })));
    expect(error.message).toContain(`the file ${file} ${said}. Check DATABRICKS_OIDC_TOKEN_FILEPATH.`);
  });
});

describe("a GitHub workflow", () => {
  it("signs in by its own ID token, asked for with the workspace as audience", async () => {
    const { signedIn, emulator } = await emulated();
    const github = await serving(({ path }) => ({
      body: { value: idToken({ aud: new URL(path, "http://x").searchParams.get("audience") }) },
    }));
    const client = signedIn(
      { clientId },
      {
        ACTIONS_ID_TOKEN_REQUEST_URL: `${github.url}/token?api-version=2`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: "run",
      },
    );
    expect(await whoami(client)).toBe(clientId);
    expect(client.connection).toMatchObject({ method: "github-oidc", source: "GitHub Actions" });
    const [asked] = github.received;
    expect(asked?.headers.authorization).toBe("Bearer run");
    const query = new URL(asked?.path ?? "", github.url).searchParams;
    expect(Object.fromEntries(query)).toEqual({
      "api-version": "2",
      audience: `${emulator.url}/oidc/v1/token`,
    });
  });

  it("asks for the audience that is configured", async () => {
    const { signedIn } = await emulated();
    const github = await serving(() => ({ body: { value: idToken() } }));
    await whoami(
      signedIn(
        { clientId, audience: "acme" },
        { ACTIONS_ID_TOKEN_REQUEST_URL: github.url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: "run" },
      ),
    );
    expect(github.received[0]?.path).toBe("/?audience=acme");
  });

  it("that may not have a token is told to write the permission", async () => {
    const { signedIn } = await emulated();
    const github = await serving(() => ({ status: 403, body: { message: "no" } }));
    const error = await apiErrorOf(
      whoami(
        signedIn(
          { clientId },
          { ACTIONS_ID_TOKEN_REQUEST_URL: github.url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: "run" },
        ),
      ),
    );
    expect(error.message).toContain("`permissions: id-token: write`");
  });
});

describe("an Azure Pipelines job", () => {
  const variables = {
    SYSTEM_TEAMPROJECTID: "project",
    SYSTEM_HOSTTYPE: "build",
    SYSTEM_PLANID: "plan",
    SYSTEM_JOBID: "job",
    SYSTEM_ACCESSTOKEN: "pipeline",
  };

  it("signs in by its own ID token", async () => {
    const { signedIn } = await emulated();
    const devops = await serving(() => ({ body: { oidcToken: idToken() } }));
    const client = signedIn(
      { clientId },
      { ...variables, SYSTEM_TEAMFOUNDATIONCOLLECTIONURI: `${devops.url}/acme/` },
    );
    expect(await whoami(client)).toBe(clientId);
    expect(client.connection.method).toBe("azure-devops-oidc");
    expect(devops.received[0]).toMatchObject({
      method: "POST",
      path: "/acme/project/_apis/distributedtask/hubs/build/plans/plan/jobs/job/oidctoken?api-version=7.2-preview.1",
    });
    expect(devops.received[0]?.headers.authorization).toBe("Bearer pipeline");
  });

  it("that does not pass its token on is told how to", async () => {
    const { signedIn } = await emulated();
    const { SYSTEM_ACCESSTOKEN: _, ...rest } = variables;
    expect(() =>
      signedIn({}, { ...rest, SYSTEM_TEAMFOUNDATIONCOLLECTIONURI: "https://dev.azure.com/acme" }),
    ).toThrow("SYSTEM_ACCESSTOKEN: $(System.AccessToken)");
  });
});
