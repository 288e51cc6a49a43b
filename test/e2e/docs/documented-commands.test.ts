import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { commands } from "../../../cli/commands";
import { startEmulator, type Emulator } from "../../../emulator/index";
import { bundle, state } from "../../cli/declarations.fixture";
import { pythonClients, PYTHON_TIMEOUT_MS } from "../../emulator/clients/with-python";
import { blocksOf, textOf } from "../../package/markdown";
import { openStack } from "../harness/with-stack";
import type { PulumiStack } from "../harness/pulumi-stack";
import { documentedLines, whyNot } from "./documented-lines";
import { runInShell, type ShellOutcome } from "./shell";

const REPOSITORY = resolve(__dirname, "../../..");
const ENGINE_MS = 120_000;

const runnable = documentedLines.filter((line) => !line.shown && whyNot(line) === undefined);
const labelled = (label: string) => runnable.filter((line) => line.label === label);
/** Each by itself, once, however many pages give it. */
const single = [
  ...new Map(
    runnable
      .filter(({ label }) => label === undefined || label === "run: init")
      .map((line) => [line.text, line]),
  ).values(),
];

test("of the commands in the documentation only these are not run, each with its reason", () => {
  const counts: Record<string, number> = {};
  for (const line of documentedLines.filter(({ shown }) => !shown)) {
    const reason = whyNot(line);
    if (reason !== undefined) counts[reason] = (counts[reason] ?? 0) + 1;
  }
  expect(counts).toMatchInlineSnapshot(`
    {
      "calls the providers of models": 2,
      "has tests of its own, or is these tests": 2,
      "held by the end-to-end tests of the plugin": 7,
      "held by the tests of the package": 4,
      "measures for minutes": 4,
      "names a folder of the reader": 1,
      "names a workspace that is not there": 5,
      "needs Docker": 1,
      "needs Terraform, which no package registry has": 1,
      "needs the Databricks CLI": 5,
      "needs the Databricks CLI, which no package registry has": 23,
      "takes minutes, and is run by the tests": 1,
      "waits for callers; test/cli/rollout.test.ts has a clock to move": 3,
    }
  `);
});

let emulator: Emulator;
let quickstart: PulumiStack;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  emulator = await startEmulator({
    seed: {
      secrets: { "llm-keys": { openai: "sk-fake", anthropic: "sk-fake", databricks: "dapi-fake" } },
      unityCatalog: { secrets: { "main.ai.openai_key": "sk-fake" } },
    },
  });
  quickstart = project("quickstart");
  environment = { ...quickstart.environment(), OPENAI_API_KEY: "sk-fake" };
  const { folder } = quickstart;
  writeFileSync(join(folder, "policies.json"), textOf("templates/policies.json"));
  const profiles = ["production", "workspace-eu"].map(
    (name) => `[${name}]\nhost = ${emulator.url}\ntoken = ${emulator.token}\n`,
  );
  writeFileSync(join(folder, ".databrickscfg"), profiles.join("\n"));
  mkdirSync(join(folder, ".zsh", "completions"), { recursive: true });
  const services = project("shared-provider-service");
  const deployed = await Promise.all([quickstart.up(), services.up()]);
  services.dispose();
  for (const { code, output } of deployed) expect(code, output).toBe(0);
}, 2 * ENGINE_MS);

afterAll(async () => {
  quickstart.dispose();
  await emulator.close();
});

/** A copy of an example as a stack of its own, in which the package lies as npm installs it. */
function project(example: string): PulumiStack {
  const folder = newFolder();
  const from = join(REPOSITORY, "examples", example);
  // The stack is made with a project of the harness, which the example's then replaces.
  const stack = openStack("", emulator, { folder, stack: "prod", project: example });
  rmSync(join(folder, "index.js"));
  cpSync(from, folder, { recursive: true });
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(REPOSITORY, join(folder, "node_modules", "pulumi-databricks-serving"), "junction");
  return stack;
}

function newFolder(): string {
  const parent = join(REPOSITORY, ".tmp", "e2e");
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, "docs-"));
}

const run = (lines: readonly string[], folder = quickstart.folder, until?: RegExp): Promise<ShellOutcome> =>
  runInShell(lines, { folder, environment, ...(until === undefined ? {} : { until }) });

/** A folder with what the documentation's commands read, and nothing that they would overwrite. */
function scratch(): string {
  const folder = newFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "state.json"), JSON.stringify(state));
  for (const file of ["bundle.json", "databricks.yml"])
    writeFileSync(join(folder, file), JSON.stringify(bundle));
  const seed = blocksOf("docs/emulator.md").find(({ language }) => language === "json");
  writeFileSync(join(folder, "workspace-seed.json"), seed?.text ?? "");
  return folder;
}

const WRITES_FILES = /^npx databricks-serving (init|convert|export|migrate|completion)/;
const RUNS_ON = /^npx databricks-serving emulator/;
const FOUND = 3;

