import { execFile, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { commands } from "../../cli/commands";
import * as sdk from "../../sdk/index";
import { emulatorForTest } from "../e2e/harness/with-stack";
import { buildPackage, repository, withEngine } from "./consumer";
import { blocksOf, handWritten, labelled, published, textOf } from "./markdown";

const SLOW = 120_000;

beforeAll(buildPackage, SLOW);

/** A folder below the repository, so that programs in it find what the repository has installed. */
function folderForTest(): string {
  const parent = join(repository, ".tmp", "readme");
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, "project-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function run(command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv) {
  try {
    const { stdout, stderr } = await promisify(execFile)(command, args, { cwd, env });
    return { code: 0, stdout, output: stdout + stderr };
  } catch (error) {
    const { code, stdout = "", stderr = "" } = error as { code: number; stdout?: string; stderr?: string };
    return { code, stdout, output: stdout + stderr };
  }
}

/** The README's program as a project of its own, on the real engine. */
async function readmeProject(env: NodeJS.ProcessEnv) {
  const folder = folderForTest();
  const program = labelled("README.md", "program: index.ts").text;
  writeFileSync(join(folder, "Pulumi.yaml"), "name: assistant\nruntime: nodejs\n");
  writeFileSync(join(folder, "package.json"), '{ "name": "assistant", "main": "index.ts" }\n');
  writeFileSync(join(folder, "index.ts"), program);
  writeFileSync(
    join(folder, "tsconfig.json"),
    readFileSync(join(repository, "examples/quickstart/tsconfig.json")),
  );
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(repository, join(folder, "node_modules", "pulumi-databricks-serving"), "junction");
  const whole = {
    ...(await withEngine()),
    PULUMI_BACKEND_URL: `file://${folder}`,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_CONFIG_PASSPHRASE: "test",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    XDG_STATE_HOME: join(folder, "user-state"),
    ...env,
  };
  const pulumi = (more: NodeJS.ProcessEnv, ...args: string[]) =>
    run("pulumi", [...args, "--non-interactive", "--color", "never"], folder, { ...whole, ...more });
  await pulumi({}, "stack", "init", "dev");
  return { folder, program, pulumi };
}

/** Starts the emulator by a command line of the README; answers the variables that its printed lines set. */
async function emulatorByCommand(commandLine: string) {
  const args = commandLine.trim().split(" ").slice(2);
  const cli = join(repository, "dist", "cli", "databricks-serving.js");
  const emulator = spawn(process.execPath, [cli, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void emulator.kill());
  let printed = "";
  const environment = await new Promise<Record<string, string>>((done, fail) => {
    emulator.on("exit", () => fail(new Error(`The emulator ended: ${printed}`)));
    emulator.stdout.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      const lines = [...printed.matchAll(/^export (\w+)=(\S+)$/gm)];
      if (lines.length === 2)
        done(Object.fromEntries(lines.map(([, name = "", value = ""]) => [name, value])));
    });
  });
  return { commandLine, environment };
}

test(
  "the README's rejected change is rejected with the words that the README shows, and the key nowhere",
  async () => {
    const { folder, program, pulumi } = await readmeProject({
      DATABRICKS_HOST: undefined,
      DATABRICKS_TOKEN: undefined,
    });
    const key = ["sk", "proj", "0123456789abcdefghijABCDEFGHIJ"].join("-");
    writeFileSync(join(folder, "index.ts"), changed(program).replace("<the key>", key));
    const command = blocksOf("README.md").find(({ text }) => text.startsWith("pulumi preview --policy-pack"));
    const { code, output } = await pulumi({}, ...(command?.text.trim().split(" ").slice(1) ?? []));
    expect(code).not.toBe(0);
    expect(output).toContain(labelled("README.md", "output: preview").text.trimEnd());
    expect(output).toMatch(/\[mandatory\].*require-supported-model/);
    expect(output).not.toContain(key);
  },
  SLOW,
);

/** The program after the README's change, each `-` line of which must be there. */
function changed(program: string): string {
  const lines = labelled("README.md", "change: index.ts").text.trimEnd().split("\n");
  return lines.reduce((text, line, index) => {
    if (!line.startsWith("-")) return text;
    expect(text).toContain(line.slice(1));
    return text.replace(line.slice(1), lines[index + 1]?.slice(1) ?? "");
  }, program);
}

test(
  "the README's program runs on the emulator as the README starts it, and elsewhere the error names the flag",
  async () => {
    const command = blocksOf("README.md").find(({ text }) => text.includes("emulator --secret"))?.text ?? "";
    const { commandLine, environment } = await emulatorByCommand(command);
    const { pulumi } = await readmeProject(environment);
    const bare = await emulatorForTest();
    const without = { DATABRICKS_HOST: bare.url, DATABRICKS_TOKEN: bare.token };
    const refused = await pulumi(without, "preview");
    const flag = "--secret llm-keys/openai=VALUE";
    expect(refused.output).toContain(`the emulator is given it at its start by ${flag}`);
    expect((await pulumi(without, "up", "--yes", "--skip-preview")).output).toContain(flag);
    expect(commandLine).toContain("--secret llm-keys/openai=");
    const up = await pulumi({}, "up", "--yes", "--skip-preview");
    expect(up.output).toContain("assistant created");
    expect(up.output).toContain(`${environment["DATABRICKS_HOST"]}/serving-endpoints/assistant/invocations`);
    expect((await pulumi({}, "destroy", "--yes", "--skip-preview")).code).toBe(0);
  },
  SLOW,
);

