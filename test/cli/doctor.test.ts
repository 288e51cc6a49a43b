import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { checkNode } from "../../cli/doctor/check-tools";
import { startEmulator, type EmulatorOptions } from "../../emulator/index";
import { temporaryFolder } from "../client/api/temporary-folder";
import { runHere } from "./run-here";

/** A folder with a Pulumi program's SDK and, on its PATH, a `pulumi` that tells its version. */
function project({
  pulumi = "v3.250.0",
  sdk = "3.250.0",
}: { pulumi?: string | null; sdk?: string | null } = {}) {
  const folder = temporaryFolder(pulumi === null ? {} : { pulumi: `#!/bin/sh\necho ${pulumi}\n` });
  for (const [name, version] of [
    ["@pulumi/pulumi", sdk],
    ["@pulumi/policy", "1.21.0"],
  ] as const) {
    if (version === null) continue;
    const at = join(folder, "node_modules", name);
    mkdirSync(at, { recursive: true });
    writeFileSync(join(at, "package.json"), JSON.stringify({ name, version }));
  }
  return folder;
}

async function emulated(options: EmulatorOptions = {}) {
  const emulator = await startEmulator({
    ...options,
    switches: { platformEndpoints: false, ...options.switches },
  });
  onTestFinished(() => emulator.close());
  return emulator;
}

async function doctor(environment: Record<string, string>, folder = project(), args: string[] = []) {
  const outcome = await runHere(["doctor", ...args], {
    environment: { PATH: `${folder}:/usr/bin:/bin`, ...environment },
    folder,
  });
  return { ...outcome, lines: outcome.text.split("\n") };
}

async function addScope(emulator: { url: string; token: string }): Promise<void> {
  await fetch(`${emulator.url}/api/2.0/secrets/scopes/create`, {
    method: "POST",
    headers: { authorization: `Bearer ${emulator.token}` },
    body: JSON.stringify({ scope: "llm" }),
  });
}

