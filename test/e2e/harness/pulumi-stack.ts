import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const REPOSITORY = resolve(__dirname, "../../..");
const PROGRAMS = join(REPOSITORY, ".tmp", "e2e");

/** How a command of the Pulumi CLI ended, and all that it printed. */
export interface Outcome {
  readonly code: number;
  /** Standard output and standard error, without colours. */
  readonly output: string;
}

/** One resource of a stack's state, as `pulumi stack export` shows it. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs: Record<string, unknown>;
  readonly outputs: Record<string, unknown>;
  readonly initErrors?: string[];
}

/** Settings of a stack for a test. */
export interface StackOptions {
  /** Environment of the CLI beside the test's own; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Name of the project. Default `test`. */
  readonly project?: string;
  /** Name of the stack. Default `dev`. */
  readonly stack?: string;
  /** Folder of the file backend, where two stacks are to share one. Default: one of its own. */
  readonly backend?: string;
  /** Folder of the project, which must exist. Default: a new one below the repository. */
  readonly folder?: string;
  /** Text of `Pulumi.yaml`, which may be the whole program. Default: that of a JavaScript program. */
  readonly projectFile?: string;
}

/** A project with one stack in a temporary folder below the repository, driven through the real Pulumi CLI. */
export class PulumiStack {
  readonly folder: string;
  readonly backend: string;
  private readonly env: NodeJS.ProcessEnv;
  private readonly running = new Set<ChildProcess>();

  constructor(
    program: string,
    private readonly options: StackOptions = {},
  ) {
    mkdirSync(PROGRAMS, { recursive: true });
    this.folder = options.folder ?? mkdtempSync(join(PROGRAMS, "stack-"));
    this.backend = options.backend ?? join(this.folder, "state");
    mkdirSync(this.backend, { recursive: true });
    const project = options.project ?? "test";
    const projectFile = options.projectFile ?? `name: ${project}\nruntime: nodejs\nmain: index.js\n`;
    writeFileSync(join(this.folder, "Pulumi.yaml"), projectFile);
    if (options.projectFile === undefined) this.write(program);
    this.env = this.environment();
    execFileSync("pulumi", ["stack", "select", "--create", this.stack, "--non-interactive"], {
      cwd: this.folder,
      env: this.env,
      stdio: "pipe",
    });
  }

  get stack(): string {
    return this.options.stack ?? "dev";
  }

  /** Replaces the program: CommonJS that may require `pulumi-databricks-serving` as `s` and `@pulumi/pulumi` as `pulumi`. */
  write(program: string): void {
    const prelude =
      'const pulumi = require("@pulumi/pulumi");\nconst s = require("pulumi-databricks-serving");\n';
    writeFileSync(join(this.folder, "index.js"), prelude + program);
  }

  preview(...flags: string[]): Promise<Outcome> {
    return this.run("preview", "--diff", ...flags);
  }

  up(...flags: string[]): Promise<Outcome> {
    return this.run("up", "--yes", "--skip-preview", ...flags);
  }

  refresh(...flags: string[]): Promise<Outcome> {
    return this.run("refresh", "--yes", "--skip-preview", ...flags);
  }

  destroy(...flags: string[]): Promise<Outcome> {
    return this.run("destroy", "--yes", "--skip-preview", ...flags);
  }

  setConfig(key: string, value: string): Promise<Outcome> {
    return this.run("config", "set", key, value);
  }

  /** Runs a command of the CLI to its end. */
  run(...args: string[]): Promise<Outcome> {
    return this.start(...args).outcome;
  }

  /** Starts a command of the CLI, for tests that end it before it is done. */
  start(...args: string[]): { process: ChildProcess; outcome: Promise<Outcome> } {
    const child = spawn("pulumi", [...args, "--non-interactive", "--color", "never"], {
      cwd: this.folder,
      env: this.env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    this.running.add(child);
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const outcome = new Promise<Outcome>((done, fail) => {
      child.on("error", fail);
      child.on("close", (code) => {
        this.running.delete(child);
        done({ code: code ?? -1, output });
      });
    });
    return { process: child, outcome };
  }

  /** The whole state as text, as it lies in the backend: for looking for what must not be there. */
  stateText(): string {
    return execFileSync("pulumi", ["stack", "export"], { cwd: this.folder, env: this.env }).toString();
  }

  /** Resources in state, without the stack itself and providers. */
  resources(): StateResource[] {
    const state = JSON.parse(this.stateText()) as { deployment: { resources?: StateResource[] } };
    return (state.deployment.resources ?? []).filter(({ type }) =>
      /^(pulumi-nodejs:dynamic\/|databricks-serving:)/.test(type),
    );
  }

  /** Outputs of the stack. */
  outputs(): Record<string, unknown> {
    const text = execFileSync("pulumi", ["stack", "output", "--json"], { cwd: this.folder, env: this.env });
    return JSON.parse(text.toString()) as Record<string, unknown>;
  }

  /** Text of a file in the project's folder. */
  read(file: string): string {
    return readFileSync(join(this.folder, file), "utf8");
  }

  /** Ends what still runs and removes the folder. */
  dispose(): void {
    for (const { pid } of this.running) {
      if (pid !== undefined) killTree(pid);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Environment of its commands. */
  environment(): NodeJS.ProcessEnv {
    const { DATABRICKS_HOST: _, DATABRICKS_TOKEN: __, ...inherited } = process.env;
    return {
      ...inherited,
      // Some tests kill the CLI: so as docs/recovery.md says, without the sidecars that a kill may leave empty.
      PULUMI_BACKEND_URL: `file://${this.backend}?metadata=skip`,
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_HOME: join(this.backend, "home"),
      XDG_STATE_HOME: join(this.backend, "user-state"),
      HOME: this.folder,
      ...this.options.env,
    };
  }
}

/**
 * Kills a CLI that `start` started with all that it started: engine, program and provider, as a lost machine does. The
 * engine gives its plugins process groups of their own, so that killing its group would leave them at work.
 */
export function killTree(pid: number): void {
  for (const each of [pid, ...descendantsOf(pid)]) {
    try {
      process.kill(each, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}

function descendantsOf(pid: number): number[] {
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid="]).toString().trim().split("\n");
  const pairs = table.map((line) => line.trim().split(/\s+/).map(Number));
  const childrenOf = (parent: number): number[] =>
    pairs.flatMap(([child, of]) =>
      of === parent && child !== undefined ? [child, ...childrenOf(child)] : [],
    );
  return childrenOf(pid);
}
