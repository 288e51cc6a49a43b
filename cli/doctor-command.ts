import { parseArgs } from "node:util";
import { diagnose } from "./doctor/diagnose";
import type { Finding } from "./doctor/finding";

const HELP = `Usage: databricks-serving doctor [options]

Checks what a deployment needs: Node.js and Pulumi, the host, signing in, and the rights of who signs in. Says what to
mend. Changes nothing.

Host and credentials are found as a deployment finds them: from the environment (DATABRICKS_HOST, DATABRICKS_TOKEN, …) or a
profile. What \`pulumi config\` holds is not seen here.

Options:
  --host <address>       address of the workspace
  --profile <name>       section of the configuration file
  --config-file <file>   the configuration file (default: ~/.databrickscfg)
  --auth-type <method>   the one way to sign in, such as oauth-m2m
  --help                 show this text
`;

const options = {
  host: { type: "string" },
  profile: { type: "string" },
  "config-file": { type: "string" },
  "auth-type": { type: "string" },
  help: { type: "boolean" },
} as const;

const MARK: Readonly<Record<Finding["verdict"], string>> = { good: "✓", warning: "!", bad: "✗" };

export interface Surroundings {
  environment?: NodeJS.ProcessEnv;
  folder?: string;
  print?: (text: string) => void;
}

/**
 * Checks everything that a deployment needs and prints what was found and what to mend.
 *
 * @param args the arguments after the command's name
 * @returns the exit code: 0 where a deployment can work, 1 where something must be mended, 2 for wrong arguments
 */
export async function runDoctorCommand(
  args: string[],
  {
    environment = process.env,
    folder = process.cwd(),
    print = (text) => void process.stdout.write(text),
  }: Surroundings = {},
): Promise<number> {
  let given: Record<string, string | boolean | undefined>;
  try {
    given = parseArgs({ args, options, strict: true }).values;
  } catch (error) {
    const allowed = Object.keys(options).map((name) => `--${name}`);
    process.stderr.write(
      `doctor: ${(error as Error).message.split(". ")[0]}; allowed: ${allowed.join(", ")}\n`,
    );
    return 2;
  }
  if (given["help"] === true) {
    print(HELP);
    return 0;
  }
  const settings = {
    ...setting("host", given["host"]),
    ...setting("profile", given["profile"]),
    ...setting("configFile", given["config-file"]),
    ...setting("authType", given["auth-type"]),
  };
  const found: Finding[] = [];
  await diagnose({ settings, environment, folder }, (finding) => {
    found.push(finding);
    print(`${MARK[finding.verdict]} ${finding.says}\n${indented(finding.mend)}`);
  });
  const toMend = found.filter(({ verdict }) => verdict === "bad").length;
  print(toMend === 0 ? "\nReady to deploy.\n" : `\n${toMend} to mend.\n`);
  return toMend === 0 ? 0 : 1;
}

function setting(name: string, value: string | boolean | undefined): Record<string, string> {
  return typeof value === "string" ? { [name]: value } : {};
}

function indented(text: string | undefined): string {
  return text === undefined ? "" : `${text.replace(/^/gm, "    ")}\n`;
}
