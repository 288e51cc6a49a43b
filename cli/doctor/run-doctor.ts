import { EXIT_CODES, type ExitCode } from "../kit/exit-code";
import type { Terminal } from "../kit/terminal";
import type { WorkspaceOptions } from "../workspace/workspace-options";
import { diagnose } from "./diagnose";
import type { Finding } from "./finding";

const MARK: Readonly<Record<Finding["verdict"], string>> = { good: "✓", warning: "!", bad: "✗" };

/** Checks everything that a deployment needs and prints what was found and what to mend. */
export async function runDoctor(
  { json, ...given }: WorkspaceOptions & { json: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const findings: Finding[] = [];
  await diagnose(given, terminal, (finding) => {
    findings.push(finding);
    if (!json) terminal.print(`${MARK[finding.verdict]} ${finding.says}\n${indented(finding.mend)}`);
  });
  const toMend = findings.filter(({ verdict }) => verdict === "bad").length;
  if (json) terminal.print(`${JSON.stringify({ ready: toMend === 0, findings }, null, 2)}\n`);
  else terminal.print(toMend === 0 ? "\nReady to deploy.\n" : `\n${toMend} to mend.\n`);
  return toMend === 0 ? EXIT_CODES.done.code : EXIT_CODES.found.code;
}

function indented(text: string | undefined): string {
  return text === undefined ? "" : `${text.replace(/^/gm, "    ")}\n`;
}
