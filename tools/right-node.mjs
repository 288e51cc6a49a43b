// @ts-check
// `node tools/right-node.mjs <script> [arguments…]` runs a tool on a Node.js that it supports: on this one, or, where this one
// is older, on one that npm installs into the user's cache. Written so that a Node.js of years ago can read it.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The line that is brought; the newest that npm has of it. */
const BROUGHT = "24";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [script = "", ...rest] = process.argv.slice(2);

if (isSupported(process.versions.node)) {
  process.argv.splice(1, 2, resolve(root, script));
  await import(pathToFileURL(resolve(root, script)).href);
} else {
  process.stderr.write(
    `• this is Node.js ${process.versions.node}; going on with Node.js ${BROUGHT} from npm …\n`,
  );
  const folder = bringNode();
  const separator = process.platform === "win32" ? ";" : ":";
  const child = spawn(join(folder, "node"), [resolve(root, script), ...rest], {
    stdio: "inherit",
    env: { ...process.env, PATH: `${folder}${separator}${process.env["PATH"]}` },
  });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"]))
    process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
}

/**
 * Whether a version is at least the oldest under `engines`.
 *
 * @param {string} version
 */
function isSupported(version) {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const oldest = String(engines.node).replace(/^>=/, "").split(".").map(Number);
  const have = version.split(".").map(Number);
  for (let index = 0; index < 3; index += 1) {
    const difference = (have[index] || 0) - (oldest[index] || 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** @returns {string} the folder of the binary */
function bringNode() {
  const cache = process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache");
  const target = join(
    cache,
    "pulumi-databricks-serving",
    `right-node-${BROUGHT}-${process.platform}-${process.arch}`,
  );
  const bin = join(target, "node_modules", "node", "bin");
  if (existsSync(bin)) return bin;
  // A folder of this process's own, put in place when it is whole.
  const unfinished = `${target}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  // A root of its own: npm would otherwise install into the nearest package above.
  writeFileSync(join(unfinished, "package.json"), '{ "private": true }\n');
  const npm = spawnSync(
    "npm",
    ["install", `node@${BROUGHT}`, "--no-audit", "--no-fund", "--loglevel=error"],
    {
      cwd: unfinished,
      stdio: ["ignore", 2, 2],
      shell: process.platform === "win32",
    },
  );
  if (npm.status !== 0) {
    process.stderr.write(
      "\n✗ npm could not install it. Install Node.js 22 or 24 by hand: https://nodejs.org/\n",
    );
    process.exit(1);
  }
  try {
    renameSync(unfinished, target);
  } catch {
    // Another process was quicker.
    rmSync(unfinished, { recursive: true, force: true });
  }
  return bin;
}
