import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { findExecutable } from "../../provider/client/api/auth/find-executable";
import type { ConnectionSettings } from "../../provider/client/api/connection";
import { SETTING_NAMES } from "../../provider/client/api/connection-settings";

/** What `pulumi config` holds for signing in, in the project that a folder belongs to. */
export interface StackConfig {
  readonly settings: ConnectionSettings;
  /** Why its configuration, or the secrets in it, could not be read. */
  readonly problem?: string;
}

/** Nobody waits longer for it: it reads local files, and asks the backend which stack is selected. */
const PATIENCE_MS = 30_000;

/**
 * The `databricks:…` keys of the selected stack, as a deployment gets them. Undefined where the folder is in no Pulumi
 * project, or there is no Pulumi to ask.
 */
export async function readStackConfig(
  folder: string,
  environment: NodeJS.ProcessEnv,
  stack?: string,
): Promise<StackConfig | undefined> {
  const file = findExecutable("pulumi", environment);
  if (file === undefined || !isInProject(folder)) return undefined;
  const args = ["config", "--json", "--non-interactive", ...(stack === undefined ? [] : ["--stack", stack])];
  const ask = (...more: string[]): Promise<Said> => run(file, [...args, ...more], folder, environment);
  const whole = await ask("--show-secrets");
  if (whole.ok) return { settings: settingsIn(whole.text) };
  // What is no secret can be read without the key for those that are.
  const open = await ask();
  return { settings: open.ok ? settingsIn(open.text) : {}, problem: whole.text };
}

function isInProject(folder: string): boolean {
  const here = ["Pulumi.yaml", "Pulumi.yml"].some((name) => existsSync(join(folder, name)));
  return here || (dirname(folder) !== folder && isInProject(dirname(folder)));
}

function settingsIn(text: string): ConnectionSettings {
  const config = JSON.parse(text) as Record<string, { value?: string }>;
  const given = SETTING_NAMES.map((name) => [name, config[`databricks:${name}`]?.value] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined && value !== ""));
}

type Said = { ok: boolean; text: string };

function run(file: string, args: string[], folder: string, environment: NodeJS.ProcessEnv): Promise<Said> {
  const env = { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" };
  return new Promise((resolve) => {
    execFile(file, args, { cwd: folder, env, timeout: PATIENCE_MS }, (error, stdout, stderr) => {
      const complaint = stderr.trim().replace(/^error: /, "") || (error?.message ?? "");
      resolve(error === null ? { ok: true, text: stdout } : { ok: false, text: complaint });
    });
  });
}