describe("the doctor", () => {
  it("finds everything in order, and says what it found", async () => {
    const emulator = await emulated();
    await addScope(emulator);
    const { code, lines } = await doctor({ DATABRICKS_HOST: emulator.url, DATABRICKS_TOKEN: emulator.token });
    expect(lines).toEqual([
      `✓ Node.js ${process.versions.node}`,
      expect.stringMatching(/^✓ Pulumi 3\.250\.0 \(.*\/pulumi\)$/),
      "✓ @pulumi/policy 1.21.0 in this folder",
      "✓ @pulumi/pulumi 3.250.0 in this folder",
      `✓ Host ${emulator.url}`,
      "✓ Signed in as admin@emulator.example, an admin (pat, from DATABRICKS_TOKEN)",
      "✓ Serving endpoints can be listed (0 are visible)",
      "✓ Secret scopes can be listed (1 is visible)",
      "",
      "Ready to deploy.",
      "",
    ]);
    expect(code).toBe(0);
  });

  it("changes nothing", async () => {
    const emulator = await emulated();
    await doctor({ DATABRICKS_HOST: emulator.url, DATABRICKS_TOKEN: emulator.token });
    expect(new Set(emulator.journal.entries().map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  it("warns where no secret scope is visible, but that alone does not stop a deployment", async () => {
    const emulator = await emulated();
    const { code, text } = await doctor({ DATABRICKS_HOST: emulator.url, DATABRICKS_TOKEN: emulator.token });
    expect(text).toContain(
      "! No secret scope is visible to this identity\n    External models take their keys from one",
    );
    expect(code).toBe(0);
  });

  it("says that there is no host, and how to give one", async () => {
    const { code, text } = await doctor({});
    expect(text).toContain("✗ No Databricks host is given.");
    expect(text).toContain("1 to mend.");
    expect(code).toBe(3);
  });

  it("says what was tried to sign in", async () => {
    const { text } = await doctor({ DATABRICKS_HOST: "https://x.cloud.databricks.com" });
    expect(text).toContain(
      "✗ Cannot sign in to https://x.cloud.databricks.com: no credentials.\n    Tried, in this order:\n",
    );
    expect(text).toContain("      - pat: no token (DATABRICKS_TOKEN)\n");
  });

  it("says that an account's address is none of a workspace", async () => {
    const { code, text } = await doctor({
      DATABRICKS_HOST: "https://accounts.cloud.databricks.com",
      DATABRICKS_TOKEN: "t",
    });
    expect(text).toContain("✗ https://accounts.cloud.databricks.com is an account's address");
    expect(code).toBe(3);
  });

  it("says that the host cannot be reached", async () => {
    const emulator = await startEmulator();
    await emulator.close();
    const { code, text } = await doctor({ DATABRICKS_HOST: emulator.url, DATABRICKS_TOKEN: "t" });
    expect(text).toContain(`✗ Signing in: cannot reach ${emulator.url}`);
    expect(text).toContain("Check host and port (DATABRICKS_HOST)");
    expect(code).toBe(3);
  });

  it("says that the token is not accepted, once, and does not show it", async () => {
    const emulator = await emulated();
    const { code, text } = await doctor({
      DATABRICKS_HOST: emulator.url,
      DATABRICKS_TOKEN: "dapi-wrong-token",
    });
    expect(text).toContain("✗ Signing in: Invalid access token.");
    expect(text).toContain("did not accept the sign-in (pat, from DATABRICKS_TOKEN)");
    expect(text).not.toContain("dapi-wrong-token");
    expect(text).toContain("1 to mend.");
    expect(code).toBe(3);
  });

  it("says which right is missing", async () => {
    const emulator = await emulated();
    emulator.addFault({
      path: "/api/2.0/serving-endpoints",
      action: {
        kind: "status",
        status: 403,
        errorCode: "PERMISSION_DENIED",
        message: "No access to serving",
      },
    });
    const { code, text } = await doctor({ DATABRICKS_HOST: emulator.url, DATABRICKS_TOKEN: emulator.token });
    expect(text).toContain("✗ Serving endpoints cannot be listed\n");
    expect(text).toContain("No access to serving");
    expect(code).toBe(3);
  });

  it("says that the machine's clock is wrong", async () => {
    const emulator = await emulated({ switches: { dateSkewMs: 10 * 60_000 } });
    const { text } = await doctor({ DATABRICKS_HOST: emulator.url, DATABRICKS_TOKEN: emulator.token });
    expect(text).toMatch(/! This machine's clock is (9|10) min behind the workspace's\n/);
  });

  it("looks at the profile and the way that it is told to", async () => {
    const emulator = await emulated();
    const folder = project();
    const file = join(folder, "cfg");
    writeFileSync(
      file,
      `[dev]\nhost=${emulator.url}\ntoken=${emulator.token}\nclient_id=x\nclient_secret=y\n`,
    );
    const args = ["--profile", "dev", "--config-file", file];
    expect((await doctor({}, folder, args)).text).toContain("More than one authorization method configured");
    const { text } = await doctor({}, folder, [...args, "--auth-type", "pat"]);
    expect(text).toContain(`(pat, from profile dev of ${file})`);
  });
});

describe("the doctor, looking at tools,", () => {
  it.each([
    [
      { pulumi: null },
      "✗ There is no `pulumi` on the PATH\n    Install it: https://www.pulumi.com/docs/install/",
    ],
    [{ pulumi: "v3.100.2" }, "is too old\n    Upgrade it to 3.204.0 or later"],
    [{ pulumi: "hello" }, "does not tell its version"],
    [{ sdk: "3.90.0" }, "✗ @pulumi/pulumi 3.90.0 in this folder is not supported; supported is ^3.204.0"],
    [{ sdk: null }, "! There is no @pulumi/pulumi in "],
  ])("says what to do about %j", async (tools, said) => {
    expect((await doctor({}, project(tools))).text).toContain(said);
  });

  it.each([
    ["20.18.1", "good"],
    ["24.1.0", "good"],
    ["20.18.0", "bad"],
    ["18.20.4", "bad"],
  ])("finds Node.js %s %s", (version, verdict) => {
    expect(checkNode(version).verdict).toBe(verdict);
  });
});

describe("the doctor in JSON", () => {
  it("answers one document, with a verdict for each finding", async () => {
    const emulator = await emulated();
    const { code, text } = await doctor(
      { DATABRICKS_HOST: emulator.url, DATABRICKS_TOKEN: "wrong" },
      project(),
      ["--json"],
    );
    const { ready, findings } = JSON.parse(text) as { ready: boolean; findings: { verdict: string }[] };
    expect(ready).toBe(false);
    expect(findings.map(({ verdict }) => verdict)).toEqual(["good", "good", "good", "good", "good", "bad"]);
    expect(text).not.toContain('"wrong"');
    expect(code).toBe(3);
  });
});

describe("the doctor's arguments", () => {
  it("are shown by --help", async () => {
    const { code, text } = await doctor({}, project(), ["--help"]);
    expect(text).toMatch(/^Usage: databricks-serving doctor/);
    expect(code).toBe(0);
  });

  it("that it does not know are refused with those that it does", async () => {
    const { code, said } = await doctor({}, project(), ["--hots", "x"]);
    expect(code).toBe(2);
    expect(said).toBe(
      "databricks-serving: unknown option '--hots'\n(Did you mean --host?)\n" +
        "`databricks-serving doctor --help` shows what is allowed.\n",
    );
  });
});
