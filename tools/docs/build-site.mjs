// @ts-check
import { join } from "node:path";
import { root } from "../repository.mjs";
import { runCommand } from "../run-command.mjs";
import { brokenLinks } from "./site-links.mjs";

/** Runs VitePress on docs/. */
const script = join(root, "node_modules", "vitepress", "bin", "vitepress.js");

/** @param {readonly string[]} args */
export const runVitepress = (args) =>
  runCommand(process.execPath, [script, ...args], { cwd: root, output: "inherit", decidesOnSignals: true });

/**
 * Builds the documentation's site.
 *
 * @param {string} folder where to
 * @param {string} base path below which it will be served, with a slash at both ends
 * @throws {Error} where it does not build, or a link leads nowhere
 */
export async function buildSite(folder, base) {
  const args = [script, "build", "docs", "--outDir", folder, "--base", base];
  const { code, output } = await runCommand(process.execPath, args, { cwd: root });
  if (code !== 0) throw new Error(`VitePress failed:\n${output}`);
  const broken = brokenLinks(folder, base);
  if (broken.length > 0) throw new Error(`Links that lead nowhere:\n${broken.join("\n")}`);
}
