import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { apiErrorOf } from "../api-error-of";
import { serving } from "../serving";
import { temporaryFolder } from "../temporary-folder";
import { emulated, whoami } from "./emulated";

/** A command that writes down how it was called, and then does as the script says. */
const command = (script: string) => `#!/bin/sh\necho "$@" >> "$(dirname "$0")/calls"\n${script}\n`;
const onPath = (folder: string) => ({ PATH: `${folder}:/usr/bin:/bin` });
const calls = (folder: string) => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");

const later = (ms: number) => new Date(Date.now() + ms).toISOString();

describe("the Databricks CLI", () => {
  const printing = (token: string, expiry = later(3_600_000)) =>
    command(`echo '{"access_token":"${token}","token_type":"Bearer","expiry":"${expiry}"}'`);

  it("gives the token of whoever is signed in to the host, once for many requests", async () => {
    const { signedIn, emulator } = await emulated();
    const folder = temporaryFolder({ databricks: printing(emulator.token) });
    const client = signedIn({}, onPath(folder));
    await Promise.all([whoami(client), whoami(client), whoami(client)]);
    expect(calls(folder)).toEqual([`auth token --host ${emulator.url}`]);
    expect(client.connection).toMatchObject({ method: "databricks-cli", source: "the Databricks CLI" });
  });

  it("is asked by profile where one is used", async () => {
    const { signedIn, emulator } = await emulated();
    const folder = temporaryFolder({
      databricks: printing(emulator.token),
      cfg: `[dev]\nhost = ${emulator.url}\nauth_type = databricks-cli\n`,
    });
    const client = signedIn({ profile: "dev", configFile: join(folder, "cfg") }, onPath(folder));
    expect(await whoami(client)).toBe("admin@emulator.example");
    expect(calls(folder)).toEqual(["auth token --profile dev"]);
    expect(client.connection.source).toBe("the Databricks CLI, profile dev");
  });

  it("is asked again before its token ends", async () => {
    const { signedIn, emulator, clock } = await emulated();
    const folder = temporaryFolder({ databricks: printing(emulator.token) });
    const client = signedIn({}, onPath(folder));
    await whoami(client);
    clock.advance(3_400_000);
    await whoami(client);
    expect(calls(folder)).toHaveLength(2);
  });

  it("may lie elsewhere than on the PATH", async () => {
    const { signedIn, emulator } = await emulated();
    const folder = temporaryFolder({ "my-databricks": printing(emulator.token) });
    const client = signedIn(
      {},
      { PATH: "/usr/bin:/bin", DATABRICKS_CLI_PATH: join(folder, "my-databricks") },
    );
    expect(await whoami(client)).toBe("admin@emulator.example");
  });

  it("in which nobody is signed in says so, with the command to do it", async () => {
    const { signedIn, emulator } = await emulated();
    const folder = temporaryFolder({ databricks: command("echo 'no cached credentials' >&2; exit 1") });
    const error = await apiErrorOf(whoami(signedIn({}, onPath(folder))));
    expect(error.category).toBe("unauthenticated");
    expect(error.message).toBe(
      `\`databricks auth token --host ${emulator.url}\`: it ended with 1 and said: no cached credentials. ` +
        `Sign in with \`databricks auth login --host ${emulator.url}\`.`,
    );
  });

  it("that prints something else is not quoted, as that may be a token", async () => {
    const { signedIn } = await emulated();
    const folder = temporaryFolder({ databricks: command("echo dapi-some-token") });
    const error = await apiErrorOf(whoami(signedIn({}, onPath(folder))));
    expect(error.message).toContain("its output is not JSON");
    expect(error.message).not.toContain("dapi-some-token");
  });

  it("of the old kind, in Python, is told apart", async () => {
    const { signedIn } = await emulated();
    const folder = temporaryFolder({ databricks: "#!/usr/bin/python3\n" });
    expect(() => signedIn({}, onPath(folder))).toThrow("is the old CLI in Python");
  });
});

