// @ts-check
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

const MAX_LINES = 300;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|bench|config|fixture|d))?\.[a-z]+$/;
const GRAB_BAGS = new Set(["utils", "util", "helpers", "helper", "common", "types", "misc", "shared"]);
/** What tests feed to the code: its names and lengths are the point of it. */
const EXEMPT = /(^|\/)(fixtures|programs)\//;
/** Names that a tool or a convention wants as they are. */
const FIXED_NAMES = /^(\.|[A-Z]+(\.md)?$|Pulumi(\.[\w-]+)?\.yaml$|PulumiPolicy\.yaml$|go\.(mod|sum)$)/;

/**
 * What a reader has to put up with: files too long to hold in mind, and names that say nothing of what is inside.
 *
 * @param {string} root
 * @param {readonly string[]} files paths relative to the root
 * @returns {string[]} a line for each problem
 */
export function fileShapeProblems(root, files) {
  return files.flatMap((file) => {
    if (!existsSync(join(root, file)) || EXEMPT.test(file)) return [];
    return [...nameProblems(file), ...lengthProblems(root, file)];
  });
}

/** @param {string} file */
function nameProblems(file) {
  const problems = [];
  const name = basename(file);
  if (!FIXED_NAMES.test(name) && /\.(ts|mjs|cjs|js)$/.test(name) && !KEBAB.test(name)) {
    problems.push(`${file}: name it in kebab-case, after the one thing it exports`);
  }
  const parts = file.replace(/\.[^/]*$/, "").split("/");
  const bag = parts.find((part) => GRAB_BAGS.has(part));
  if (bag !== undefined) {
    problems.push(`${file}: "${bag}" says nothing of what is inside; name it after what it does`);
  }
  return problems;
}

/**
 * @param {string} root
 * @param {string} file
 */
function lengthProblems(root, file) {
  if (!/\.(ts|mjs|cjs|js|go)$/.test(file)) return [];
  const lines = readFileSync(join(root, file), "utf8").split("\n").length - 1;
  return lines > MAX_LINES
    ? [`${file}: ${lines} lines, at most ${MAX_LINES}: take a part out into a file of its own`]
    : [];
}
