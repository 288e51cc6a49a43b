import { execFile, execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../client/api/temporary-folder";
import { buildPackage, repository } from "../package/consumer";

const ENTER = "\r";
const DOWN = "\u001B[B";
const CTRL_C = "\u0003";

type Step = readonly [waitFor: string, keys: string];

/** Runs `init` as a person does, at a pseudo-terminal, and answers its questions. */
function atTerminal(folder: string, steps: readonly Step[], ...args: string[]) {
  const cli = join(repository, "dist", "cli", "databricks-serving.js");
  const driver = join(__dirname, "drive-terminal.py");
  const command = [driver, JSON.stringify(steps), process.execPath, cli, "init", ...args];
  return new Promise<{ code: number; shown: string }>((done) => {
    execFile("python3", command, { cwd: folder, env: { ...process.env, TERM: "xterm" } }, (error, stdout) =>
      done({ code: error === null ? 0 : Number(error.code), shown: stdout }),
    );
  });
}

function pythonHasTerminals(): boolean {
  try {
    execFileSync("python3", ["-c", "import pty"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

// Python brings the pseudo-terminal; Node.js has none of its own.
describe.skipIf(!pythonHasTerminals())("the questions of init, at a terminal", () => {
  beforeAll(buildPackage, 120_000);

  it("are name, provider and forge; Enter takes what is proposed, the arrow keys choose", async () => {
    const folder = temporaryFolder({});
    const { code, shown } = await atTerminal(
      folder,
      [
        ["Name of the project", `chat${ENTER}`],
        ["Whose model is to be served?", `${DOWN}${ENTER}`],
        ["Where are your pull requests?", `${DOWN}${ENTER}`],
      ],
      "project",
    );
    expect(code, shown).toBe(0);
    const read = (file: string) => readFileSync(join(folder, "project", file), "utf8");
    expect(read("Pulumi.yaml")).toContain("name: chat\n");
    // The one after openai, and the one after github.
    expect(read("index.ts")).not.toContain('provider: "openai"');
    expect(existsSync(join(folder, "project", ".gitlab-ci.yml"))).toBe(true);
    expect(shown).toContain("npm install");
  }, 60_000);

  it("are not asked where the command line has the answer", async () => {
    const folder = temporaryFolder({});
    const given = ["--name", "chat", "--provider", "anthropic"];
    const { code, shown } = await atTerminal(
      folder,
      [["Where are your pull requests?", ENTER]],
      "project",
      ...given,
    );
    expect(code, shown).toBe(0);
    expect(shown).not.toMatch(/Name of the project|Whose model/);
    expect(existsSync(join(folder, "project", ".github"))).toBe(true);
  }, 60_000);

  it("can be broken off with Ctrl-C, and then nothing is written", async () => {
    const folder = temporaryFolder({});
    const { code, shown } = await atTerminal(
      folder,
      [
        ["Name of the project", ENTER],
        ["Whose model is to be served?", CTRL_C],
      ],
      "project",
    );
    expect(shown).toContain("broken off; nothing was written");
    expect(code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  }, 60_000);

  it("are none with --json, which answers a program", async () => {
    const folder = temporaryFolder({});
    const { code, shown } = await atTerminal(folder, [], "project", "--json");
    expect(code, shown).toBe(0);
    expect(JSON.parse(shown)).toMatchObject({ files: expect.arrayContaining(["index.ts"]) });
  }, 60_000);
});
