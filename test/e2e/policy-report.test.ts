import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import * as ts from "typescript";
import { PulumiStack } from "./harness/pulumi-stack";

const repository = resolve(__dirname, "../..");
const example = join(repository, "examples", "pull-request-checks");
const program = readFileSync(join(example, "index.ts"), "utf8");
const KEY = "sk-proj-THISISNOTAREALKEY0123456789abcdef";

/** A stack of the example's program, with a change to its text. */
function exampleStack(change: (text: string) => string = (text) => text): PulumiStack {
  const stack = new PulumiStack("");
  onTestFinished(() => stack.dispose());
  const { outputText } = ts.transpileModule(change(program), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  writeFileSync(join(stack.folder, "index.js"), outputText);
  return stack;
}

/** Runs the published command with no workspace, no token and no profile, as a pull request from a fork would. */
async function policyReport(
  stack: PulumiStack,
  ...args: string[]
): Promise<{ code: number | null; output: string }> {
  const { DATABRICKS_HOST: _, DATABRICKS_TOKEN: __, ...env } = process.env;
  const command = [
    join(repository, "dist/cli/databricks-serving.js"),
    "policy-report",
    "--cwd",
    stack.folder,
    "--stack",
    stack.stack,
    ...args,
  ];
  const child = spawn(process.execPath, command, {
    env: {
      ...env,
      PULUMI_BACKEND_URL: `file://${stack.backend}`,
      PULUMI_HOME: join(stack.backend, "home"),
      PULUMI_CONFIG_PASSPHRASE: "test",
      HOME: stack.folder,
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  return { code: await new Promise((done) => child.on("close", done)), output };
}

const configured = ["--policy-pack-config", join(example, "policies.json")];

test("the example passes its own configured pack, without a workspace", async () => {
  const { code, output } = await policyReport(exampleStack(), ...configured);
  expect(output).toContain("**✅ Passed**: 0 mandatory");
  expect(output).toContain("Changes: 2 create");
  expect(output).toContain("```mermaid\nflowchart LR\n");
  expect(output).toContain("support-chat");
  expect(code).toBe(0);
});

test("a change that breaks the rules is rejected in Markdown and SARIF, without the key", async () => {
  const stack = exampleStack((text) =>
    text
      .replace('openaiApiKey: secretRef("llm-keys", "azure-openai")', `openaiApiKeyPlaintext: "${KEY}"`)
      .replace('awsRegion: "eu-central-1"', 'awsRegion: "us-east-1"')
      .replace('"cc-4711"', '"none"'),
  );
  const files = { sarif: join(stack.folder, "report.sarif"), markdown: join(stack.folder, "report.md") };
  const { code, output } = await policyReport(
    stack,
    ...configured,
    "--sarif",
    files.sarif,
    "--markdown",
    files.markdown,
  );
  expect(code).toBe(3);
  expect(output).toBe("");
  const markdown = readFileSync(files.markdown, "utf8");
  const sarif = readFileSync(files.sarif, "utf8");
  for (const rule of ["disallow-plaintext-credentials", "limit-regions", "require-tags"]) {
    expect(markdown).toContain(`| 🔴 mandatory | \`support-chat\` | \`${rule}\` |`);
    expect(sarif).toContain(`"ruleId": "${rule}"`);
  }
  expect(markdown + sarif).not.toContain(KEY);
  const passed = await policyReport(stack, ...configured, "--fail-on", "never");
  expect(passed.code).toBe(0);
});

test("a program that fails is told from one that is rejected", async () => {
  const { code, output } = await policyReport(exampleStack(() => 'throw new Error("the program says no");'));
  expect(code).toBe(1);
  expect(output).toContain("**❌ The preview failed**");
  expect(output).toContain("the program says no");
});

test("wrong arguments are answered with what is allowed", async () => {
  const stack = exampleStack();
  expect(await policyReport(stack, "--fail-on", "often")).toMatchObject({
    code: 2,
    output: expect.stringContaining("Allowed choices are mandatory, advisory, never."),
  });
  expect(await policyReport(stack, "--policy-pack-config", "missing.json")).toMatchObject({ code: 2 });
});
