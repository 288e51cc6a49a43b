import { resolveConnection, type ConnectionSettings } from "../../provider/client/api/connection";
import { HttpClient } from "../../provider/client/api/http-client";
import { Workspace } from "../../provider/client/workspace";
import type { Terminal } from "../kit/terminal";
import type { WorkspaceOptions } from "./workspace-options";

/** @throws ConnectionError where host or credentials are missing */
export function openWorkspace(given: WorkspaceOptions, { environment }: Terminal): Workspace {
  return new Workspace(new HttpClient(resolveConnection(settingsOf(given), environment)));
}

/** The settings that were given on the command line. */
export function settingsOf({ host, profile, configFile, authType }: WorkspaceOptions): ConnectionSettings {
  const settings = { host, profile, configFile, authType };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