test.each(single.filter(({ text }) => WRITES_FILES.test(text)).map(({ text, at }) => [text, at]))(
  "runs: %s",
  async (text, at) => {
    const { code, output } = await run([text], scratch());
    expect(code, `${at}: ${output}`).toBe(0);
  },
  ENGINE_MS,
);

test.each(single.filter(({ text }) => RUNS_ON.test(text)).map(({ text }) => [text]))(
  "runs until Ctrl-C: %s",
  async (text) => {
    // Another program may listen on the port.
    const { code, stdout } = await run(
      [text.replace(/--port \d+/, "--port 0")],
      scratch(),
      /export DATABRICKS_TOKEN=\S+/,
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^export DATABRICKS_HOST=http:\/\/127\.0\.0\.1:\d+\nexport DATABRICKS_TOKEN=\S+/);
  },
);

test.each(
  single
    .filter(({ text }) => !WRITES_FILES.test(text) && !RUNS_ON.test(text))
    .map(({ text, at }) => [text, at]),
)(
  "runs on a deployed stack: %s",
  async (text, at) => {
    const { code, output } = await run([text]);
    // A command that looks may have found something.
    const allowed = /^npx databricks-serving (diff|doctor|policy-report|probe)\b/.test(text)
      ? [0, FOUND]
      : [0];
    expect(allowed, `${at}: ${output}`).toContain(code);
  },
  ENGINE_MS,
);

test("the picture in docs/pull-request-checks.md is what graph draws of the quickstart", async () => {
  const { stdout } = await run(["npx databricks-serving graph"]);
  const picture = blocksOf("docs/pull-request-checks.md").find(({ language }) => language === "mermaid");
  expect(stdout).toBe(picture?.text);
});

/** What a command needs to be called at all stands in its examples; what they read, in the folder. */
const inJson = commands
  .filter(({ name }) => !["emulator", "rollout"].includes(name))
  .map(({ name, examples: [example = ""] = [] }) => [name, example.replace(/ [|>]+ .*/, "")] as const);

// The emulator answers lines, and a rollout waits for callers: test/cli has both.
test.each(inJson)(
  "%s answers --json with one document, alone on standard output",
  async (name, example) => {
    const folder = /^(init|move-state|convert|migrate|export)/.test(name) ? scratch() : undefined;
    if (name === "move-state" && folder !== undefined)
      writeFileSync(join(folder, "state.json"), textOf("test/fixtures/upgrades/0.1.0/stack.json"));
    const { stdout, output } = await run(
      [`npx databricks-serving ${example} --json || [ $? = ${FOUND} ]`],
      folder,
    );
    expect(() => JSON.parse(stdout) as unknown, output).not.toThrow();
    expect(output).not.toContain("\u001B");
    const said = output.replace(stdout, "");
    if (said !== "") expect(said).toMatch(/^databricks-serving: /);
  },
  ENGINE_MS,
);

test.each(["canary", "multi-provider-fallback", "quickstart"])(
  "the steps of the how-to that deploys examples/%s lead to its end",
  async (example) => {
    const stack = example === "quickstart" ? quickstart : project(example);
    if (stack !== quickstart) onTestFinished(() => stack.dispose());
    const steps = labelled(`run: examples/${example}`).map(({ text }) => text);
    expect(steps.length).toBeGreaterThan(1);
    const { code, output } = await runInShell(steps, {
      folder: stack.folder,
      environment: stack.environment(),
    });
    expect(code, output).toBe(0);
  },
  2 * ENGINE_MS,
);

test(
  "what docs/query.md gives for a shell, and for JavaScript, is answered",
  async () => {
    const shell = await run(labelled("run: query").map(({ text }) => text));
    expect(shell.code, shell.output).toBe(0);
    expect(shell.stdout.match(/Hello from (gpt|claude)/g)).toHaveLength(5);
    const script = blocksOf("docs/query.md").find(({ language }) => language === "js")?.text ?? "";
    writeFileSync(join(quickstart.folder, "query.cjs"), script);
    const { stdout, output } = await run([`"${process.execPath}" query.cjs`]);
    expect(stdout, output).toContain("You said: What is Databricks?");
  },
  ENGINE_MS,
);

test(
  "what docs/query.md gives for Python is answered",
  async (context) => {
    const packages = await pythonClients(context);
    const scripts = blocksOf("docs/query.md").filter(({ language }) => language === "python");
    expect(scripts).toHaveLength(2);
    for (const [index, { text }] of scripts.entries()) {
      const file = `query-${index}.py`;
      writeFileSync(join(quickstart.folder, file), text);
      const { stdout, output } = await run([`PYTHONPATH="${packages}" NO_PROXY=127.0.0.1 python3 ${file}`]);
      expect(stdout, output).toContain("You said: What is Databricks?");
    }
  },
  PYTHON_TIMEOUT_MS,
);
