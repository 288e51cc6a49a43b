import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { promisify } from "node:util";

export const repository = resolve(__dirname, "../..");

/** What `npm pack` says of a tarball. */
export interface Tarball {
  readonly path: string;
  /** Bytes, compressed. */
  readonly size: number;
  readonly files: readonly string[];
}

/** How a command ended, and what it printed. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  /** Standard output, then standard error. */
  readonly output: string;
}

/** An empty project outside the repository, which has installed the package as it would be published. */
export interface Consumer {
  readonly folder: string;
  readonly tarball: Tarball;
  run(command: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ran>;
  dispose(): void;
}

/**
 * Packs this package and installs the tarball with its peers, of the versions in our lock, and with an older TypeScript.
 * The programs beside this file lie in the project's folder.
 */
export async function consumerProject(): Promise<Consumer> {
  const top = mkdtempSync(join(tmpdir(), "databricks-serving-package-"));
  const folder = join(top, "consumer");
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), '{ "name": "consumer", "private": true }\n');
  const tarball = await pack(top);
  const peers = ["@pulumi/pulumi", "@pulumi/policy"].map((name) => `${name}@${lockedVersion(name)}`);
  const quiet = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
  const wanted = [tarball.path, ...peers, "typescript-5.9@npm:typescript@5.9.3"];
  await succeed("npm", ["install", ...quiet, ...wanted], folder);
  cpSync(join(__dirname, "programs"), folder, { recursive: true });
  return {
    folder,
    tarball,
    run: (command, args, env) => run(command, args, folder, env),
    dispose: () => rmSync(top, { recursive: true, force: true }),
  };
}

/** Packs the package as it would be published. */
export async function pack(destination: string): Promise<Tarball> {
  const { stdout } = await succeed("npm", ["pack", "--json", "--pack-destination", destination], repository);
  const [packed] = JSON.parse(stdout) as { filename: string; size: number; files: { path: string }[] }[];
  if (packed === undefined) throw new Error("npm pack said nothing of what it packed");
  return {
    path: join(destination, packed.filename),
    size: packed.size,
    files: packed.files.map(({ path }) => path),
  };
}

/** Version of a dependency in our lock. */
export function lockedVersion(name: string): string {
  const text = readFileSync(join(repository, "node_modules", name, "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** Makes dist/ current, which the package's own name leads to in the repository. */
export async function buildPackage(): Promise<void> {
  await succeed(process.execPath, [join(repository, "tools", "build.mjs")], repository);
}

/** The environment with a Pulumi engine first on the PATH, which is made if there is none. */
export async function withEngine(): Promise<NodeJS.ProcessEnv> {
  const { stdout } = await succeed(process.execPath, [join(repository, "tools", "engine.mjs")], repository);
  return { ...process.env, PATH: `${stdout.trim()}${delimiter}${process.env["PATH"]}` };
}

/** Runs a command that must not fail. */
export async function succeed(command: string, args: readonly string[], cwd: string): Promise<Ran> {
  const ran = await run(command, args, cwd);
  if (ran.code !== 0) throw new Error(`${command} ${args.join(" ")} failed:\n${ran.output}`);
  return ran;
}

/** Runs a command to its end. */
export async function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Ran> {
  const options = { cwd, env: { ...env, NO_COLOR: "1" }, maxBuffer: 2 ** 26 };
  try {
    const { stdout, stderr } = await promisify(execFile)(command, args, options);
    return { code: 0, stdout, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: unknown; stdout?: string; stderr?: string };
    if (typeof code !== "number") throw error;
    return { code, stdout: stdout ?? "", output: `${stdout ?? ""}${stderr ?? ""}` };
  }
}
