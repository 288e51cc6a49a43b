// @ts-check
// docs/commands.md, made of what each command says about itself.
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../repository.mjs";

/** @typedef {import("../../cli/kit/define-command.js").Command} Command */
/** @typedef {import("../../cli/kit/param.js").Param<unknown>} Param */

/** @returns {[path: string, text: string]} */
export function commandsPage() {
  const load = createRequire(import.meta.url);
  /** @type {{ commands: readonly Command[] }} */
  const { commands } = load(join(root, "dist/cli/commands.js"));
  /** @type {{ EXIT_CODES: Record<string, { code: number, means: string }> }} */
  const { EXIT_CODES } = load(join(root, "dist/cli/kit/exit-code.js"));
  return ["docs/commands.md", page(commands, Object.values(EXIT_CODES))];
}

/**
 * @param {readonly Command[]} commands
 * @param {readonly { code: number, means: string }[]} codes
 */
const page = (commands, codes) => `# Commands

The package brings one command, \`databricks-serving\`. In a project that has installed the package,
\`npx databricks-serving <command>\` runs it.

| Command | What it does |
| --- | --- |
${commands.map(({ name, does }) => `| [\`${name}\`](#${name.replaceAll(" ", "-")}) | ${cell(does)} |`).join("\n")}

Answers go to standard output; messages and progress to standard error, each message after \`databricks-serving:\`. With
\`--json\` the answer is one JSON document, a failure \`{ "error": "…" }\`. \`NO_COLOR\` turns colours off, as a pipe does.

## Exit codes

| Code | Meaning |
| --- | --- |
${codes.map(({ code, means }) => `| ${code} | ${means} |`).join("\n")}

${commands.map(section).join("\n\n")}
`;

/** @param {Command} command */
function section({ name, does, about, arguments: given, options, examples = [] }) {
  const parts = [`## ${name}`, `${does.charAt(0).toUpperCase()}${does.slice(1)}.`];
  if (about !== undefined) parts.push(about);
  const usage = Object.values(given).map(placeholder);
  parts.push(fenced([["npx databricks-serving", name, "[options]", ...usage].join(" ")], "text"));
  const rows = [
    ...Object.values(given).map((param) => `| \`${placeholder(param)}\` | ${cell(meaning(param))} |`),
    ...Object.entries(options).map(
      ([key, param]) => `| \`${written(key, param)}\` | ${cell(meaning(param))} |`,
    ),
  ];
  parts.push(["| Argument or option | Meaning |", "| --- | --- |", ...rows].join("\n"));
  if (examples.length > 0) parts.push(fenced(examples.map((line) => `npx databricks-serving ${line}`)));
  return parts.join("\n\n");
}

/** @param {Param} param */
function placeholder({ value, many, required }) {
  const name = many ? `${value}...` : value;
  return required ? `<${name}>` : `[${name}]`;
}

/**
 * @param {string} key
 * @param {Param} param
 */
function written(key, { value, off, short }) {
  const long = key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const option = `--${off ? "no-" : ""}${long}${value === undefined ? "" : ` <${value}>`}`;
  return short === undefined ? option : `-${short}, ${option}`;
}

/** @param {Param} param */
function meaning({ does, choices, default: standard, many }) {
  const allowed = choices === undefined ? "" : `: ${choices.map((word) => `\`${word}\``).join(", ")}`;
  const known = typeof standard === "string" && !many ? ` (default: \`${standard}\`)` : "";
  return `${does}${allowed}${known}`;
}

/**
 * @param {readonly string[]} lines
 * @param {string} [language]
 */
const fenced = (lines, language = "sh") => [`\`\`\`${language}`, ...lines, "```"].join("\n");

/** @param {string} text */
const cell = (text) => text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