test(
  "every program in the README and the docs compiles",
  async () => {
    const folder = folderForTest();
    // `[…]` and the like stand for what the reader puts there: such a block is a sketch.
    const programs = published
      // A rule's examples are fragments; what it says of whole programs is on the page of messages.
      .filter((file) => !/^docs\/policies\/(?!README)/.test(file))
      .flatMap(blocksOf)
      .filter(({ language, text }) => /^[jt]s$/.test(language) && !text.includes("…]"));
    expect(programs.length).toBeGreaterThan(5);
    for (const { file, line, language, text } of programs) {
      // Each is a module of its own, so that they may use the same names.
      const name = `${file.replaceAll(/\W/g, "-")}-${line}.${language}`;
      // Of CommonJS, `require` says that it is a module.
      writeFileSync(join(folder, name), language === "ts" ? `${text}\nexport {};\n` : text);
    }
    // Fragments speak of an emulator that runs.
    const emulator = 'import("pulumi-databricks-serving/emulator").Emulator';
    writeFileSync(join(folder, "context.d.ts"), `declare const emulator: ${emulator};\n`);
    const compilerOptions = { ...JSON.parse(textOf("examples/quickstart/tsconfig.json")).compilerOptions };
    const types = ["node", "vitest/globals"];
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: { ...compilerOptions, types, allowJs: true, checkJs: true },
        include: ["*.ts", "*.js"],
      }),
    );
    const tsc = join(repository, "node_modules", "typescript", "bin", "tsc");
    const { output } = await run(
      process.execPath,
      [tsc, "-p", ".", "--pretty", "false"],
      folder,
      process.env,
    );
    expect(output).toBe("");
  },
  SLOW,
);

const scripts = Object.keys((JSON.parse(textOf("package.json")) as { scripts: object }).scripts);

/** Commands that documentation may give, each with what makes it true. */
const COMMANDS: readonly (readonly [RegExp, (match: RegExpExecArray) => boolean])[] = [
  [/^npm (start|test)\b/, ([, script]) => scripts.includes(script ?? "")],
  [/^npm run (?:-s )?(\S+)/, ([, script]) => scripts.includes(script ?? "")],
  [/^node (\S+\.mjs)\b/, ([, file]) => existsSync(join(repository, file ?? ""))],
  [
    /^(?:npx )?databricks-serving (\S+)/,
    ([, command]) => commands.some(({ name }) => name.split(" ")[0] === command),
  ],
  [/^npm install \S*pulumi-databricks-serving-(\S+)\.tgz$/, ([, version]) => version === versionOfPackage()],
  [/^pulumi (preview|up|refresh|destroy|cancel|config|stack)\b/, () => true],
  [/^databricks (secrets (create-scope|put-secret)|auth login|configure)\b/, () => true],
  [/^az login\b/, () => true],
  [/^terraform show -json\b/, () => true],
  [/^export [A-Z_]+=/, () => true],
  [/^cd \S+ && go (get|mod)\b/, () => true],
];

const versionOfPackage = () => (JSON.parse(textOf("package.json")) as { version: string }).version;

test("every command in the README exists", () => {
  const lines = blocksOf("README.md")
    .filter(({ language }) => language === "sh")
    .flatMap(({ text }) => text.split("\n"))
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const wrong = lines.filter((line) => {
    const known = COMMANDS.map(([pattern, holds]) => [pattern.exec(line), holds] as const).find(
      ([match]) => match,
    );
    return known === undefined || known[0] === null || !known[1](known[0]);
  });
  expect(lines.length).toBeGreaterThan(5);
  expect(wrong).toEqual([]);
});

test("every command of the package is listed in the README, and no other", () => {
  const listed = [...textOf("README.md").matchAll(/^\| `npx databricks-serving ([a-z -]+?)(?: [<[]|`)/gm)];
  const shown = commands.map(({ name }) => name);
  expect(listed.map(([, name]) => name).toSorted()).toEqual(shown.toSorted());
});

test("every resource that the README lists is exported", () => {
  const listed = [...textOf("README.md").matchAll(/^\| \[`(\w+)`\]/gm)].map(([, name]) => name ?? "");
  expect(listed).toContain("ServingEndpoint");
  expect(listed.filter((name) => !Object.hasOwn(sdk, name))).toEqual([]);
});

test("every link from the README and the docs to a file leads somewhere", () => {
  const broken = handWritten.flatMap((file) => {
    const links = [...textOf(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link ?? "");
    return links
      .filter((link) => !/^[a-z]+:/.test(link) && !link.startsWith("#"))
      .filter((link) => !existsSync(join(repository, dirname(file), link.replace(/#.*/, ""))))
      .map((link) => `${file}: ${link}`);
  });
  expect(broken).toEqual([]);
});
