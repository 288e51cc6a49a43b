import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { lockedVersion, pack, run, succeed, withEngine, type Ran } from "./consumer";

/** Package managers as they are published; each is run by the Node.js that runs the tests. */
const MANAGERS = { pnpm: "pnpm@10.34.9", yarn: "@yarnpkg/cli-dist@4.18.1", bun: "bun@1.4.5" };

/** A folder outside the repository with the packed package, the package managers, and a Pulumi engine on the PATH. */
export class Workspace {
  readonly #top = mkdtempSync(join(tmpdir(), "databricks-serving-layouts-"));
  #env: NodeJS.ProcessEnv = {};
  #tarball = "";

  async setUp(): Promise<void> {
    const [env, tarball] = await Promise.all([withEngine(), pack(this.#top)]);
    this.write("tools/package.json", { private: true });
    const quiet = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
    await succeed("npm", ["install", ...quiet, ...Object.values(MANAGERS)], join(this.#top, "tools"));
    this.#tarball = `file:${tarball.path}`;
    this.#env = {
      ...env,
      PATH: `${join(this.#top, "tools", "node_modules", ".bin")}:${env["PATH"]}`,
      PULUMI_BACKEND_URL: `file://${this.#top}`,
      PULUMI_HOME: join(this.#top, "home"),
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      DATABRICKS_HOST: undefined,
      DATABRICKS_TOKEN: undefined,
      // What package managers keep goes with the folder.
      HOME: join(this.#top, "user"),
      XDG_DATA_HOME: join(this.#top, "user"),
      YARN_ENABLE_TELEMETRY: "0",
      YARN_ENABLE_GLOBAL_CACHE: "0",
      YARN_ENABLE_IMMUTABLE_INSTALLS: "0",
      CI: undefined,
    };
  }

  dispose(): void {
    rmSync(this.#top, { recursive: true, force: true });
  }

  /** Path of a folder or file. */
  path(name: string): string {
    return join(this.#top, name);
  }

  /** Writes a file, an object as JSON. */
  write(name: string, content: string | object): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), typeof content === "string" ? content : JSON.stringify(content));
  }

  /** What a package.json says of this package, and of Pulumi. */
  get ours(): Record<string, string> {
    return { "pulumi-databricks-serving": this.#tarball, "@pulumi/pulumi": lockedVersion("@pulumi/pulumi") };
  }

  /** Runs a command line to its end. */
  run(folder: string, commandLine: string): Promise<Ran> {
    const [command = "", ...args] = commandLine.split(" ");
    return run(command, args, this.path(folder), this.#env);
  }

  /** The same, for one that must not fail. */
  async do(folder: string, commandLine: string): Promise<void> {
    const { code, output } = await this.run(folder, commandLine);
    if (code !== 0) throw new Error(`${commandLine} failed:\n${output}`);
  }

  /** Writes a Pulumi project with a stack of its own. */
  async project(folder: string, program: Record<string, string | object>): Promise<void> {
    const name = folder.replaceAll("/", "-");
    this.write(`${folder}/Pulumi.yaml`, `name: ${name}\nruntime: nodejs\n`);
    for (const [file, content] of Object.entries(program)) this.write(`${folder}/${file}`, content);
    await this.do(folder, "pulumi stack init dev --non-interactive");
  }

  /** Previews a project. */
  preview(folder: string, through = ""): Promise<Ran> {
    return this.run(folder, `${through}pulumi preview --non-interactive --color never`);
  }

  /** A monorepo in which a component of one package is all that a program of another one uses. */
  async monorepo(folder: string): Promise<void> {
    this.write(`${folder}/package.json`, { private: true, workspaces: ["gateway", "infra"] });
    this.write(`${folder}/gateway/package.json`, {
      name: "gateway",
      version: "1.0.0",
      dependencies: this.ours,
    });
    this.write(
      `${folder}/gateway/index.js`,
      `const pulumi = require("@pulumi/pulumi");
       const { ServingEndpoint } = require("pulumi-databricks-serving");
       exports.Gateway = class extends pulumi.ComponentResource {
         constructor(name) {
           super("acme:index:Gateway", name);
           new ServingEndpoint(name, { name }, { parent: this });
         }
       };`,
    );
    await this.project(`${folder}/infra`, {
      "package.json": {
        name: "infra",
        private: true,
        dependencies: { gateway: "workspace:*", "@pulumi/pulumi": this.ours["@pulumi/pulumi"] },
      },
      "index.js": 'const { Gateway } = require("gateway"); new Gateway("shared");',
    });
  }
}
