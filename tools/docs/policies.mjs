// @ts-check
// The docs pages of the policy rules, made of what each rule says about itself. `node tools/docs/policies.mjs` writes
// them from dist/; with --check it only says which are stale.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as prettier from "prettier";
import { root } from "../repository.mjs";
import { plainText } from "./plain-text.mjs";
import { messagesPage } from "./policy-messages.mjs";

/** @typedef {import("../../policies/kit/define-rule.js").Rule} Rule */

const folder = "docs/policies";

/**
 * Every page, by its path in the repository.
 *
 * @param {readonly Rule[]} rules
 * @returns {Promise<Map<string, string>>}
 */
export async function policyPages(rules) {
  const options = (await prettier.resolveConfig(join(root, folder, "README.md"))) ?? {};
  const pages = new Map([
    ["README", indexPage(rules)],
    ["messages", messagesPage(rules)],
    ...rules.map((rule) => /** @type {const} */ ([rule.name, rulePage(rule)])),
  ]);
  /** @type {Map<string, string>} */
  const written = new Map();
  for (const [name, text] of pages) {
    written.set(`${folder}/${name}.md`, await prettier.format(text, { ...options, parser: "markdown" }));
  }
  return written;
}

/**
 * Which pages on disk differ from what they should be; with `write`, after having made them so.
 *
 * @param {readonly Rule[]} rules
 * @param {{ write: boolean }} how
 * @returns {Promise<string[]>} paths of the pages that are stale, missing or of no rule
 */
export async function refreshPolicyPages(rules, { write }) {
  const pages = await policyPages(rules);
  const there = existsSync(join(root, folder))
    ? readdirSync(join(root, folder)).map((file) => `${folder}/${file}`)
    : [];
  const surplus = there.filter((path) => !pages.has(path));
  const stale = [...pages].filter(
    ([path, text]) => !there.includes(path) || readFileSync(join(root, path), "utf8") !== text,
  );
  if (write) {
    mkdirSync(join(root, folder), { recursive: true });
    for (const [path, text] of stale) writeFileSync(join(root, path), text);
    for (const path of surplus) rmSync(join(root, path));
  }
  return [...stale.map(([path]) => path), ...surplus];
}

/** @param {Rule} rule */
function rulePage(rule) {
  const { name, title, description, why, severity, level, remediation, example, sources, remedies } = rule;
  return `# ${name}

${title}: ${plainText(lowerFirst(description))}

| Severity | Default enforcement level | Looks at |
| --- | --- | --- |
| ${severity} | ${level} | ${rule.scope === "stack" ? "the stack as a whole" : "each resource"} |

## Why

${why}

## Example

Rejected:

\`\`\`ts
${example.rejected}
\`\`\`

Accepted:

\`\`\`ts
${example.accepted}
\`\`\`

## What to do

${remediation.map((step, index) => `${index + 1}. ${plainText(step)}`).join("\n")}

## Configuration

${settingsTable(rule)}

Every rule also takes \`enforcementLevel\` (\`advisory\`, \`mandatory\`, \`remediate\` or \`disabled\`).
${remedies === undefined ? "" : `\n## Remediation\n\nWith \`enforcementLevel\` \`remediate\`: ${lowerFirst(remedies)}\n`}
${sources.length === 0 ? "" : `## Sources\n\n${sources.map((source) => `- <${source}>`).join("\n")}\n`}`;
}

/** @param {Rule} rule */
function settingsTable(rule) {
  const properties = rule.policy().configSchema?.properties ?? {};
  const rows = Object.entries(properties).map(([key, property]) => {
    const standard = property.default === undefined ? "" : `\`${JSON.stringify(property.default)}\``;
    return `| \`${key}\` | ${typeOf(property)} | ${standard} | ${cell(property.description ?? "")} |`;
  });
  return ["| Setting | Type | Default | Meaning |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

/**
 * @param {import("@pulumi/policy/schema.js").PolicyConfigJSONSchema} schema
 * @returns {string}
 */
function typeOf(schema) {
  if (schema.enum) return schema.enum.map((one) => `\`${one}\``).join(", ");
  if (schema.type === "array" && typeof schema.items === "object" && !Array.isArray(schema.items)) {
    return `list of ${typeOf(schema.items)}`;
  }
  if (schema.properties)
    return `object with ${Object.keys(schema.properties)
      .map((key) => `\`${key}\``)
      .join(", ")}`;
  if (typeof schema.additionalProperties === "object")
    return `object of ${typeOf(schema.additionalProperties)}`;
  return String(schema.type ?? "any");
}

/** @param {readonly Rule[]} rules */
function indexPage(rules) {
  const rows = rules.map(
    ({ name, title, severity, level, remedies }) =>
      `| [${name}](${name}.md) | ${title} | ${severity} | ${level} | ${remedies === undefined ? "" : "yes"} |`,
  );
  return `# Policies