describe("the Azure CLI", () => {
  const azure = {
    DATABRICKS_AZURE_RESOURCE_ID: "/subscriptions/sub-1/resourceGroups/g/providers/p/workspaces/w",
  };
  const printing = (token: string) =>
    command(`echo '{"accessToken":"${token}","expires_on":${Math.floor(Date.now() / 1000) + 3600}}'`);

  it("gives a token of the workspace's tenant, which its login page tells", async () => {
    const { signedIn, emulator } = await emulated();
    const folder = temporaryFolder({ az: printing(emulator.token) });
    const client = signedIn({}, { ...onPath(folder), ...azure });
    expect(await whoami(client)).toBe("admin@emulator.example");
    expect(client.connection).toMatchObject({ method: "azure-cli", source: "the Azure CLI" });
    expect(calls(folder)[0]).toBe(
      "account get-access-token --resource 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d --output json --tenant 1b4e28ba-2fa1-41d2-883f-0016d3cca427",
    );
  });

  it("is asked for the workspace's subscription where no tenant is known, and without where that fails", async () => {
    const { emulator, signedIn } = await emulated();
    const folder = temporaryFolder({
      az: command(
        `case "$*" in *--subscription*) exit 1;; esac\necho '{"accessToken":"${emulator.token}","expiresOn":"2099-01-01 00:00:00.000000"}'`,
      ),
    });
    emulator.addFault({ path: "/aad/auth", times: 9, action: { kind: "status", status: 404 } });
    expect(await whoami(signedIn({}, { ...onPath(folder), ...azure }))).toBe("admin@emulator.example");
    expect(calls(folder).slice(0, 2)).toEqual([
      "account get-access-token --resource 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d --output json --subscription sub-1",
      "account get-access-token --resource 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d --output json",
    ]);
  });

  it("is not asked for a workspace outside Azure", async () => {
    const server = await serving(() => ({}));
    const { signedIn } = await emulated();
    const folder = temporaryFolder({ az: printing("x") });
    expect(() => signedIn({ host: server.url }, onPath(folder))).toThrow(
      "azure-cli: the host is none of Azure's",
    );
  });
});

describe("several ways that merely happen to be there", () => {
  const azure = {
    DATABRICKS_AZURE_RESOURCE_ID: "/subscriptions/sub-1/resourceGroups/g/providers/p/workspaces/w",
  };

  it("are tried in turn, and the one that works stays", async () => {
    const { signedIn, emulator } = await emulated();
    const folder = temporaryFolder({
      az: command("echo 'Please run az login' >&2; exit 1"),
      databricks: command(`echo '{"access_token":"${emulator.token}"}'`),
    });
    const client = signedIn({}, { ...onPath(folder), ...azure });
    expect(await whoami(client)).toBe("admin@emulator.example");
    await whoami(client);
    expect(client.connection.method).toBe("databricks-cli");
    expect(calls(folder).filter((call) => call.startsWith("auth token"))).toHaveLength(1);
  });

  it("all fail in one message that says why each did", async () => {
    const { signedIn } = await emulated();
    const folder = temporaryFolder({
      az: command("echo 'Please run az login' >&2; exit 1"),
      databricks: command("echo 'no cached credentials' >&2; exit 1"),
    });
    const error = await apiErrorOf(whoami(signedIn({}, { ...onPath(folder), ...azure })));
    expect(error.category).toBe("unauthenticated");
    expect(error.message).toMatch(/- azure-cli: .*Please run az login\..*`az login`/);
    expect(error.message).toMatch(/- databricks-cli: .*no cached credentials\..*`databricks auth login/);
  });

  it("are passed over where one was asked for", async () => {
    const { signedIn, emulator } = await emulated();
    const folder = temporaryFolder({ databricks: command("exit 1") });
    const client = signedIn({ token: emulator.token }, onPath(folder));
    expect(await whoami(client)).toBe("admin@emulator.example");
    expect(() => calls(folder)).toThrow("ENOENT");
  });
});
