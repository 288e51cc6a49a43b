import { existsSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { PreviewOutcome } from "./policy-report/policy-finding";
import { runPreview } from "./policy-report/run-preview";
import { toMarkdown } from "./policy-report/to-markdown";
import { toSarif } from "./policy-report/to-sarif";

const HELP = `Usage: databricks-serving policy-report [options] [-- <arguments for pulumi preview>]

Previews the project with policy packs, prints a Markdown summary, and writes SARIF for code scanning.

Options:
  --cwd <folder>                folder of the Pulumi project (default: the current one)
  --stack <name>                stack to preview (default: the selected one)
  --policy-pack <folder>        pack to run; may be repeated (default: the one of this package)
  --policy-pack-config <file>   JSON configuration of the pack; in the order of the packs
  --sarif <file>                write the findings as SARIF 2.1.0
  --markdown <file>             write the summary here instead of printing it
  --fail-on <level>             mandatory (default), advisory, or never
  --help                        show this text

Exit codes: 0 passed, 1 rejected or the preview failed, 2 called wrongly.
`;

const options = {
  cwd: { type: "string", default: "." },
  stack: { type: "string" },
  "policy-pack": { type: "string", multiple: true },
  "policy-pack-config": { type: "string", multiple: true },
  sarif: { type: "string" },
  markdown: { type: "string" },
  "fail-on": { type: "string", default: "mandatory" },
  help: { type: "boolean" },
} as const;

/** The pack of this package: dist/cli is two levels below the package's root. */
const OWN_PACK = join(__dirname, "..", "..", "policies");

/**
 * Previews with policy packs and reports what they say, for CI systems.
 *
 * @param args the arguments after the command's name
 * @returns the exit code: 0 passed, 1 rejected or the preview failed, 2 called wrongly
 */
export async function runPolicyReportCommand(args: string[]): Promise<number> {
  const parsed = parse(args);
  if (typeof parsed === "string") {
    process.stderr.write(`databricks-serving policy-report: ${parsed}\n`);
    return 2;
  }
  const { values, positionals } = parsed;
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const cwd = resolve(values.cwd);
  const folders = values["policy-pack"] ?? [OWN_PACK];
  const configs = values["policy-pack-config"] ?? [];
  const packs = folders.map((folder, index) => ({
    folder: resolve(folder),
    config: configs[index] === undefined ? "" : resolve(configs[index]),
  }));
  const outcome = await runPreview({ cwd, stack: values.stack, packs, more: positionals });

  const markdown = toMarkdown(outcome);
  if (values.markdown === undefined) process.stdout.write(markdown);
  else writeFileSync(values.markdown, markdown);
  if (values.sarif !== undefined) {
    const sarif = toSarif(outcome, projectFile(cwd));
    writeFileSync(values.sarif, `${JSON.stringify(sarif, null, 2)}\n`);
  }
  return exitCode(outcome, values["fail-on"]);
}

function parse(args: string[]) {
  let parsed;
  try {
    parsed = parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    return (error as Error).message;
  }
  const { values } = parsed;
  if (!["mandatory", "advisory", "never"].includes(values["fail-on"])) {
    return `--fail-on ${values["fail-on"]}: allowed are mandatory, advisory and never`;
  }
  if (!existsSync(values.cwd)) return `--cwd ${values.cwd}: there is no such folder`;
  const packs = values["policy-pack"]?.length ?? 1;
  const configs = values["policy-pack-config"] ?? [];
  if (configs.length > packs)
    return `${configs.length} configurations for ${packs} policy packs: give one for each pack at most`;
  const missing = configs.find((file) => !existsSync(file));
  return missing === undefined ? parsed : `--policy-pack-config ${missing}: there is no such file`;
}

function exitCode({ findings, errors, complete }: PreviewOutcome, failOn: string): number {
  if (!complete || errors.length > 0) return 1;
  if (failOn === "never") return 0;
  return findings.some(({ level }) => level === "mandatory" || level === failOn) ? 1 : 0;
}

/** Code scanning wants a path from the repository's root; CI systems run commands there. */
function projectFile(cwd: string): string {
  return relative(process.cwd(), join(cwd, "Pulumi.yaml")).replaceAll("\\", "/");
}
