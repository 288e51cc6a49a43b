import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ServingEndpoint } from "../../provider/index";
import { consumerProject, lockedVersion, repository, withEngine, type Consumer } from "./consumer";

const ENTRIES = [".", "./provider", "./policies", "./emulator"];
const SLOW = 120_000;

/** What programs/provider-loads.cjs prints: files loaded of each package, relative to it. */
interface ProviderLoads {
  readonly atFirst: Readonly<Record<"own" | "zod" | "undici", readonly string[]>>;
  readonly afterARequest: ProviderLoads["atFirst"];
  readonly failures: readonly unknown[];
  readonly id: string;
}

let consumer: Consumer;
beforeAll(async () => {
  consumer = await consumerProject();
}, 240_000);
afterAll(() => consumer?.dispose(), 60_000);

describe("the tarball", () => {
  test("holds compiled code, declarations, the pack's folder and docs, and nothing else", () => {
    const { files } = consumer.tarball;
    const expected =
      /^(dist\/(sdk|provider|policies|emulator|cli)\/.*\.(js|d\.ts|json)|policies\/(PulumiPolicy\.yaml|package\.json)|docs\/.*\.(md|svg)|examples\/.*\.(ts|py|json|yaml|yml|md|txt)|templates\/.*\.(json|yml)|plugin\/(pulumi-resource-databricks-serving(\.cmd)?|schema\.json)|(README|CHANGELOG)\.md|LICENSE|package\.json)$/;
    expect(files.filter((file) => !expected.test(file))).toEqual([]);
    // A stack's configuration is its user's own.
    expect(files.filter((file) => /Pulumi\.[^.]+\.yaml$/.test(file))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(["README.md", "CHANGELOG.md", "LICENSE", "package.json"]));
    expect(files).toEqual(expect.arrayContaining(["policies/PulumiPolicy.yaml", "policies/package.json"]));
  });

  test("is small", () => {
    expect(consumer.tarball.size).toBeLessThan(1.15 * 1024 * 1024);
  });

  test("has every file that package.json points to", () => {
    const manifest = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as object;
    const pointed = [...JSON.stringify(manifest).matchAll(/"\.\/((?:dist|policies)\/[^"]+)"/g)].map(
      ([, file]) => file,
    );
    expect(pointed.length).toBeGreaterThan(10);
    expect(pointed.filter((file) => !consumer.tarball.files.includes(file ?? ""))).toEqual([]);
  });

  test("passes publint", async () => {
    const { output, code } = await consumer.run(process.execPath, [
      join(repository, "node_modules/publint/src/cli.js"),
      "run",
      consumer.tarball.path,
      "--strict",
    ]);
    expect(output).toContain("All good!");
    expect(code).toBe(0);
  });

  test(
    "passes attw: its types are those of what runs, under every module resolution",
    async () => {
      const { output } = await consumer.run(process.execPath, [
        join(repository, "node_modules/@arethetypeswrong/cli/dist/index.js"),
        consumer.tarball.path,
        "--no-color",
        "--no-emoji",
      ]);
      expect(output).toContain("No problems found");
    },
    SLOW,
  );
});

