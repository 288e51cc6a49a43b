import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** A copy of programs/ in a folder of its own, with its own state, and the Pulumi CLI at work in it. */
export class PulumiProject {
  readonly folder = mkdtempSync(join(tmpdir(), "engine-test-"));
  readonly #env: NodeJS.ProcessEnv;

  constructor(readonly program: string) {
    cpSync(join(__dirname, "programs"), this.folder, { recursive: true });
    symlinkSync(resolve(__dirname, "../../../node_modules"), join(this.folder, "node_modules"));
    mkdirSync(join(this.folder, "state"));
    this.#env = {
      ...process.env,
      PULUMI_BACKEND_URL: `file://${join(this.folder, "state")}?metadata=skip`,
      PULUMI_HOME: join(this.folder, "home"),
      NO_COLOR: "1",
    };
  }

  /** Runs a command to its end. */
  async pulumi(...args: string[]): Promise<{ code: number | null; output: string }> {
    const child = this.start(args);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    const code = await new Promise<number | null>((done) => child.on("close", done));
    return { code, output };
  }

  start(args: string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    return spawn("pulumi", [...args, "--non-interactive"], {
      cwd: join(this.folder, this.program),
      env: { ...this.#env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
