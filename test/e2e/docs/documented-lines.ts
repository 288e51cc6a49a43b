import { blocksOf, published, type Block } from "../../package/markdown";

/** A command line that documentation gives. */
export interface Line {
  /** Page and line of the block, for a failure. */
  readonly at: string;
  readonly text: string;
  readonly label: string | undefined;
  /** Whether what it prints is shown below it: it is run to compare that. */
  readonly shown: boolean;
}

/** Why a command is not run, by how it begins. What needs another reason says it before its block. */
const NOT_RUN: readonly (readonly [RegExp, string])[] = [
  [/^databricks /, "needs the Databricks CLI, which no package registry has"],
  [/^terraform /, "needs Terraform, which no package registry has"],
  [/^docker /, "needs Docker"],
  [/^npm (start|test)\b/, "has tests of its own, or is these tests"],
  [/^npm run bench\b/, "measures for minutes"],
  [/^npm install (\.\.\/)?(pulumi-databricks-serving|--save-dev)\b/, "held by the tests of the package"],
  [
    /^pulumi (package add|import|stack (import|export))\b|move-state /,
    "held by the end-to-end tests of the plugin",
  ],
  [/^npx databricks-serving rollout /, "waits for callers; test/cli/rollout.test.ts has a clock to move"],
  [/^npx databricks-serving emulator .*--live/, "calls the providers of models"],
  [/^MATRIX_REPORT=/, "takes minutes, and is run by the tests"],
  [/^export DATABRICKS_(HOST|TOKEN|CONFIG_PROFILE)=/, "names a workspace that is not there"],
];

/** Why a line is not run; undefined where it is. */
export function whyNot({ text, label }: Line): string | undefined {
  return /^not run: (.*)/.exec(label ?? "")?.[1] ?? NOT_RUN.find(([begin]) => begin.test(text))?.[1];
}

/** All command lines of the documentation, those that go over several lines joined, without what is printed after them. */
export const documentedLines: readonly Line[] = published.flatMap(blocksOf).flatMap(linesOf);

function linesOf({ file, line, language, label, text }: Block): Line[] {
  const at = `${file}:${line}`;
  const joined = text
    .replaceAll(/\\\n\s*/g, "")
    .trim()
    .split("\n");
  const shown = language === "console";
  const told = (one: string): Line => ({ at, label, shown, text: one.replace(/\s+#\s.*$/, "") });
  if (language === "sh") return joined.map(told);
  if (!shown) return [];
  return joined.filter((one) => one.startsWith("$ ")).map((one) => told(one.slice(2)));
}
