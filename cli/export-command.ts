import { existsSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { ApiError } from "../provider/client/api/api-error";
import { resolveConnection } from "../provider/client/api/connection";
import { ConnectionError } from "../provider/client/api/connection-error";
import { HttpClient } from "../provider/client/api/http-client";
import { Workspace } from "../provider/client/workspace";
import { NoSuchEndpoint } from "../provider/lifecycle/endpoint/look-up-endpoint";
import { readLiveEndpoint } from "./export/read-live-endpoint";
import { toProgram } from "./export/to-program";

const HELP = `Usage: databricks-serving export <endpoint> [options]

Prints a TypeScript program for an endpoint that exists. Its first \`pulumi up\` takes the endpoint over as it is. Reads only:
changes nothing in the workspace.

Host and credentials are found as a deployment finds them: from the environment (DATABRICKS_HOST, DATABRICKS_TOKEN, …) or a
profile. What \`pulumi config\` holds is not seen here.

Options:
  --out <file>           write the program to this new file instead of printing it
  --no-adopt             leave \`adopt: true\` out: the program then creates an endpoint (default: --adopt)
  --host <address>       address of the workspace
  --profile <name>       section of the configuration file
  --config-file <file>   the configuration file (default: ~/.databrickscfg)
  --auth-type <method>   the one way to sign in, such as oauth-m2m
  --help                 show this text

Exit codes: 0 done, 1 failed, 2 called wrongly.
`;

const options = {
  out: { type: "string" },
  adopt: { type: "boolean" },
  "no-adopt": { type: "boolean" },
  host: { type: "string" },
  profile: { type: "string" },
  "config-file": { type: "string" },
  "auth-type": { type: "string" },
  help: { type: "boolean" },
} as const;

/** Where a command reads and writes; by default this process's own. */
export interface Surroundings {
  environment?: NodeJS.ProcessEnv;
  /** Standard output. */
  print?: (text: string) => void;
  /** Standard error. */
  say?: (text: string) => void;
}

/**
 * Exports a live endpoint as a program.
 *
 * @param args the arguments after the command's name
 * @returns the exit code: 0 done, 1 failed, 2 for wrong arguments
 */
export async function runExportCommand(
  args: string[],
  {
    environment = process.env,
    print = (text) => void process.stdout.write(text),
    say = (text) => void process.stderr.write(text),
  }: Surroundings = {},
): Promise<number> {
  const given = parse(args);
  if (typeof given === "string") {
    say(`databricks-serving export: ${given}\n`);
    return 2;
  }
  const { values, endpoint } = given;
  if (values.help === true) {
    print(HELP);
    return 0;
  }
  try {
    refuseUnmanageable(endpoint);
    const { out } = values;
    if (out !== undefined && existsSync(out)) {
      throw new ExportFailed(`${out} exists already, and is not overwritten. Give another file.`);
    }
    const workspace = new Workspace(new HttpClient(resolveConnection(settingsOf(values), environment)));
    const program = toProgram(await readLiveEndpoint(endpoint, workspace), values["no-adopt"] !== true);
    if (out === undefined) print(program.text);
    else writeNew(out, program.text);
    say(program.notes.map((note) => `${note}\n`).join(""));
    return 0;
  } catch (error) {
    if (!isExpected(error)) throw error;
    say(`databricks-serving export: ${error.message}\n`);
    return 1;
  }
}

class ExportFailed extends Error {
  override readonly name = "ExportFailed";
}

const isExpected = (error: unknown): error is Error =>
  [ApiError, ConnectionError, NoSuchEndpoint, ExportFailed].some((kind) => error instanceof kind);

function parse(args: string[]) {
  let parsed;
  try {
    parsed = parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    const allowed = Object.keys(options).map((name) => `--${name}`);
    return `${(error as Error).message.split(". ")[0]}; allowed: ${allowed.join(", ")}`;
  }
  const { values, positionals } = parsed;
  const [endpoint = ""] = positionals;
  if (values.adopt === true && values["no-adopt"] === true)
    return "--adopt and --no-adopt exclude each other";
  if (values.help !== true && positionals.length !== 1) {
    return `found ${positionals.length} names of endpoints; allowed: exactly one`;
  }
  return { values, endpoint };
}

function settingsOf(values: Partial<Record<string, string | boolean>>): Record<string, string> {
  const settings = {
    host: values["host"],
    profile: values["profile"],
    configFile: values["config-file"],
    authType: values["auth-type"],
  };
  return Object.fromEntries(
    Object.entries(settings).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

/** Endpoints that Databricks keeps in every workspace can be queried, and changed by nobody. */
function refuseUnmanageable(endpoint: string): void {
  if (!endpoint.startsWith("databricks-")) return;
  throw new ExportFailed(
    `${JSON.stringify(endpoint)} is an endpoint of Databricks' own, which no program can manage. Query it by its name; ` +
      "`getServingEndpoint` looks at it.",
  );
}

function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: "wx" });
  } catch (error) {
    throw new ExportFailed(`${file} cannot be written: ${(error as Error).message}`);
  }
}
