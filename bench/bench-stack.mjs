// @ts-check
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { watchFamily } from "./watch-family.mjs";

const here = dirname(import.meta.dirname);

/** A stack of `size` resources of a program in bench/programs, with a file backend of its own. */
export class BenchStack {
  #folder;
  #env;

  /**
   * @param {"endpoints" | "models" | "nothing" | "sending" | "services"} program
   * @param {number} size
   * @param {NodeJS.ProcessEnv} env
   * @param {string} [root] of the build of this package that the program uses
   */
  constructor(program, size, env, root = here) {
    // Below the repository, so that the programs find its node_modules.
    const parent = join(root, ".tmp", "bench");
    mkdirSync(parent, { recursive: true });
    this.#folder = mkdtempSync(join(parent, `${program}-`));
    cpSync(join(import.meta.dirname, "programs"), this.#folder, { recursive: true });
    writeFileSync(join(this.#folder, "Pulumi.yaml"), `name: bench\nruntime: nodejs\nmain: ${program}.cjs\n`);
    const state = join(this.#folder, "state");
    mkdirSync(state);
    this.#env = {
      ...process.env,
      ...env,
      BENCH_SIZE: String(size),
      PULUMI_BACKEND_URL: `file://${state}`,
      PULUMI_CONFIG_PASSPHRASE: "bench",
      PULUMI_HOME: join(this.#folder, "home"),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      XDG_STATE_HOME: join(this.#folder, "user-state"),
    };
    writeFileSync(join(this.#folder, "Pulumi.dev.yaml"), "config: {}\n");
  }

  /**
   * Runs one operation of the CLI.
   *
   * @param {readonly string[]} args
   * @param {string} model that the program asks for
   * @returns {Promise<import("./measured.mjs").Run>}
   */
  async run(args, model) {
    if (!this.#initialised) await this.#pulumi(["stack", "init", "dev"], model);
    this.#initialised = true;
    return this.#pulumi([...args, "--stack", "dev"], model);
  }

  #initialised = false;

  dispose() {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /**
   * @param {readonly string[]} args
   * @param {string} model
   */
  #pulumi(args, model) {
    const start = performance.now();
    const child = spawn("pulumi", [...args, "--non-interactive", "--color", "never"], {
      cwd: this.#folder,
      env: { ...this.#env, BENCH_MODEL: model },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (/** @type {string} */ text) => (output += text));
    }
    const watch = watchFamily(child.pid);
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => {
        const seconds = (performance.now() - start) / 1000;
        const usage = watch.stop();
        if (code === 0) resolve({ seconds, usage });
        else reject(new Error(`pulumi ${args.join(" ")} failed:\n${output}`));
      });
    });
  }
}
