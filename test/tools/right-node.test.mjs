import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { root } from "../../tools/repository.mjs";

const run = promisify(execFile);
const SLOW = 120_000;

/**
 * A Node.js of another line, as npm has it.
 *
 * @param {number} line
 */
async function otherNode(line) {
  const folder = mkdtempSync(join(tmpdir(), "right-node-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  const quiet = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
  await run("npm", ["install", `node@${line}`, ...quiet], { cwd: folder });
  return { node: join(folder, "node_modules", "node", "bin", "node"), folder };
}

const script = join("test", "tools", "fixtures", "tells-its-node.mjs");

test("a tool runs on the Node.js that is there, where it is supported", async () => {
  const { stdout } = await run(process.execPath, [join(root, "tools/right-node.mjs"), script, "a", "b"]);
  expect(stdout).toBe(`${process.version} a b\n`);
});

test(
  "on an older Node.js it goes on with one that npm brings into the cache, with the same arguments and exit code",
  async () => {
    const { node, folder } = await otherNode(18);
    mkdirSync(join(folder, "cache"));
    const env = { ...process.env, XDG_CACHE_HOME: join(folder, "cache") };
    const tool = [join(root, "tools/right-node.mjs"), script];
    const { stdout, stderr } = await run(node, [...tool, "a", "b"], { env });
    expect(stdout).toMatch(/^v24\.\d+\.\d+ a b\n$/);
    expect(stderr).toMatch(/^• this is Node\.js 18\./);
    await expect(run(node, [...tool, "fail"], { env })).rejects.toMatchObject({ code: 3 });
  },
  SLOW,
);
