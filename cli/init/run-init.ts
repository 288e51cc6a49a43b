import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { ownPackage } from "../../provider/client/api/own-package";
import { CalledWrongly, CommandFailed } from "../kit/command-failed";
import { EXIT_CODES, type ExitCode } from "../kit/exit-code";
import type { Terminal } from "../kit/terminal";
import { ask } from "./ask";
import { findExample, providerProgram } from "./find-example";
import type { Forge } from "./forges";
import { projectFiles } from "./project-files";
import { secretsOf } from "./secrets-of";

interface Given {
  readonly folder: string | undefined;
  readonly name: string | undefined;
  readonly provider: string | undefined;
  readonly forge: Forge | undefined;
  readonly example: string | undefined;
  readonly package: string | undefined;
  readonly policies: boolean;
  readonly json: boolean;
}

/** Makes a new project. */
export async function runInit(given: Given, terminal: Terminal): Promise<ExitCode> {
  const folder = resolve(terminal.folder, given.folder ?? ".");
  const example = given.example === undefined ? undefined : findExample(given.example);
  if (given.provider !== undefined) providerProgram(given.provider);
  const { forge } = given;
  const spec = given.package ?? `^${ownPackage.version}`;
  if (example !== undefined && "folder" in example) {
    if (given.name !== undefined) refuseName(given.name);
    const files = copyExample(example.folder, folder, given);
    const program = files.includes("index.ts") ? readFileSync(join(folder, "index.ts"), "utf8") : "";
    return tell(given, terminal, folder, files, secretsOf(program));
  }
  const provider = example === undefined ? given.provider : basename(example.file, ".ts");
  const standard = {
    name: projectName(folder),
    provider: provider ?? "openai",
    forge: forge ?? "github",
  };
  const asked = terminal.interactive && !given.json;
  const chosen = asked
    ? await ask({ name: given.name, provider, forge }, standard)
    : { ...standard, ...(given.name === undefined ? {} : { name: given.name }) };
  refuseName(chosen.name);
  const files = projectFiles({ ...chosen, policies: given.policies, package: spec });
  refuseExisting(folder, [...files.keys()]);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { flag: "wx" });
  }
  return tell(given, terminal, folder, [...files.keys()], secretsOf(files.get("index.ts") ?? ""));
}

function refuseName(name: string): void {
  if (/^[A-Za-z0-9_.-]{1,100}$/.test(name)) return;
  throw new CalledWrongly(
    `${JSON.stringify(name)} is no name of a project: letters, digits, "-", "_" and "."`,
  );
}

/** A stack's configuration is its user's own, and none of an example. */
function copyExample(from: string, to: string, given: Given): string[] {
  const files = readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^Pulumi\.[^.]+\.yaml$/.test(entry.name))
    .map((entry) => relative(from, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith("node_modules"));
  refuseExisting(to, files);
  for (const file of files) cpSync(join(from, file), join(to, file));
  makeOwn(to, given);
  return files;
}

/** Gives a copied project the name, and takes this package from where, that the command line says. */
function makeOwn(folder: string, { name, package: spec }: Pick<Given, "name" | "package">): void {
  const rewrite = (file: string, change: (text: string) => string): void => {
    const path = join(folder, file);
    if (existsSync(path)) writeFileSync(path, change(readFileSync(path, "utf8")));
  };
  if (name !== undefined) rewrite("Pulumi.yaml", (text) => text.replace(/^name: .*$/m, `name: ${name}`));
  rewrite("package.json", (text) => {
    const manifest = JSON.parse(text) as { name?: string; dependencies?: Record<string, string> };
    if (name !== undefined) manifest.name = name;
    if (spec !== undefined) manifest.dependencies = { ...manifest.dependencies, [ownPackage.name]: spec };
    return `${JSON.stringify(manifest, null, 2)}\n`;
  });
}

function refuseExisting(folder: string, files: readonly string[]): void {
  const there = files.filter((file) => existsSync(join(folder, file)));
  if (there.length === 0) return;
  throw new CommandFailed(
    `${folder} has ${there.join(", ")} already, and nothing is overwritten. Give another folder.`,
  );
}

const projectName = (folder: string): string =>
  basename(folder).replaceAll(/[^A-Za-z0-9_.-]+/g, "-") || "serving";

function tell(
  given: Given,
  terminal: Terminal,
  folder: string,
  files: readonly string[],
  secrets: readonly { scope: string; key: string }[],
): ExitCode {
  const into = relative(terminal.folder, folder);
  const next = [
    ...(into === "" ? [] : [`cd ${into}`]),
    "npm install",
    "pulumi stack init dev",
    ...[...new Set(secrets.map(({ scope }) => scope))].map(
      (scope) => `databricks secrets create-scope ${scope}`,
    ),
    ...secrets.map(({ scope, key }) => `databricks secrets put-secret ${scope} ${key}`),
    "npx databricks-serving doctor",
    given.policies
      ? "pulumi preview --policy-pack node_modules/pulumi-databricks-serving/policies"
      : "pulumi preview",
  ];
  if (given.json) terminal.print(`${JSON.stringify({ folder, files, next }, null, 2)}\n`);
  else
    terminal.print(
      `${files.map((file) => `made ${join(into, file)}\n`).join("")}\nNext:\n\n${next.map((line) => `  ${line}\n`).join("")}${withoutWorkspace(secrets)}`,
    );
  return EXIT_CODES.done.code;
}

/** What takes the place of a workspace for those who have none yet. */
function withoutWorkspace(secrets: readonly { scope: string; key: string }[]): string {
  const given = secrets.map(({ scope, key }) => ` --secret ${scope}/${key}=sk-fake`).join("");
  return (
    "\nWithout a workspace, run an emulated one in a second terminal, and paste the lines that it prints into the first:\n\n" +
    `  npx databricks-serving emulator${given}\n\n` +
    "node_modules/pulumi-databricks-serving/docs/getting-started.md goes through all of it.\n"
  );
}
