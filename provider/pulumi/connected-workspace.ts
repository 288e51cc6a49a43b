import { HttpClient } from "../client/api/http-client";
import { resolveConnection } from "../client/api/connection";
import { SETTING_NAMES, type ConnectionSettings } from "../client/api/connection-settings";
import { Workspace } from "../client/workspace";

/** The part of Pulumi's configuration that a dynamic provider is given. */
export interface ProviderConfig {
  get(key: string): string | undefined;
}

let settings: ConnectionSettings = {};
let connected: Workspace | undefined;

/** Takes the configuration of this process: there is one for each provider instance. */
export function configureWorkspace(config: ProviderConfig): void {
  const given = SETTING_NAMES.map((key) => [key, config.get(`databricks:${key}`)] as const);
  settings = Object.fromEntries(given.filter(([, value]) => value !== undefined && value !== ""));
  connected = undefined;
}

/**
 * The workspace that this process works with; made at the first call that needs it, since a preview does without.
 *
 * @throws ConnectionError where host or sign-in are missing
 */
export function connectedWorkspace(): Workspace {
  connected ??= new Workspace(new HttpClient(resolveConnection(settings, process.env)));
  return connected;
}
