import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../client/api/temporary-folder";
import { buildPackage } from "../package/consumer";
import { atTerminal, CTRL_C, hasTerminals } from "./at-terminal";

const ENTER = "\r";
const DOWN = "\u001B[B";

describe.skipIf(!hasTerminals())("the questions of init, at a terminal", () => {
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
      ["init", "project"],
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
      ["init", "project", ...given],
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
      ["init", "project"],
    );
    expect(shown).toContain("broken off; nothing was written");
    expect(code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  }, 60_000);

  it("are none with --json, which answers a program", async () => {
    const folder = temporaryFolder({});
    const { code, shown } = await atTerminal(folder, [], ["init", "project", "--json"]);
    expect(code, shown).toBe(0);
    expect(JSON.parse(shown)).toMatchObject({ files: expect.arrayContaining(["index.ts"]) });
  }, 60_000);
});
