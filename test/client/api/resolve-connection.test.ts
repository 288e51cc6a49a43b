import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { resolveConnection, type ConnectionSettings } from "../../../provider/client/api/connection";
import { ConnectionError } from "../../../provider/client/api/connection-error";
import { BARE } from "./serving";
import { temporaryFolder } from "./temporary-folder";

const HOST = "https://one.cloud.databricks.com";
const OTHER = "https://two.cloud.databricks.com";

async function connected(settings: ConnectionSettings, environment: NodeJS.ProcessEnv = {}) {
  const connection = resolveConnection(settings, { ...BARE, ...environment });
  return {
    host: connection.host,
    method: connection.method,
    source: connection.source,
    ...(connection.method === "pat" ? { authorization: await connection.authorization() } : {}),
  };
}

function refusal(settings: ConnectionSettings, environment: NodeJS.ProcessEnv = {}): ConnectionError {
  try {
    resolveConnection(settings, { ...BARE, ...environment });
  } catch (error) {
    if (error instanceof ConnectionError) return error;
    throw error;
  }
  throw new Error("it was resolved");
}

const CONFIG = `; made by hand
host  = ${HOST}
token = from-the-top

[second]
host = ${OTHER}
token = se#cr;et  # the old one
[eu.prod]
host = https://eu.cloud.databricks.com
client_id = abc
client_secret = "quoted secret"
[empty]
`;

describe("host and credentials", () => {
  it("come from the environment", async () => {
    expect(await connected({}, { DATABRICKS_HOST: HOST, DATABRICKS_TOKEN: "t0" })).toEqual({
      host: HOST,
      method: "pat",
      source: "DATABRICKS_TOKEN",
      authorization: "Bearer t0",
    });
  });

  it("come before those of the environment where they are given explicitly", async () => {
    expect(
      await connected({ host: OTHER, token: "t1" }, { DATABRICKS_HOST: HOST, DATABRICKS_TOKEN: "t0" }),
    ).toEqual({ host: OTHER, method: "pat", source: "the provider's `token`", authorization: "Bearer t1" });
  });

  it("are not mixed with credentials of another kind in the environment, where they are given explicitly", async () => {
    const environment = {
      DATABRICKS_HOST: HOST,
      DATABRICKS_CLIENT_ID: "id",
      DATABRICKS_CLIENT_SECRET: "secret",
      DATABRICKS_AUTH_TYPE: "oauth-m2m",
    };
    expect(await connected({ host: OTHER, token: "t1" }, environment)).toMatchObject({
      host: OTHER,
      method: "pat",
      authorization: "Bearer t1",
    });
  });

  it("never send a token of the environment where a federated one is to follow", () => {
    expect(
      refusal({ host: OTHER, clientId: "sp" }, { DATABRICKS_HOST: HOST, DATABRICKS_TOKEN: "t0" }).message,
    ).toContain("  - pat: no token");
  });

  it("take an empty value for none", async () => {
    expect(
      await connected({ host: "", token: "" }, { DATABRICKS_HOST: HOST, DATABRICKS_TOKEN: "t0" }),
    ).toMatchObject({
      host: HOST,
    });
  });

  it("come from the DEFAULT profile where nothing else is given", async () => {
    const HOME = temporaryFolder({ ".databrickscfg": `[DEFAULT]\nhost=${HOST}\ntoken=t2\n` });
    expect(await connected({}, { HOME })).toEqual({
      host: HOST,
      method: "pat",
      source: `profile DEFAULT of ${join(HOME, ".databrickscfg")}`,
      authorization: "Bearer t2",
    });
  });

  it("come from the profile that `databricks auth switch` made the default", async () => {
    const HOME = temporaryFolder({
      ".databrickscfg": `${CONFIG}\n[__settings__]\ndefault_profile = second\n`,
    });
    expect(await connected({}, { HOME })).toMatchObject({ host: OTHER });
  });

  it("come from a named profile of a named file, read as the SDKs read it", async () => {
    const folder = temporaryFolder({ config: CONFIG });
    const DATABRICKS_CONFIG_FILE = join(folder, "config");
    expect(
      await connected({}, { DATABRICKS_CONFIG_FILE, DATABRICKS_CONFIG_PROFILE: "second" }),
    ).toMatchObject({
      host: OTHER,
      authorization: "Bearer se#cr;et",
    });
    expect(await connected({ configFile: DATABRICKS_CONFIG_FILE, profile: "eu.prod" })).toMatchObject({
      host: "https://eu.cloud.databricks.com",
      method: "oauth-m2m",
    });
    expect(await connected({}, { DATABRICKS_CONFIG_FILE })).toMatchObject({
      authorization: "Bearer from-the-top",
    });
  });

  it("of the environment come before those of a profile that the environment names", async () => {
    const folder = temporaryFolder({ config: CONFIG });
    const environment = {
      DATABRICKS_CONFIG_FILE: join(folder, "config"),
      DATABRICKS_CONFIG_PROFILE: "second",
      DATABRICKS_HOST: HOST,
    };
    expect(await connected({}, environment)).toMatchObject({ host: HOST, authorization: "Bearer se#cr;et" });
  });

  it("of a profile that is named explicitly come before the environment, lest two workspaces be mixed", async () => {
    const folder = temporaryFolder({ config: CONFIG });
    const environment = { DATABRICKS_HOST: HOST, DATABRICKS_TOKEN: "t0" };
    expect(
      await connected({ profile: "second", configFile: join(folder, "config") }, environment),
    ).toMatchObject({
      host: OTHER,
      authorization: "Bearer se#cr;et",
    });
  });
});

