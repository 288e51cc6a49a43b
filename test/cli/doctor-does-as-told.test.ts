import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { startEmulator } from "../../emulator/index";
import { temporaryFolder } from "../client/api/temporary-folder";
import { repository, withEngine } from "../package/consumer";
import { runHere } from "./run-here";

const SLOW = 60_000;
let engine: NodeJS.ProcessEnv;

beforeAll(async () => {
  engine = await withEngine();
}, 600_000);

/** The doctor does not ask for the optional one. */
const { "@portkey-ai/gateway": _, ...peers } = (
  JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
    peerDependencies: Record<string, string>;
  }
).peerDependencies;

/** A project with a stack on the real Pulumi, and a doctor who looks at it. */
async function project() {
  const folder = temporaryFolder({});
  writeFileSync(join(folder, "Pulumi.yaml"), "name: assistant\nruntime: nodejs\n");
  const environment: NodeJS.ProcessEnv = {
    PATH: engine["PATH"],
    HOME: folder,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${folder}`,
    PULUMI_CONFIG_PASSPHRASE: "test",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  const pulumi = async (...args: string[]) => {
    await promisify(execFile)("pulumi", [...args, "--non-interactive"], { cwd: folder, env: environment });
  };
  const doctor = async (args: string[] = [], more: NodeJS.ProcessEnv = {}) =>
    runHere(["doctor", ...args], { environment: { ...environment, ...more }, folder });
  const install = (name: string, version: string, extra: object = {}) => {
    const at = join(folder, "node_modules", name);
    mkdirSync(at, { recursive: true });
    writeFileSync(join(at, "package.json"), JSON.stringify({ name, version, ...extra }));
  };
  return { folder, pulumi, doctor, install };
}

async function emulated() {
  const emulator = await startEmulator();
  onTestFinished(() => emulator.close());
  return emulator;
}

describe("the doctor, once one has done as told,", () => {
  it(
    "finds the host and the token where it said that they may be given: in the stack's configuration",
    async () => {
      const { pulumi, doctor } = await project();
      const emulator = await emulated();
      const before = await doctor();
      expect(before.text).toContain("! The configuration of the stack cannot be read: no stack selected");
      expect(before.text).toContain("`pulumi config set databricks:host https://…`");
      expect(before.code).toBe(3);

      await pulumi("stack", "init", "dev");
      await pulumi("config", "set", "databricks:host", emulator.url);
      const host = await doctor();
      expect(host.text).not.toContain("cannot be read");
      expect(host.text).toContain(`✗ Cannot sign in to ${emulator.url}: no credentials.`);
      expect(host.text).toContain("`pulumi config set --secret databricks:token`");

      await pulumi("config", "set", "--secret", "databricks:token", emulator.token);
      const { code, text } = await doctor();
      expect(text).toContain(`✓ Host ${emulator.url}`);
      expect(text).toContain(
        "✓ Signed in as admin@emulator.example, an admin (pat, from `pulumi config`, databricks:token)",
      );
      expect(text).toContain("Ready to deploy.");
      expect(text).not.toContain(emulator.token);
      expect(code).toBe(0);
    },
    SLOW,
  );

  it(
    "reads what is no secret without the passphrase, says what is missing, and is content with it",
    async () => {
      const { pulumi, doctor } = await project();
      const emulator = await emulated();
      await pulumi("stack", "init", "dev");
      await pulumi("config", "set", "databricks:host", emulator.url);
      await pulumi("config", "set", "--secret", "databricks:token", emulator.token);
      const { text } = await doctor([], { PULUMI_CONFIG_PASSPHRASE: "wrong" });
      expect(text).toContain("! The configuration of the stack cannot be read: incorrect passphrase");
      expect(text).toContain(`✗ Cannot sign in to ${emulator.url}`);
      expect((await doctor()).code).toBe(0);
    },
    SLOW,
  );

  it(
    "finds the file that keeps Pulumi from loading the stack after a kill",
    async () => {
      const { folder, pulumi, doctor } = await project();
      await pulumi("stack", "init", "dev");
      const sidecar = join(folder, ".pulumi/stacks/assistant/dev.json.attrs");
      for (const left of ["", '{"user.cache']) {
        writeFileSync(sidecar, left);
        const { text, code } = await doctor();
        expect(text).toMatch(/✗ Pulumi cannot load the stack's state: failed to load checkpoint: .*EOF/);
        expect(text).toContain(`Delete what is cut short: ${sidecar}\n`);
        expect(code).toBe(3);
        rmSync(sidecar);
        expect((await doctor()).text).not.toContain("cannot load");
      }
    },
    SLOW,
  );

  it(
    "leaves the stack's token out where the command line names another host",
    async () => {
      const { pulumi, doctor } = await project();
      const emulator = await emulated();
      await pulumi("stack", "init", "dev");
      await pulumi("config", "set", "--secret", "databricks:token", "dapi-of-another-workspace");
      const { text } = await doctor(["--host", emulator.url]);
      expect(text).toContain(`✗ Cannot sign in to ${emulator.url}: no credentials.`);
      expect(emulator.journal.entries()).toEqual([]);
    },
    SLOW,
  );

  it("accepts of each peer exactly the versions that package.json accepts, and the install that it names", async () => {
    const { doctor, install } = await project();
    const said = async () => (await doctor()).text;
    for (const [name, range] of Object.entries(peers)) {
      expect(await said()).toContain(`! There is no ${name} in `);
      const [major = 0, minor = 0] = range.replace("^", "").split(".").map(Number);
      for (const version of [`${major}.${minor - 1}.9`, `${major + 1}.0.0`]) {
        install(name, version);
        expect(await said()).toContain(
          `✗ ${name} ${version} in this folder is not supported; supported is ${range}\n    Run \`npm install "${name}@${range}"\`.`,
        );
      }
      install(name, `${major}.${minor}.0`);
      expect(await said()).toContain(`✓ ${name} ${major}.${minor}.0 in this folder`);
    }
  });

  it("looks for a TypeScript that Pulumi takes, where the program has a tsconfig.json", async () => {
    const { folder, doctor, install } = await project();
    install("@pulumi/pulumi", "3.250.0", { peerDependencies: { typescript: ">= 3.8.3 < 7" } });
    expect((await doctor()).text).not.toContain("typescript");
    writeFileSync(join(folder, "tsconfig.json"), "{}");
    expect((await doctor()).text).toContain(
      '✗ There is a tsconfig.json, and no typescript in this folder\n    Run `npm install --save-dev "typescript@>= 3.8.3 < 7"`.',
    );
    install("typescript", "7.0.2");
    expect((await doctor()).text).toContain("✗ typescript 7.0.2 in this folder is none that Pulumi takes");
    install("typescript", "6.0.3");
    expect((await doctor()).text).toContain("✓ typescript 6.0.3 in this folder");
  });
});
