// @ts-check
import { delimiter, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { runCommand } from "../run-command.mjs";

/** Where the policy pack is for whoever has installed the package. */
export const POLICY_PACK = join("..", "..", "node_modules", "pulumi-databricks-serving", "policies");

/** Variables that would point the run at a real workspace, or another Pulumi backend. */
const FOREIGN = /^(DATABRICKS_|ARM_|PULUMI_)/;

/**
 * Variables that point a program at the emulator and nothing else.
 *
 * @param {Pick<import("./quickstart-copy.mjs").Quickstart, "home">} quickstart
 * @param {{ url: string, token: string }} workspace
 */
export function workspaceEnvironment({ home }, { url, token }) {
  const own = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  return {
    ...Object.fromEntries(own),
    DATABRICKS_HOST: url,
    DATABRICKS_TOKEN: token,
    // No profile of the user's gets in.
    DATABRICKS_CONFIG_FILE: join(home, "no-profiles"),
  };
}

/**
 * Runs Pulumi in the copy of the quickstart, against the emulator and nothing else.
 *
 * @param {import("./quickstart-copy.mjs").Quickstart} quickstart
 * @param {string} engine
 * @param {{ url: string, token: string }} workspace
 */
export function pulumiCommand(quickstart, engine, workspace) {
  const env = {
    ...workspaceEnvironment(quickstart, workspace),
    PATH: `${engine}${delimiter}${process.env["PATH"]}`,
    PULUMI_BACKEND_URL: `file://${quickstart.backend}`,
    PULUMI_HOME: quickstart.home,
    PULUMI_CONFIG_PASSPHRASE: "quickstart",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  const colors = process.stdout.isTTY && !process.env["NO_COLOR"] ? "always" : "never";

  /**
   * @param {string[]} args
   * @param {{ shows?: (line: string) => boolean, mayFail?: boolean }} [how] which lines to show, asked without their colours
   */
  return async (args, { shows = () => true, mayFail = false } = {}) => {
    const result = await runCommand("pulumi", [...args, "--non-interactive", "--color", colors], {
      cwd: quickstart.program,
      env,
      onLine: (line) => {
        const plain = stripVTControlCharacters(line);
        // Its dots are for a terminal that it may rewrite; where a language host comes from is no news here.
        const isNoise = plain.trim() === "" || plain.startsWith("@ ") || plain.includes("from $PATH at");
        if (!isNoise && shows(plain)) console.log(`  ${line}`);
      },
    });
    if (result.code !== 0 && !mayFail) {
      throw new Error(`pulumi ${args[0]} failed with exit code ${result.code}:\n${result.output.trim()}`);
    }
    return result;
  };
}

/** @typedef {ReturnType<typeof pulumiCommand>} Pulumi */
