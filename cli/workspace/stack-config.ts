import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { findExecutable } from "../../provider/client/api/auth/find-executable";
import type { ConnectionSettings } from "../../provider/client/api/connection";
import { SETTING_NAMES } from "../../provider/client/api/connection-settings";
import { runTool } from "../kit/run-tool";

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
  const env = { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const ask = (...more: string[]) =>
    runTool(file, [...args, ...more], { folder, environment: env, timeoutMs: PATIENCE_MS });
  const whole = await ask("--show-secrets");
  if (whole.ok) return { settings: settingsIn(whole.stdout) };
  // What is no secret can be read without the key for those that are.
  const open = await ask();
  return { settings: open.ok ? settingsIn(open.stdout) : {}, problem: whole.complaint };
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