Rules for Databricks model-serving endpoints and model services, as a Pulumi policy pack. They judge this package's
resources, and \`ModelServing\`, \`AiGatewayModelProviderService\` and \`AiGatewayModelService\` of \`@pulumi/databricks\`, in
previews and updates, whichever language the program is in. They make no request and need no workspace.

\`\`\`sh
pulumi preview --policy-pack node_modules/pulumi-databricks-serving/policies
\`\`\`

What leaks a credential or can never work is mandatory; governance is advisory until its level is configured. A value
that a preview does not know yet is judged by the update, which knows it. No report contains a value that may be secret.
What the provider's own check refuses is not said again by a rule. [All messages on one page](messages.md).

| Rule | Title | Severity | Level | Remediates |
| --- | --- | --- | --- | --- |
${rows.join("\n")}

## Configuration

By a JSON file, with \`--policy-pack-config policies.json\`:

<!-- read as: a configuration of the policy pack -->

\`\`\`json
{
  "limit-providers": { "enforcementLevel": "mandatory", "allowed": ["openai", "amazon-bedrock"] },
  "limit-regions": { "enforcementLevel": "mandatory", "allowedAreas": ["eu"] },
  "require-tags": { "enforcementLevel": "remediate", "required": { "costCenter": { "default": "unassigned" } } },
  "require-guardrails": "disabled"
}
\`\`\`

Or in code, as a pack of your own: a folder with a \`PulumiPolicy.yaml\` (\`runtime: nodejs\`), a \`package.json\` with a
\`version\`, and

\`\`\`ts
import { ServingPolicyPack } from "pulumi-databricks-serving/policies";

new ServingPolicyPack("acme-serving", {
  "limit-providers": { enforcementLevel: "mandatory", allowed: ["openai", "amazon-bedrock"] },
  "require-guardrails": "disabled",
});
\`\`\`

The JSON file has the same shape and goes before the code. Single rules fit any other pack:

\`\`\`ts
import { PolicyPack } from "@pulumi/policy";
import { requireTags, disallowPlaintextCredentials } from "pulumi-databricks-serving/policies";

new PolicyPack("acme", {
  policies: [disallowPlaintextCredentials.policy(), requireTags.policy({ required: { costCenter: {} } })],
});
\`\`\`

A rule that is misspelt, a setting that a rule does not take, or a day that there is not, stops the run, in the JSON file as
in code: otherwise it would switch off silently what it was to switch on. The same holds for the environment variables
below.

## What is printed

What refuses is printed finding by finding. Advice is one line for a resource and rule, and where it is the same for many
resources it is given once, with a total at the end; a program that nothing is advised for prints nothing.
\`DATABRICKS_SERVING_POLICY_VERBOSE=true\` in the environment prints each finding by itself, as \`policy-report\` does.

## A stored stack

What a stack has in its state is judged without running its program, and without a workspace:

\`\`\`sh
pulumi policy analyze --stack prod --policy-pack node_modules/pulumi-databricks-serving/policies
\`\`\`

With \`--file state.json\` in place of \`--stack\` it takes what \`pulumi stack export\` has written.

## Exemptions

Every rule takes \`exemptions\`: URN patterns (\`*\` stands for anything) with a reason and a last day.

<!-- read as: a configuration of the policy pack -->

\`\`\`json
{
  "require-supported-model": {
    "exemptions": [{ "urn": "urn:pulumi:prod::*::legacy-chat", "reason": "moves in spring", "expires": "2027-03-31" }]
  }
}
\`\`\`

Each use is reported as an advisory by [report-exemptions](report-exemptions.md). After the last day the rule counts again.

## Remediation

With \`enforcementLevel\` \`remediate\`, the rules marked above mend what they safely can before the resource is made, and
the preview says so. What they cannot mend is then a mandatory violation. None remediates unless it is configured to.

## Other days

Retirement dates and exemptions are judged by today's date in UTC. \`DATABRICKS_SERVING_POLICY_TODAY=2027-03-01\` in the
environment shows what that day will bring.

## In pull requests

[examples/pull-request-checks](../../examples/pull-request-checks) previews with the pack in GitHub Actions and comments.
\`databricks-serving policy-report\` is the same check as one command for other systems: it prints a Markdown summary and
writes SARIF, which says so where the preview itself failed.

A repository that has findings already takes the pack up with a baseline:

\`\`\`sh
npx databricks-serving policy-report --baseline policies-baseline.json --write-baseline   # once; commit the file
npx databricks-serving policy-report --baseline policies-baseline.json                    # from then on
\`\`\`

What stands in it is reported and does not reject. It only shrinks: what is not found again is taken out of the file.
`;
}

/** @param {string} text */
const lowerFirst = (text) => (/^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text);

/** @param {string} text */
const cell = (text) => text.replaceAll("|", "\\|").replaceAll("<", "&lt;").replaceAll("*", "\\*");

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const check = process.argv.includes("--check");
  const { rules } = createRequire(import.meta.url)("../../dist/policies/rules/index.js");
  const stale = await refreshPolicyPages(rules, { write: !check });
  for (const path of stale)
    console.log(check ? `${path} is stale: run node tools/docs/policies.mjs` : `wrote ${path}`);
  if (check && stale.length > 0) process.exitCode = 1;
}
