import { defineCommand } from "../kit/define-command";
import { choice, flag, path, paths, rest, text } from "../kit/param";

export const policyReportCommand = defineCommand({
  name: "policy-report",
  does: "preview a project with the policy pack, for CI: Markdown summary and SARIF",
  arguments: { more: rest("arguments", "arguments for `pulumi preview`, after `--`") },
  options: {
    cwd: path("folder", "folder of the Pulumi project (default: the current one)"),
    stack: text("name", "stack to preview (default: the selected one)"),
    policyPack: paths("folder", "pack to run; may be repeated (default: the one of this package)"),
    policyPackConfig: paths("file to read", "JSON configuration of the pack; in the order of the packs"),
    sarif: path("file to write", "write the findings as SARIF 2.1.0"),
    markdown: path("file to write", "write the summary here instead of printing it"),
    baseline: path(
      "file to write",
      "findings that are known: they are reported and do not reject; it only shrinks",
    ),
    writeBaseline: flag("make the baseline of what rejects now, where there is none yet"),
    failOn: choice("level", ["mandatory", "advisory", "never"], "which findings reject", "mandatory"),
  },
  examples: [
    "policy-report --sarif report.sarif",
    "policy-report --baseline policies-baseline.json --write-baseline",
    "policy-report --stack prod -- --diff",
  ],
  run: async (given, terminal) => (await import("./run-policy-report.js")).runPolicyReport(given, terminal),
});