describe("a program that has installed it", () => {
  test(
    "requires every entry and every module, with no development dependency of ours",
    async () => {
      const { stdout, output } = await consumer.run(process.execPath, ["require-all.cjs"]);
      expect(output).not.toContain("Error");
      const { named, modules } = JSON.parse(stdout) as { named: Record<string, string[]>; modules: number };
      expect(Object.keys(named)).toEqual(ENTRIES);
      expect(named["."]).toEqual(expect.arrayContaining(["Provider", "ServingEndpoint", "secretRef"]));
      expect(named["./provider"]).toContain("ServingEndpoint");
      expect(modules).toBeGreaterThan(100);
    },
    SLOW,
  );

  test(
    "has a provider that loads as one file, says of wrong inputs what its sources say, and loads a part of undici with the first request",
    async () => {
      const inputs = {
        __urn: "urn:pulumi:dev::p::pulumi-nodejs:dynamic/databricks:ServingEndpoint::wrong",
        __applying: true,
        name: "no good",
        config: { servedEntities: [{ externalModel: { provider: "opnai", name: 7 } }], trafic: 1 },
        tags: [{ value: "without a key" }],
      };
      const { stdout, output } = await consumer.run(process.execPath, [
        "provider-loads.cjs",
        JSON.stringify(inputs),
      ]);
      expect(output).not.toContain("Error");
      const { atFirst, afterARequest, failures, id } = JSON.parse(stdout) as ProviderLoads;
      expect(atFirst).toEqual({ own: ["dist/provider/index.js"], zod: [], undici: [] });
      expect(afterARequest).toMatchObject({ own: ["dist/provider/index.js"], zod: [] });
      expect(afterARequest.undici).toContain("lib/dispatcher/agent.js");
      expect(afterARequest.undici).not.toContain("index.js");
      expect(id).toBe("");
      expect(failures.length).toBeGreaterThan(3);
      // The connection, which an update checks too, is the environment's and not the sources'.
      const own = (await ServingEndpoint.check({}, inputs)).failures;
      expect(failures).toEqual(own);
      const text = readFileSync(
        join(consumer.folder, "node_modules/pulumi-databricks-serving/dist/provider/index.js"),
        "utf8",
      );
      expect(text).toContain(`Holds parts of zod ${lockedVersion("zod")}`);
      expect(text).toContain("Permission is hereby granted");
    },
    SLOW,
  );

  test(
    "imports the same names as an ES module",
    async () => {
      const required = await consumer.run(process.execPath, ["require-all.cjs"]);
      const { stdout, output, code } = await consumer.run(process.execPath, ["import-all.mjs"]);
      expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
      const imported = JSON.parse(stdout) as Record<string, unknown> & { named: Record<string, string[]> };
      expect(imported).toMatchObject({
        kinds: Array.from({ length: 5 }, () => "function"),
        check: "function",
        reference: "{{secrets/scope/key}}",
        rule: true,
        status: 200,
      });
      const { named } = JSON.parse(required.stdout) as { named: Record<string, string[]> };
      const sorted = (names: Record<string, string[]>) => ENTRIES.map((entry) => names[entry]?.toSorted());
      expect(sorted(imported.named)).toEqual(sorted(named));
    },
    SLOW,
  );

  const ours = join(repository, "node_modules/typescript/bin/tsc");
  const older = join("node_modules", "typescript-5.9", "bin", "tsc");
  test.each([
    ["node10", "TypeScript 6", ours, ["commonjs", "node10"], ["--ignoreDeprecations", "6.0"]],
    ["bundler", "TypeScript 6", ours, ["esnext", "bundler"], []],
    ["node10", "TypeScript 5.9", older, ["commonjs", "node10"], []],
  ] as const)(
    "finds its types under %s with %s",
    async (_, __, tsc, [module, resolution], more) => {
      const options = ["--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--pretty", "false"];
      const chosen = ["--module", module, "--moduleResolution", resolution, ...more];
      const { output, code } = await consumer.run(process.execPath, [tsc, ...options, ...chosen, "types.ts"]);
      expect({ code, output }).toEqual({ code: 0, output: "" });
    },
    SLOW,
  );

  test(
    "finds its types under nodenext, and no error in the declarations themselves",
    async () => {
      const options = ["--noEmit", "--strict", "--target", "es2022", "--pretty", "false"];
      const chosen = ["--module", "nodenext", "--moduleResolution", "nodenext"];
      const { output } = await consumer.run(process.execPath, [ours, ...options, ...chosen, "types.ts"]);
      // @pulumi/policy 1.21 has two errors in its own; which only show without --skipLibCheck, as here.
      const inOurs = output
        .split("\n")
        .filter((line) => /^(node_modules\/pulumi-databricks|types\.ts)/.test(line));
      expect(inOurs).toEqual([]);
    },
    SLOW,
  );

  test(
    "runs the emulator by its command, until it is told to stop",
    async () => {
      const child = spawn("npx", ["--no-install", "databricks-serving", "emulator", "--port", "0"], {
        cwd: consumer.folder,
        stdio: ["ignore", "pipe", "inherit"],
        detached: true,
      });
      try {
        let printed = "";
        child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
        await expect.poll(() => printed, { timeout: 30_000 }).toMatch(/^export DATABRICKS_TOKEN=\S+$/m);
        const [, host] = /^export DATABRICKS_HOST=(\S+)$/m.exec(printed) ?? [];
        const [, token] = /^export DATABRICKS_TOKEN=(\S+)$/m.exec(printed) ?? [];
        const me = await fetch(`${host}/api/2.0/preview/scim/v2/Me`, {
          headers: { authorization: `Bearer ${token}` },
        });
        expect(me.status).toBe(200);
      } finally {
        if (child.exitCode === null) {
          const closed = once(child, "close");
          process.kill(-(child.pid ?? 0), "SIGTERM");
          await closed;
        }
      }
    },
    SLOW,
  );
});

describe("the real engine", () => {
  test(
    "previews an installed program with the installed policy pack, and rejects a plaintext key without showing it",
    async () => {
      const pulumi = {
        ...(await withEngine()),
        PULUMI_BACKEND_URL: `file://${consumer.folder}`,
        PULUMI_HOME: join(consumer.folder, "home"),
        PULUMI_CONFIG_PASSPHRASE: "test",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        DATABRICKS_HOST: undefined,
        DATABRICKS_TOKEN: undefined,
      };
      await consumer.run("pulumi", ["stack", "init", "dev", "--non-interactive"], pulumi);
      const preview = ["preview", "--non-interactive", "--color", "never"];
      preview.push("--policy-pack", join("node_modules", "pulumi-databricks-serving", "policies"));

      const accepted = await consumer.run("pulumi", preview, pulumi);
      expect(accepted.output).toContain("dynamic/databricks:ServingEndpoint assistant create");
      expect(accepted.output).toMatch(/databricks-serving@v\d+\.\d+\.\d+/);
      expect(accepted.output).not.toContain("[mandatory]");
      expect(accepted.code).toBe(0);

      const key = ["sk", "proj", "0123456789abcdefghijABCDEFGHIJ"].join("-");
      const rejected = await consumer.run("pulumi", preview, { ...pulumi, PLAINTEXT_KEY: key });
      expect(rejected.code).not.toBe(0);
      expect(rejected.output).toMatch(/\[mandatory\].*disallow-plaintext-credentials/);
      expect(rejected.output).toContain("openaiConfig.openaiApiKeyPlaintext");
      expect(rejected.output).not.toContain(key);
    },
    SLOW,
  );
});
