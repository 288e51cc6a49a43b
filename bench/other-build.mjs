// @ts-check
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";

const root = dirname(import.meta.dirname);

/**
 * Builds another commit of this package beside this one, with the dependencies that are installed here.
 *
 * @param {string} ref a commit, branch or tag
 * @returns {string} its root
 */
export function otherBuild(ref) {
  const commit = git("rev-parse", "--verify", `${ref}^{commit}`).trim();
  const folder = join(root, ".tmp", "bench-builds", commit);
  if (existsSync(join(folder, "built"))) return folder;
  process.stderr.write(`building ${ref} …\n`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const archive = execFileSync("git", ["archive", commit], { cwd: root, maxBuffer: 2 ** 28 });
  execFileSync("tar", ["-x"], { cwd: folder, input: archive });
  link(join(root, "node_modules"), join(folder, "node_modules"));
  symlinkSync(folder, join(folder, "node_modules", "pulumi-databricks-serving"));
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const options = ["-p", "tsconfig.build.json", "--incremental", "false", "--tsBuildInfoFile", "null"];
  execFileSync(process.execPath, [tsc, ...options], { cwd: folder, stdio: "inherit" });
  mkdirSync(join(folder, "built"));
  return folder;
}

/**
 * Links to each package, but to this one.
 *
 * @param {string} from
 * @param {string} to
 */
function link(from, to) {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    if (name.startsWith(".") || name === "pulumi-databricks-serving") continue;
    symlinkSync(join(from, name), join(to, name));
  }
}

/** @param {readonly string[]} args */
const git = (...args) => execFileSync("git", args, { cwd: root, encoding: "utf8" });
