import { basename, join, relative, resolve } from "node:path";
import { ownPackage } from "../../provider/client/api/own-package";
import { CalledWrongly } from "../kit/command-failed";
import { EXIT_CODES, type ExitCode } from "../kit/exit-code";
import type { Terminal } from "../kit/terminal";
import { writeAnswer } from "../kit/write-answer";
import { applyBaseline, writeBaseline } from "./baseline";
import type { PreviewOutcome } from "./policy-finding";
import { runPreview } from "./run-preview";
import { toMarkdown } from "./to-markdown";
import { toSarif } from "./to-sarif";

interface Given {
  readonly more: readonly string[];
  readonly cwd: string | undefined;
  readonly stack: string | undefined;
  readonly policyPack: readonly string[];
  readonly policyPackConfig: readonly string[];
  readonly sarif: string | undefined;
  readonly markdown: string | undefined;
  readonly baseline: string | undefined;
  readonly writeBaseline: boolean;
  readonly failOn: "mandatory" | "advisory" | "never";
  readonly json: boolean;
}

/** Previews with policy packs and reports what they say, for CI systems. */
export async function runPolicyReport(given: Given, terminal: Terminal): Promise<ExitCode> {
  const at = (path: string): string => resolve(terminal.folder, path);
  const cwd = at(given.cwd ?? ".");
  if (given.writeBaseline && given.baseline === undefined)
    throw new CalledWrongly("--write-baseline needs --baseline <file>");
  const folders =
    given.policyPack.length > 0 ? given.policyPack.map(at) : [join(ownPackage.folder, "policies")];
  const configs = given.policyPackConfig;
  if (configs.length > folders.length) {
    throw new CalledWrongly(
      `${configs.length} configurations for ${folders.length} policy packs: give one for each pack at most`,
    );
  }
  const packs = folders.map((folder, index) => {
    const config = configs[index];
    return { folder, config: config === undefined ? "" : at(config) };
  });

  terminal.progress("previewing …");
  const { stack, more } = given;
  const outcome = await runPreview({ cwd, stack, packs, more, environment: terminal.environment });
  if (given.baseline !== undefined) useBaseline(at(given.baseline), given.writeBaseline, outcome, terminal);
  const markdown = toMarkdown(outcome);
  if (given.markdown !== undefined) writeAnswer(given.markdown, markdown, terminal);
  if (given.json) terminal.print(`${JSON.stringify(outcome, null, 2)}\n`);
  else if (given.markdown === undefined) terminal.print(markdown);
  if (given.sarif !== undefined) {
    const sarif = toSarif(outcome, projectFile(terminal.folder, cwd));
    writeAnswer(given.sarif, `${JSON.stringify(sarif, null, 2)}\n`, terminal);
  }
  return exitCode(outcome, given.failOn);
}

/** A preview that failed says nothing of what is gone, so that the baseline stays as it is. */
function useBaseline(file: string, make: boolean, outcome: PreviewOutcome, terminal: Terminal): void {
  const { findings, errors, complete } = outcome;
  if (!complete || errors.length > 0) return;
  if (make) writeBaseline(file, findings);
  const { gone, left } = applyBaseline(file, findings);
  const shrunk =
    gone === 0 ? "" : `; ${gone} were not found again and are out of it: commit ${basename(file)}`;
  terminal.say(`baseline: ${left} known${shrunk}`);
}

function exitCode({ findings, errors, complete }: PreviewOutcome, failOn: Given["failOn"]): ExitCode {
  if (!complete || errors.length > 0) return EXIT_CODES.failed.code;
  const rejects = findings.some(
    ({ level, known }) => failOn !== "never" && known !== true && (level === "mandatory" || level === failOn),
  );
  return rejects ? EXIT_CODES.found.code : EXIT_CODES.done.code;
}

/** Code scanning wants a path from the repository's root; CI systems run commands there. */
function projectFile(from: string, cwd: string): string {
  return relative(from, join(cwd, "Pulumi.yaml")).replaceAll("\\", "/");
}
