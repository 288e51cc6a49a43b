import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { exampleProviders } from "../../cli/init/find-example";
import { secretsOf } from "../../cli/init/secrets-of";
import { temporaryFolder } from "../client/api/temporary-folder";
import { benchForTest } from "../lifecycle/with-lifecycle";
import { repository } from "../package/consumer";
import { runProgram, typeErrors } from "./exported-program";
import { runHere } from "./run-here";

async function init(...args: string[]) {
  const folder = temporaryFolder({});
  const outcome = await runHere(["init", "project", ...args], { folder });
  const at = join(folder, "project");
  const read = (path: string) => readFileSync(join(at, path), "utf8");
  return { ...outcome, at, folder, read };
}

describe("init", () => {
  it("makes a project with a program, the policy pack's configuration and a workflow, and says what comes next", async () => {
    const { code, text, at, read } = await init("--provider", "anthropic");
    expect(readdirSync(at, { recursive: true }).toSorted()).toEqual([
      ".github",
      ".github/workflows",
      ".github/workflows/pull-request-checks.yml",
      ".gitignore",
      "Pulumi.yaml",
      "index.ts",
      "package.json",
      "policies.json",
      "tsconfig.json",
    ]);
    expect(read("Pulumi.yaml")).toContain("name: project\n");
    expect(read("index.ts")).toContain('secretRef("llm-keys", "anthropic")');
    const { dependencies } = JSON.parse(read("package.json")) as { dependencies: Record<string, string> };
    const own = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
      version: string;
      peerDependencies: Record<string, string>;
    };
    // A project starts without what is optional.
    const { "@portkey-ai/gateway": _, ...peers } = own.peerDependencies;
    expect(dependencies).toEqual({ ...peers, "pulumi-databricks-serving": `^${own.version}` });
    expect(
      text
        .split("\nNext:\n\n")[1]
        ?.split("\n\n")[0]
        ?.split("\n")
        .map((line) => line.trim()),
    ).toEqual([
      "cd project",
      "npm install",
      "pulumi stack init dev",
      "databricks secrets create-scope llm-keys",
      "databricks secrets put-secret llm-keys anthropic",
      "npx databricks-serving doctor",
      "pulumi preview --policy-pack node_modules/pulumi-databricks-serving/policies",
    ]);
    expect(text).toContain("\n  npx databricks-serving emulator --secret llm-keys/anthropic=sk-fake\n");
    const [page = ""] = /docs\/\S+\.md/.exec(text) ?? [];
    expect(existsSync(join(repository, page))).toBe(true);
    expect(code).toBe(0);
  });

  it.each([
    ["gitlab", ".gitlab-ci.yml"],
    ["azure-devops", "azure-pipelines.yml"],
  ])("brings the checks of merge or pull requests of %s, which run the same command", async (forge, file) => {
    const { read } = await init("--forge", forge);
    expect(parse(read(file))).toBeTypeOf("object");
    expect(read(file)).toContain(
      "npx databricks-serving policy-report --policy-pack-config policies.json --markdown report.md --sarif report.sarif",
    );
  });

  it("leaves pack and checks out where that is asked for", async () => {
    const { at, text } = await init("--no-policies");
    expect(existsSync(join(at, "policies.json")) || existsSync(join(at, ".github"))).toBe(false);
    expect(text).toContain("  pulumi preview\n");
  });

  it("overwrites nothing, and writes nothing where it would", async () => {
    const folder = temporaryFolder({});
    writeFileSync(join(folder, "index.ts"), "mine");
    const { code, said } = await runHere(["init"], { folder });
    expect(said).toContain("has index.ts already, and nothing is overwritten");
    expect(readdirSync(folder)).toEqual(["index.ts"]);
    expect(code).toBe(1);
  });

  it.each([
    [["--provider", "antropic"], 'there is no provider "antropic". Did you mean anthropic?'],
    [["--example", "cnary"], 'there is no example "cnary". Did you mean canary?'],
    [
      ["--forge", "git-hub"],
      "'git-hub' is invalid. Allowed choices are github, gitlab, azure-devops, none. Did you mean github?",
    ],
    [["--name", "my project"], '"my project" is no name of a project'],
  ])("refuses %j with what is allowed", async (args, message) => {
    const { code, said } = await init(...args);
    expect(said).toContain(message);
    expect(code).toBe(2);
  });

  it.each([
    ["vertex", 'provider: "google-cloud-vertex-ai"'],
    ["canary", "TrafficSplit"],
    ["shared-endpoint/team", "ExternalModel"],
  ])("brings the example %s as a whole project, without anybody's stack", async (example, part) => {
    const { at, read, code } = await init("--example", example);
    expect(read("index.ts")).toContain(part);
    expect(existsSync(join(at, "Pulumi.yaml")) && existsSync(join(at, "package.json"))).toBe(true);
    expect(readdirSync(at).filter((file) => /^Pulumi\..+\.yaml$/.test(file))).toEqual([]);
    expect(code).toBe(0);
  });

  it.each(["vertex", "canary"])(
    "gives the example %s the name that is given, and installs this package from where it is told",
    async (example) => {
      const given = ["--name", "ours", "--package", "../package.tgz"];
      const { read, text } = await init("--example", example, ...given);
      expect(read("Pulumi.yaml")).toMatch(/^name: ours$/m);
      expect(JSON.parse(read("package.json"))).toMatchObject({
        name: "ours",
        dependencies: { "pulumi-databricks-serving": "../package.tgz" },
      });
      expect(text).toMatch(/databricks secrets put-secret \S+ \S+/);
    },
  );
});

describe("the example of each provider", () => {
  const programs = Object.fromEntries(
    exampleProviders().map((name) => [
      name,
      readFileSync(join(repository, "examples/providers", `${name}.ts`), "utf8"),
    ]),
  );

  it("compiles strictly", () => {
    expect(typeErrors(programs)).toEqual([]);
  }, 60_000);

  it.each(Object.keys(programs))(
    "creates an endpoint of %s on the emulator, and then shows no change",
    async (name) => {
      const text = programs[name] ?? "";
      const bench = await benchForTest();
      await bench.byHand("POST", "/api/2.0/secrets/scopes/create", { scope: "llm-keys" });
      for (const { scope, key } of secretsOf(text)) {
        await bench.byHand("POST", "/api/2.0/secrets/put", {
          scope,
          key,
          string_value: "made-up-value-of-a-key",
        });
      }
      const endpoint = bench.endpoint("assistant");
      expect(await endpoint.up(runProgram(text).args)).toBe("create");
      expect(await endpoint.refresh()).toBe(true);
      expect(await endpoint.up(runProgram(text).args)).toBe("same");
    },
  );
});

it("git keeps no stack file: each is its user's own", async () => {
  const { stdout } = await promisify(execFile)("git", ["ls-files"], { cwd: repository });
  expect(stdout.split("\n").filter((file) => /(^|\/)Pulumi\.[^./]+\.yaml$/.test(file))).toEqual([]);
});
