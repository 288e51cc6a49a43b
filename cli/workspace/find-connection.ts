import { resolveConnection, type Connection } from "../../provider/client/api/connection";
import { ConnectionError } from "../../provider/client/api/connection-error";
import type { SettingName } from "../../provider/client/api/connection-settings";
import type { Terminal } from "../kit/terminal";
import { readStackConfig } from "./stack-config";
import type { WorkspaceOptions } from "./workspace-options";

/** A connection, or why there is none, and what of the stack's configuration could not be read. */
export interface FoundConnection {
  readonly connection: Connection | ConnectionError;
  readonly configProblem?: string;
}

/**
 * Finds host and credentials as a deployment finds them: the stack's configuration first, then the environment and
 * profiles. Where the command line names a host or a profile, the stack's configuration does not count: it may hold a
 * token of another workspace.
 */
export async function findConnection(
  given: WorkspaceOptions,
  { folder, environment }: Pick<Terminal, "folder" | "environment">,
): Promise<FoundConnection> {
  const { host, profile, configFile, authType, stack } = given;
  const named = Object.fromEntries(
    Object.entries({ host, profile, configFile, authType }).filter(([, value]) => value !== undefined),
  );
  const elsewhere = host !== undefined || profile !== undefined;
  const config = elsewhere ? undefined : await readStackConfig(folder, environment, stack);
  const settings = { ...config?.settings, ...named };
  const sourceOf = (name: SettingName): string =>
    name in named ? "the command line" : `\`pulumi config\`, databricks:${name}`;
  const problem = config?.problem === undefined ? {} : { configProblem: config.problem };
  try {
    return { connection: resolveConnection(settings, environment, { sourceOf }), ...problem };
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    return { connection: error, ...problem };
  }
}
