import { resourceName, type PolicyFinding, type PreviewOutcome } from "./policy-finding";

/** First line of each report, by which a later run finds the comment that it replaces. */
export const MARKER = "<!-- databricks-serving policy-report -->";

const levels = { mandatory: "🔴 mandatory", advisory: "🟡 advisory", remediate: "🔧 mended" } as const;
/** Rows of a table at most: a comment on GitHub holds 65,536 characters. SARIF has them all. */
const MOST_ROWS = 60;

const order = ["mandatory", "remediate", "advisory"] as const;

/** A summary for a pull request's comment or a job's summary page. */
export function toMarkdown({ findings, changes, packs, errors, complete }: PreviewOutcome): string {
  const count = (level: PolicyFinding["level"]): number =>
    findings.filter((one) => one.level === level).length;
  const mandatory = count("mandatory");
  const verdict =
    !complete || errors.length > 0 ? "❌ The preview failed" : mandatory > 0 ? "❌ Rejected" : "✅ Passed";
  const lines = [
    MARKER,
    "## Policy report",
    "",
    `**${verdict}**: ${mandatory} mandatory, ${count("advisory")} advisory${count("remediate") > 0 ? `, ${count("remediate")} mended` : ""}.`,
    "",
    `Changes: ${changesText(changes)}. Packs: ${packs.map(code).join(", ") || "none"}.`,
  ];
  for (const level of order) {
    const own = findings.filter((one) => one.level === level);
    if (own.length === 0) continue;
    // What must be looked at stands open; advice, of which there may be much, is folded away.
    const folded = level === "advisory";
    if (folded) lines.push("", `<details><summary>${own.length} advisory</summary>`);
    lines.push("", "| Level | Resource | Rule | Finding |", "| --- | --- | --- | --- |");
    lines.push(...own.slice(0, MOST_ROWS).map(row));
    if (own.length > MOST_ROWS) lines.push("", `… and ${own.length - MOST_ROWS} more.`);
    if (folded) lines.push("", "</details>");
  }
  if (errors.length > 0) lines.push("", "### Errors", "", ...errors.map((error) => `- ${code(error)}`));
  return `${lines.join("\n")}\n`;
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
