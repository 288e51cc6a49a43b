// @ts-check
import { policySamples, reportSamples } from "./policy-samples.mjs";

/** @typedef {import("../../policies/kit/define-rule.js").Rule} Rule */
/** @typedef {import("./policy-samples.mjs").Sample} Sample */

/** Day that the samples are judged on, so that the page stays the same. */
const DAY = "2026-11-25";

/**
 * What each rule says, on one page: what was found where, why it matters, what to write. The messages are the rules' own, of
 * a program that each of them objects to.
 *
 * @param {readonly Rule[]} rules
 */
export function messagesPage(rules) {
  const parts = rules.map((rule) => {
    const { name, title, why, sources } = rule;
    const source = sources[0] === undefined ? "" : ` ([source](${sources[0]}))`;
    return `## [${name}](${name}.md)\n\n${title}. ${why}${source}\n\n\`\`\`text\n${messagesOf(rule).join("\n")}\n\`\`\`\n`;
  });
  return `# Messages of the policies

Each message says where, what was found, and what to write; the engine prints the rule's own sentence above it. A value that
may be a key is never shown.

${parts.join("\n")}`;
}

/**
 * @param {Rule} rule
 * @returns {string[]}
 */
function messagesOf(rule) {
  const sample = policySamples[rule.name];
  if (sample === undefined) {
    const said = /** @type {Record<string, string | undefined>} */ (reportSamples)[rule.name];
    if (said === undefined)
      throw new Error(`There is no sample for the rule ${rule.name}: add one to policy-samples.mjs.`);
    return [said];
  }
  const before = { ...process.env };
  process.env["DATABRICKS_SERVING_POLICY_TODAY"] = DAY;
  process.env["DATABRICKS_SERVING_POLICY_VERBOSE"] = "true";
  try {
    const messages = judge(rule, sample);
    if (messages.length === 0) throw new Error(`The rule ${rule.name} says nothing of its sample.`);
    return messages;
  } finally {
    for (const name of ["DATABRICKS_SERVING_POLICY_TODAY", "DATABRICKS_SERVING_POLICY_VERBOSE"]) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

/**
 * @param {Rule} rule
 * @param {Sample} sample
 * @returns {string[]}
 */
function judge(rule, { members, config = {} }) {
  /** @type {any} */
  const policy = rule.policy(/** @type {never} */ (config));
  /** @type {string[]} */
  const messages = [];
  const resources = members.map(({ type, name, props }) => ({
    type,
    name,
    props,
    urn: `urn:pulumi:dev::acme::${type}::${name}`,
    stackTags: new Map(),
    propertyDependencies: {},
    getConfig: () => ({}),
  }));
  /** @param {string} message */
  const report = (message) => void messages.push(message);
  if (policy.validateResource !== undefined)
    for (const args of resources) policy.validateResource(args, report);
  else policy.validateStack({ resources, stackTags: new Map(), getConfig: () => ({}) }, report);
  return messages;
}