describe("a profile that is missing", () => {
  it("is an error that lists those that there are", () => {
    const file = join(temporaryFolder({ config: CONFIG }), "config");
    expect(refusal({ profile: "thrid", configFile: file }).message).toBe(
      `${file} has no profile "thrid". It has DEFAULT, second, eu.prod, empty. Check the spelling (DATABRICKS_CONFIG_PROFILE), or make it with \`databricks auth login --profile thrid\`.`,
    );
  });

  it.each(["empty", "__settings__"])("is one that is empty or no profile: %s", (profile) => {
    const file = join(temporaryFolder({ config: CONFIG }), "config");
    expect(refusal({ profile, configFile: file }).message).toContain(`has no profile "${profile}"`);
  });

  it("is an error where the whole file is missing", () => {
    const HOME = temporaryFolder();
    expect(refusal({}, { HOME, DATABRICKS_CONFIG_PROFILE: "prod" }).message).toContain(
      `There is no ${join(HOME, ".databrickscfg")}, where the profile "prod" should be`,
    );
  });
});

describe("nothing to sign in with", () => {
  it("is an error that names the ways to give a host", () => {
    const { message } = refusal({}, {});
    expect(message).toMatch(/^No Databricks host is given\. /);
    expect(message).toContain("DATABRICKS_HOST");
    expect(message).toContain("`pulumi config set databricks:host https://…`");
    expect(message).toContain("Provider resource");
    expect(message).toContain("emulator");
  });

  it("is an error that says what was tried, in order, and why each did not apply", () => {
    const error = refusal({ host: HOST, clientId: "abc" });
    expect(error.message).toMatch(
      /^Cannot sign in to https:\/\/one\.cloud\.databricks\.com: no credentials\.\n/,
    );
    expect(error.tried.map(({ method }) => method)).toEqual([
      "pat",
      "basic",
      "metadata-service",
      "oauth-m2m",
      "env-oidc",
      "file-oidc",
      "github-oidc",
      "azure-msi",
      "azure-client-secret",
      "github-oidc-azure",
      "azure-cli",
      "azure-devops-oidc",
      "external-browser",
      "databricks-cli",
      "google-credentials",
      "google-id",
    ]);
    expect(error.message).toContain("\n  - pat: no token (DATABRICKS_TOKEN)\n");
    expect(error.message).toContain(
      "\n  - oauth-m2m: a client id, but no client secret (DATABRICKS_CLIENT_SECRET)\n",
    );
    expect(error.message).toContain("Give credentials in one of these ways: DATABRICKS_TOKEN;");
  });

  it("says of a way that only others support that it was seen", () => {
    const error = refusal({ host: HOST }, { GOOGLE_CREDENTIALS: "{}" });
    expect(error.message).toContain(
      "google-credentials: not supported by this package, though GOOGLE_CREDENTIALS is set",
    );
  });

  it("says what to use instead of a way that opens a browser", () => {
    const error = refusal({ host: HOST, authType: "external-browser" });
    expect(error.message).toContain(
      "run `databricks auth login`, which opens a browser, and use databricks-cli",
    );
  });

  it("holds no secret", () => {
    const { message } = refusal({ host: HOST }, { DATABRICKS_CLIENT_SECRET: "hunter22" });
    expect(message).toContain("a client secret, but no client id");
    expect(message).not.toContain("hunter22");
  });
});

describe("more than one way", () => {
  const both = {
    DATABRICKS_HOST: HOST,
    DATABRICKS_TOKEN: "t0",
    DATABRICKS_CLIENT_SECRET: "s",
    DATABRICKS_CLIENT_ID: "i",
  };

  it("is an error, as in Databricks' SDKs, that names where each comes from", () => {
    expect(refusal({}, both).message).toBe(
      "More than one authorization method configured: oauth and pat (pat: DATABRICKS_TOKEN; oauth: DATABRICKS_CLIENT_SECRET). Remove what is not meant, or say which one counts with DATABRICKS_AUTH_TYPE (pat, oauth-m2m, azure-client-secret, azure-cli, databricks-cli, github-oidc, env-oidc, file-oidc).",
    );
  });

  it.each(["pat", "oauth-m2m"])("is none where DATABRICKS_AUTH_TYPE says %s", async (method) => {
    expect(await connected({}, { ...both, DATABRICKS_AUTH_TYPE: method })).toMatchObject({ method });
  });

  it("is an error where the one that is asked for lacks something", () => {
    const { message } = refusal(
      {},
      { DATABRICKS_HOST: HOST, DATABRICKS_TOKEN: "t", DATABRICKS_AUTH_TYPE: "oauth-m2m" },
    );
    expect(message).toContain(
      `Cannot sign in to ${HOST} by oauth-m2m, as DATABRICKS_AUTH_TYPE asks: no credentials.`,
    );
    expect(message).toContain("  - oauth-m2m: no client id and secret");
    expect(message).not.toContain("  - pat");
  });

  it("lists the names where DATABRICKS_AUTH_TYPE is misspelt", () => {
    expect(refusal({}, { ...both, DATABRICKS_AUTH_TYPE: "oauth" }).message).toMatch(
      /^There is no way to sign in called "oauth" \(from DATABRICKS_AUTH_TYPE\)\. There are pat, basic, .*oauth-m2m/,
    );
  });
});

describe("an address that serves several workspaces", () => {
  it("is told which one is meant", async () => {
    const connection = resolveConnection({ host: "https://acme.databricks.com/?o=1234", token: "t" }, BARE);
    expect(await connection.headers?.()).toEqual({ "x-databricks-workspace-id": "1234" });
    const explicit = resolveConnection({ host: HOST, token: "t", workspaceId: "99" }, BARE);
    expect(await explicit.headers?.()).toEqual({ "x-databricks-workspace-id": "99" });
  });
});
