import { createHash } from "node:crypto";
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

/**
 * The findings as SARIF 2.1.0, for code scanning. A finding has no line in a file: it is about what the program comes to,
 * so its place is the resource, and the file is the project's.
 *
 * @param projectFile path of the project's file in the repository, for systems that need one
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function toSarif({ findings }: PreviewOutcome, projectFile: string): object {
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
    help: { text: `${rule.why}\n\n${steps}`, markdown: `${rule.why}\n\n${steps}` },
    properties: { tags: ["security", "databricks"], "security-severity": scores[rule.severity] },
  };
}

function resultOf(
  { rule, level, message, urn }: PolicyFinding,
  ruleIndex: number,
  projectFile: string,
): object {
  return {
    ruleId: rule,
    ruleIndex,
    level: levels[level],
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
