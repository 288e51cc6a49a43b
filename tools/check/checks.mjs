// @ts-check
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { executableOnPath } from "../engine/executables.mjs";
import { moduleFolder } from "../engine/engine-version.mjs";
import { root } from "../repository.mjs";
import { runCommand } from "../run-command.mjs";
import { fileShapeProblems } from "./file-shape.mjs";
import { pictureProblems } from "./room-picture.mjs";

/** @typedef {{ ok: boolean, output: string }} Verdict */
/** @typedef {{ name: string, run: () => Promise<Verdict> }} Check */

/** Folders with TypeScript; those that are there. */
const code = ["provider", "sdk", "policies", "emulator", "cli", "bench", "test", "examples"].filter(
  (folder) => existsSync(join(root, folder)),
);

/** @returns {Check[]} all that `npm run check` holds, the longest first */
export function allChecks() {
  return [
    tool("types", "typescript/bin/tsc", ["--noEmit", "--pretty", "false", "-p", "."]),
    tool("imports", "dependency-cruiser/bin/dependency-cruise.mjs", [
      "--config",
      ".dependency-cruiser.cjs",
      "--output-type",
      "err-long",
      ...code,
    ]),
    tool("types of tools", "typescript/bin/tsc", [
      "--noEmit",
      "--pretty",
      "false",
      "-p",
      "tools/tsconfig.json",
    ]),
    tool("format", "prettier/bin/prettier.cjs", ["--check", "--cache", "--log-level", "warn", "."]),
    tool("unused code", "knip/bin/knip.js", ["--no-progress", "--no-config-hints"]),
    tool("lint", "oxlint/bin/oxlint", ["--deny-warnings"]),
    { name: "file shapes", run: checkFileShapes },
    { name: "picture of the rooms", run: checkPicture },
    ...docs(),
    ...goChecks(),
  ];
}

/**
 * A development tool, run by this very Node.js.
 *
 * @param {string} name
 * @param {string} script inside node_modules
 * @param {string[]} args
 * @returns {Check}
 */
function tool(name, script, args) {
  return { name, run: () => verdict(process.execPath, [join(root, "node_modules", script), ...args]) };
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} [cwd]
 * @returns {Promise<Verdict>}
 */
async function verdict(command, args, cwd = root) {
  const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" };
  const { code: exit, output } = await runCommand(command, args, { cwd, env });
  return { ok: exit === 0, output };
}

/** @returns {Promise<Verdict>} */
async function checkFileShapes() {
  const listed = await runCommand("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
  });
  if (listed.code !== 0) return { ok: false, output: `git ls-files failed: ${listed.output}` };
  const problems = fileShapeProblems(root, listed.stdout.split("\n").filter(Boolean));
  return { ok: problems.length === 0, output: problems.join("\n") };
}

/** @returns {Promise<Verdict>} whether the picture in docs/architecture.md is the code's */
async function checkPicture() {
  const script = join(root, "node_modules", "dependency-cruiser/bin/dependency-cruise.mjs");
  const rooms = ["provider", "sdk", "policies", "emulator", "cli"];
  const args = [script, "--config", ".dependency-cruiser.cjs", "--output-type", "json", ...rooms];
  const cruised = await runCommand(process.execPath, args, { cwd: root });
  const page = readFileSync(join(root, "docs", "architecture.md"), "utf8");
  const problems = pictureProblems(page, JSON.parse(cruised.stdout).modules);
  return { ok: problems.length === 0, output: ["docs/architecture.md", ...problems].join("\n") };
}

/** @returns {Check[]} */
function docs() {
  const script = join(root, "tools", "docs.mjs");
  return existsSync(script)
    ? [{ name: "docs", run: () => verdict(process.execPath, [script, "--check"]) }]
    : [];
}

/**
 * Go is there only where the engine is built from modules.
 *
 * @returns {Check[]}
 */
function goChecks() {
  const go = executableOnPath("go", process.env);
  const gofmt = executableOnPath("gofmt", process.env);
  if (go === undefined || gofmt === undefined) return [];
  return [
    {
      name: "Go format",
      run: async () => {
        const { output } = await verdict(gofmt.file, ["-l", "language-host"], moduleFolder);
        return { ok: output.trim() === "", output: `not as gofmt wants it:\n${output}` };
      },
    },
    { name: "Go vet", run: () => verdict(go.file, ["vet", "./..."], moduleFolder) },
  ];
}
