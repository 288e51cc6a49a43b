import { toGraph } from "../graph/to-graph";
import { toMermaid } from "../graph/to-mermaid";
import { resourceName, type PolicyFinding, type PreviewOutcome } from "./policy-finding";

/** First line of each report, by which a later run finds the comment that it replaces. */
export const MARKER = "<!-- databricks-serving policy-report -->";

const levels = { mandatory: "🔴 mandatory", advisory: "🟡 advisory", remediate: "🔧 mended" } as const;
/** Rows of a table at most: a comment on GitHub holds 65,536 characters. SARIF has them all. */
const MOST_ROWS = 60;

const order = ["mandatory", "remediate", "advisory"] as const;

/** A summary for a pull request's comment or a job's summary page. */
export function toMarkdown({
  findings,
  resources,
  changes,
  packs,
  errors,
  complete,
}: PreviewOutcome): string {
  const count = (level: PolicyFinding["level"]): number =>
    findings.filter((one) => one.level === level).length;
  const known = findings.filter((one) => one.known === true).length;
  const mandatory = findings.filter((one) => one.level === "mandatory" && one.known !== true).length;
  const verdict =
    !complete || errors.length > 0 ? "❌ The preview failed" : mandatory > 0 ? "❌ Rejected" : "✅ Passed";
  const lines = [
    MARKER,
    "## Policy report",
    "",
    `**${verdict}**: ${mandatory} mandatory, ${count("advisory")} advisory${count("remediate") > 0 ? `, ${count("remediate")} mended` : ""}${known > 0 ? `, ${known} known by the baseline` : ""}.`,
    "",
    `Changes: ${changesText(changes)}. Packs: ${packs.map(code).join(", ") || "none"}.`,
  ];
  for (const level of order) {
    // What must be looked at stands open; advice, of which there may be much, is folded away.
    lines.push(
      ...table(
        findings.filter((one) => one.level === level && one.known !== true),
        level === "advisory" ? "advisory" : "",
      ),
    );
  }
  lines.push(
    ...table(
      findings.filter((one) => one.known === true),
      "known by the baseline",
    ),
  );
  lines.push(...picture(resources));
  if (errors.length > 0) lines.push("", "### Errors", "", ...errors.map((error) => `- ${code(error)}`));
  return `${lines.join("\n")}\n`;
}

function table(findings: readonly PolicyFinding[], folded: string): string[] {
  if (findings.length === 0) return [];
  const lines = ["", "| Level | Resource | Rule | Finding |", "| --- | --- | --- | --- |"];
  lines.push(...findings.slice(0, MOST_ROWS).map(row));
  if (findings.length > MOST_ROWS) lines.push("", `… and ${findings.length - MOST_ROWS} more.`);
  return folded === ""
    ? lines
    : ["", `<details><summary>${findings.length} ${folded}</summary>`, ...lines, "", "</details>"];
}

/** A comment holds 65,536 characters, and nobody reads a picture of a hundred endpoints. */
const MOST_NODES = 80;

function picture(resources: PreviewOutcome["resources"]): string[] {
  const graph = toGraph(resources);
  if (graph.nodes.length === 0 || graph.nodes.length > MOST_NODES) return [];
  const chart = toMermaid(graph).trimEnd();
  return [
    "",
    "<details><summary>What serves what</summary>",
    "",
    "```mermaid",
    chart,
    "```",
    "",
    "</details>",
  ];
}

function row({ level, urn, rule, message }: PolicyFinding): string {
  return `| ${levels[level]} | ${code(resourceName(urn))} | ${code(rule)} | ${code(message)} |`;
}

function changesText(changes: Record<string, number>): string {
  const parts = Object.entries(changes).filter(([, number]) => number > 0);
  return parts.map(([operation, number]) => `${number} ${operation}`).join(", ") || "none";
}

/** Text as code on one line: nothing in it is taken for Markdown, HTML, a mention or the end of a table's cell. */
function code(text: string): string {
  return `\`${text
    .replaceAll("`", "'")
    .replaceAll("|", "\\|")
    .replaceAll(/\s*\r?\n\s*/g, " ")}\``;
}
