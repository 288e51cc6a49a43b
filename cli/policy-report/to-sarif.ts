import { createHash } from "node:crypto";
import { ownPackage } from "../../provider/client/api/own-package";
import type { Rule } from "../../policies/kit/define-rule";
import { rules } from "../../policies/rules/index";
import { resourceName, type PolicyFinding, type PreviewOutcome } from "./policy-finding";

const levels = { mandatory: "error", advisory: "warning", remediate: "note" } as const;

/** GitHub's scale of 0 to 10 for findings that concern security. */
const scores: Readonly<Record<Rule["severity"], string>> = {
  low: "3.0",
  medium: "5.0",
  high: "8.0",
  critical: "9.5",
};

/** The pages of the rules, as the published package has them. */
const PAGES = `https://unpkg.com/${ownPackage.name}@${ownPackage.version}/docs/policies`;

/**
 * The findings as SARIF 2.1.0, for code scanning. A finding has no line in a file: it is about what the program comes to,
 * so its place is the resource, and the file is the project's. A preview that failed is said to have: an empty report of it
 * would be taken for a clean one.
 *
 * @param projectFile path of the project's file in the repository, for systems that need one
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function toSarif({ findings, errors, complete }: PreviewOutcome, projectFile: string): object {
  const names = [...new Set(findings.map(({ rule }) => rule))];
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "pulumi-databricks-serving policies",
            rules: names.map((name) =>
              ruleOf(
                name,
                findings.find(({ rule }) => rule === name),
              ),
            ),
          },
        },
        invocations: [
          {
            executionSuccessful: complete && errors.length === 0,
            ...(errors.length === 0
              ? {}
              : {
                  toolExecutionNotifications: errors.map((text) => ({ level: "error", message: { text } })),
                }),
          },
        ],
        results: findings.map((finding) => resultOf(finding, names.indexOf(finding.rule), projectFile)),
      },
    ],
  };
}

function ruleOf(name: string, finding: PolicyFinding | undefined): object {
  const rule = (rules as readonly Rule[]).find((one) => one.name === name);
  // A policy of another pack than ours says of itself only what the engine tells.
  if (rule === undefined) return { id: name, shortDescription: { text: finding?.description ?? name } };
  const steps = rule.remediation.map((step, index) => `${index + 1}. ${step}`).join("\n");
  return {
    id: name,
    name: rule.title,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.description },
    helpUri: `${PAGES}/${name}.md`,
    help: { text: `${rule.why}\n\n${steps}`, markdown: `${rule.why}\n\n${steps}` },
    properties: { tags: ["security", "databricks"], "security-severity": scores[rule.severity] },
  };
}

function resultOf(
  { rule, level, message, urn, known }: PolicyFinding,
  ruleIndex: number,
  projectFile: string,
): object {
  return {
    ruleId: rule,
    ruleIndex,
    level: known === true ? "note" : levels[level],
    baselineState: known === true ? "unchanged" : "new",
    message: { text: message },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: projectFile }, region: { startLine: 1 } },
        logicalLocations: [{ name: resourceName(urn), fullyQualifiedName: urn, kind: "resource" }],
      },
    ],
    partialFingerprints: {
      "finding/v1": createHash("sha256").update(`${rule}\n${urn}\n${message}`).digest("hex"),
    },
  };
}
