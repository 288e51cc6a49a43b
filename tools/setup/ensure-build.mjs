// @ts-check
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { logToStderr, step } from "../progress.mjs";
import { root, toolCache } from "../repository.mjs";
import { runCommand } from "../run-command.mjs";
import { withLock } from "../with-lock.mjs";
import { bundleProvider } from "./bundle-provider.mjs";

const dist = join(root, "dist");
const config = join(root, "tsconfig.build.json");
const stampFile = join(toolCache, "build-stamp");

/**
 * Compiles the package into dist/ if a source has changed since the last time.
 *
 * @param {import("../progress.mjs").Log} [log]
 */
export async function ensureBuild(log = logToStderr) {
  if (isFresh()) return;
  await withLock(join(toolCache, "build.lock"), log, async () => {
    if (isFresh()) return;
    const stamp = sourcesStamp();
    await step("compiling TypeScript into dist/", log, async () => {
      await compile();
      removeStale(dist);
      // Loaded late: the dependencies may have been installed just now.
      const { writeDeclarations } = await import("../declarations/write-declarations.mjs");
      writeDeclarations();
    });
    await step("bundling the provider", log, bundleProvider);
    writeFileSync(stampFile, stamp);
  });
}

function sourceFolders() {
  return /** @type {{ include: string[] }} */ (JSON.parse(readFileSync(config, "utf8"))).include;
}

function isFresh() {
  return existsSync(dist) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === sourcesStamp();
}

/** Names, sizes and times of all that goes into the build: tells a change without reading 200 files. */
function sourcesStamp() {
  const hash = createHash("sha256");
  const settings = ["tsconfig.json", "tsconfig.build.json", "package.json", "package-lock.json"];
  const sources = [...sourceFolders(), "tools/declarations", "tools/setup"].flatMap((folder) =>
    filesIn(join(root, folder)),
  );
  for (const file of [...settings.map((name) => join(root, name)), ...sources.sort()]) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(root, file)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest("hex");
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesIn(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function compile() {
  // The compiler's own memory outlives dist/: without it, it would take a deleted dist/ for an up-to-date one.
  if (!existsSync(dist)) rmSync(join(root, "node_modules", ".cache", "build.tsbuildinfo"), { force: true });
  mkdirSync(toolCache, { recursive: true });
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const result = await runCommand(process.execPath, [tsc, "-p", config, "--pretty", "false"], { cwd: root });
  if (result.code !== 0) throw new Error(`The package does not compile:\n${result.output.trim()}`);
}

/**
 * Removes what was compiled from a source that is gone, lest it be published.
 *
 * @param {string} folder
 */
function removeStale(folder) {
  for (const file of filesIn(folder)) {
    const source = join(root, relative(dist, file)).replace(/(\.d)?\.(js|ts)(\.map)?$/, "");
    const has = ["", ".ts"].some(
      (suffix) => existsSync(source + suffix) && statSync(source + suffix).isFile(),
    );
    if (!has) rmSync(file);
  }
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const inner = join(folder, entry.name);
    if (entry.isDirectory() && filesIn(inner).length === 0) rmSync(inner, { recursive: true });
  }
}
